"""Joins who, when and where into the records of one reading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from spacy.tokens import Span as Tokens

from dateline.annotate import AnnotatedText
from dateline.extract.mentions import (
    AppointmentMention,
    EventMention,
    FigureMention,
    QuantityMention,
    StatementMention,
)
from dateline.knowledge import plover
from dateline.records import (
    Appointment,
    Event,
    Figure,
    Generator,
    Mentions,
    Party,
    Quantity,
    Reading,
    Statement,
    When,
    Where,
)
from dateline.resolve.within.when import Times
from dateline.resolve.within.where import Places
from dateline.resolve.within.who import Actors

_ON_THE_SPOT: Final = frozenset({"PROTEST", "COERCE", "ASSAULT"})
"""Types in which unnamed crowds and police are those of the place; people meet and negotiate abroad."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Everything extraction found in one report."""

    statements: Sequence[StatementMention]
    events: Sequence[EventMention]
    quantities: Sequence[QuantityMention]
    figures: Sequence[FigureMention]
    agenda: Sequence[AppointmentMention]


class Grounder:
    """Grounds the mentions of one report."""

    def __init__(self, text: AnnotatedText, found: Found) -> None:
        self.text = text
        self.found = found
        self.times = Times(text)
        self.places = Places(text)
        self.actors = Actors(text, found.statements, self.places.mentions())

    def reading(self, generator: Generator) -> Reading:
        """The reading of the report."""
        notices = [*self.actors.notices, *self.times.notices, *self.places.notices]
        statements = tuple(self._statement(i, s) for i, s in enumerate(self.found.statements))
        figures = tuple(self._figure(i, f, statements) for i, f in enumerate(self.found.figures))
        events = tuple(self._event(i, e) for i, e in enumerate(self.found.events))
        agenda = self._agenda(events)
        return Reading(
            generator=generator,
            report=self.text.report,
            statements=statements,
            events=events,
            figures=figures,
            agenda=agenda,
            mentions=Mentions(
                actors=self.actors.mentions(),
                places=self.places.mentions(),
                times=self.times.mentions(),
                quantities=tuple(self._quantity(q) for q in self.found.quantities),
            ),
            warnings=tuple(sorted(notices, key=lambda n: (n.span.start if n.span else -1, n.code))),
        )

    def _statement(self, index: int, mention: StatementMention) -> Statement:
        span = self.text.span
        return Statement(
            id=f"s{index + 1}",
            source=self.actors.source(mention.source) if mention.source is not None else None,
            cue=span(mention.cue) if mention.cue is not None else None,
            content=tuple(span(tokens) for tokens in mention.content),
            mode=mention.mode,
            act=mention.act,
            via=self.actors.party(mention.via) if mention.via is not None else None,
            said_on=self.times.at(mention.said_on) if mention.said_on is not None else None,
            parent=f"s{mention.parent + 1}" if mention.parent is not None else None,
            hedge=tuple(span(tokens) for tokens in mention.hedge),
            evidence=span(mention.evidence),
        )

    def _event(self, index: int, mention: EventMention) -> Event:
        where = self.places.of(mention.trigger.root)
        return Event(
            id=f"e{index + 1}",
            type=mention.type,
            mode=mention.mode,
            contexts=mention.contexts,
            cameo=mention.cameo,
            quad=plover.QUADS[mention.type],
            goldstein=plover.goldstein(mention.type, mention.mode, mention.cameo),
            actors=self._parties(mention, mention.actors, where) or self._crowd(mention, where),
            recipients=self._parties(mention, mention.recipients, where),
            when=self.times.of(mention.trigger.root),
            where=where,
            status=mention.status,
            trigger=self.text.span(mention.trigger),
            evidence=self.text.span(mention.evidence),
            figures=tuple(f"f{i + 1}" for i in self._measured_by.get(index, ())),
            vouched_by=tuple(f"s{i + 1}" for i in mention.vouched_by),
        )

    def _parties(self, mention: EventMention, role: tuple[Tokens, ...], where: Where | None) -> tuple[Party, ...]:
        """The parties of one role, each once; those that only another mention of the happening names say so."""
        place = where.country if where is not None and mention.type in _ON_THE_SPOT else None
        parties = [
            replace(self.actors.party(tokens), basis="mention")
            if tokens in mention.elsewhere
            else self._protesters(tokens) or self.actors.party(tokens, place)
            for tokens in role
        ]
        names = [party.name for party in parties]
        return tuple(p for i, p in enumerate(parties) if p.name is None or p.name not in names[:i])

    def _protesters(self, tokens: Tokens) -> Party | None:
        """Who is meant where something is done to a protest: those who protest."""
        protest = self._protests.get(tokens.root.i)
        if protest is None:
            return None
        span = self.text.span(tokens)
        who = [self.actors.party(actor) for actor in protest.actors]
        crowd = who[:1] or list(self._crowd(protest, self.places.of(protest.trigger.root)))
        code, basis = (crowd[0].code, crowd[0].basis or "mention") if crowd else (None, None)
        return Party(start=span.start, end=span.end, text=span.text, code=code, basis=basis) if code else None

    @cached_property
    def _protests(self) -> dict[int, EventMention]:
        """The protests that nouns name, by the noun."""
        return {e.trigger.root.i: e for e in self.found.events if e.type == "PROTEST" and e.trigger.root.pos_ != "VERB"}

    def _crowd(self, mention: EventMention, where: Where | None) -> tuple[Party, ...]:
        """Who protested where nobody says who did: civilians of the country in which a protest takes place."""
        if mention.type != "PROTEST" or where is None or where.country is None or mention.trigger.root.pos_ == "VERB":
            return ()
        span = self.text.span(mention.trigger)
        crowd = Party(start=span.start, end=span.end, text=span.text, code=f"{where.country}-CVL", basis="place")
        return (crowd,)

    @cached_property
    def _measured_by(self) -> dict[int, list[int]]:
        """For each event the figures that measure it."""
        found: dict[int, list[int]] = {}
        for i, figure in enumerate(self.found.figures):
            for event in dict.fromkeys(figure.events):
                found.setdefault(event, []).append(i)
        return found

    def _quantity(self, mention: QuantityMention) -> Quantity:
        span = self.text.span(mention.tokens)
        return Quantity(
            start=span.start,
            end=span.end,
            text=span.text,
            value=mention.value,
            low=mention.low,
            high=mention.high,
            bound=mention.bound,
            unit=mention.unit,
        )

    def _figure(self, index: int, mention: FigureMention, statements: tuple[Statement, ...]) -> Figure:
        root = mention.quantity.tokens.root
        vouchers = tuple(statements[i] for i in mention.vouched_by)
        return Figure(
            id=f"f{index + 1}",
            measure=mention.measure,
            value=mention.quantity.value,
            low=mention.quantity.low,
            high=mention.quantity.high,
            unit=mention.quantity.unit,
            bound=mention.quantity.bound,
            basis=mention.basis,
            of=self.text.span(mention.of) if mention.of is not None else None,
            counted_by=self._counter(mention, vouchers),
            as_of=self._as_of(mention, vouchers),
            where=self.places.of(root),
            evidence=self.text.span(mention.evidence),
            vouched_by=tuple(statement.id for statement in vouchers),
        )

    def _as_of(self, mention: FigureMention, vouchers: tuple[Statement, ...]) -> When | None:
        """The time in the figure's own clause, else the day on which the innermost voucher spoke."""
        stated = self.times.at(mention.as_of) if mention.as_of is not None else None
        return stated or next((s.said_on for s in reversed(vouchers) if s.said_on is not None), None)

    def _counter(self, mention: FigureMention, vouchers: tuple[Statement, ...]) -> Party | None:
        """The party that counted: the one the text names, else the innermost voucher's source."""
        if mention.counted_by is not None:
            return self.actors.party(mention.counted_by)
        source = next((s.source for s in reversed(vouchers) if s.source is not None), None)
        if source is None:
            return None
        return Party(
            start=source.start,
            end=source.end,
            text=source.text,
            name=source.name,
            code=source.code,
            wikidata=source.wikidata,
        )

    def _is_past(self, when: When) -> bool:
        """Whether a time ended before the day of the report."""
        published, last = self.text.report.published, (when.edtf or "").rpartition("/")[2].strip("~?%")
        return bool(published and last) and last < (published or "")[: min(len(last), 10)]

    def _is_ahead(self, when: When) -> bool:
        """Whether a time ends after the day of the report."""
        published, last = self.text.report.published, (when.edtf or "").rpartition("/")[2].strip("~?%")
        return bool(published and last) and last[:10] > (published or "")[: min(len(last), 10)]

    def _agenda(self, events: tuple[Event, ...]) -> tuple[Appointment, ...]:
        """The appointments that have a time or a place; the rest is intention, not agenda."""
        kept: list[Appointment] = []
        for mention in self.found.agenda:
            event = events[mention.event] if mention.event is not None else None
            root = mention.head
            when = (self.times.at(mention.day) if mention.day is not None else self.times.of(root)) or (
                event.when if event else None
            )
            host = self.places.at(mention.host) if mention.host is not None else None
            where = host or self.places.of(root) or (event.where if event else None)
            if when is None and mention.distance is not None:
                span = self.text.span(mention.distance)
                when = When(start=span.start, end=span.end, text=span.text)  # "within 48 hours" is no day
            if when is None and where is None:
                continue
            if when is not None and self._is_past(when):
                continue  # "had been due to meet in January": history, printed in March
            if mention.if_dated and not (when is not None and self._is_ahead(when)):
                continue  # "flies to Cairo on Thursday" is a plan until Thursday
            kept.append(
                Appointment(
                    id=f"a{len(kept) + 1}",
                    what=self.text.span(mention.what),
                    when=when,
                    where=where,
                    parties=tuple(self.actors.party(tokens) for tokens in mention.parties),
                    status=mention.status,
                    evidence=self.text.span(mention.evidence),
                    vouched_by=tuple(f"s{i + 1}" for i in mention.vouched_by),
                )
            )
        return tuple(kept)
