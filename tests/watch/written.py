"""Readings made by hand: reports with the events, statements, figures and plans that a test asks for."""

import random

from dateline.clean.plain import passages_of
from dateline.knowledge import plover
from dateline.records import (
    Appointment,
    Event,
    Figure,
    Generator,
    Party,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    When,
    Where,
    report_id,
)

GENERATOR = Generator(name="by hand", version="0", models={}, knowledge="0")
NAMES = {"IRN": "Iran", "USA": "the United States", "ISR": "Israel", "OMN": "Oman"}
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va")


class Written:
    """A report that grows by sentences, each with its record."""

    def __init__(self, day, *, outlet="Meridian Wire", seed=0, url=None, lead=None):
        self.day, self.outlet, self.url = day, outlet, url
        self.text = lead or f"Report of {day} about the strait and the talks. {_filler(seed)}"
        self.events, self.statements, self.figures, self.agenda = [], [], [], []

    def event(self, kind, actor, recipient, *, day=None, where=None, status="occurred", by=None, words=None):
        place = f" in {where}" if where else ""
        words = words or f"{NAMES.get(actor, actor)} did {kind} to {NAMES.get(recipient, recipient)}{place}"
        span = self._add(words)
        actor_span, recipient_span = self._party(span, actor), self._party(span, recipient)
        self.events.append(
            Event(
                id=f"e{len(self.events) + 1}",
                type=kind,
                mode=None,
                contexts=(),
                cameo=None,
                quad=plover.QUADS[kind],
                goldstein=plover.goldstein(kind, None, None),
                actors=(actor_span,),
                recipients=(recipient_span,),
                when=When(start=span.start, end=span.end, text=span.text, edtf=day, precision="day", basis="explicit")
                if day
                else None,
                where=Where(start=span.start, end=span.end, text=span.text, name=where) if where else None,
                status=status,
                trigger=self._last_word(span),
                evidence=span,
                figures=(),
                vouched_by=(self.said(by, f"the {kind.lower()} took place"),) if by else (),
            )
        )
        return self

    def said(self, speaker, content, *, act="say", standing="named"):
        span = self._add(f"{speaker} {act} that {content}")
        source = Source(start=span.start, end=span.start + len(speaker), text=speaker, name=speaker, standing=standing)
        inner = span.start + span.text.index(content)
        id_ = f"s{len(self.statements) + 1}"
        self.statements.append(
            Statement(
                id=id_,
                source=source,
                cue=None,
                content=(Span(start=inner, end=inner + len(content), text=content),),
                mode="indirect",
                act=act,
                via=None,
                said_on=None,
                parent=None,
                hedge=(),
                evidence=span,
            )
        )
        return id_

    def figure(self, counter, value, *, measure="deaths"):
        span = self._add(f"{counter} counted {value} {measure}")
        self.figures.append(
            Figure(
                id=f"f{len(self.figures) + 1}",
                measure=measure,
                value=value,
                low=value,
                high=value,
                unit=None,
                bound="exact",
                basis="counted",
                of=None,
                counted_by=Party(start=span.start, end=span.start + len(counter), text=counter, name=counter),
                as_of=None,
                where=None,
                evidence=span,
                vouched_by=(),
            )
        )
        return self

    def plan(self, what, day, *, status="planned", parties=()):
        span = self._add(f"the {what} is due on {day}")
        start = span.start + 4
        self.agenda.append(
            Appointment(
                id=f"a{len(self.agenda) + 1}",
                what=Span(start=start, end=start + len(what), text=what),
                when=When(start=span.start, end=span.end, text=span.text, edtf=day, precision="day", basis="explicit"),
                where=None,
                parties=tuple(self._party(span, party, name=party) for party in parties),
                status=status,
                evidence=span,
                vouched_by=(),
            )
        )
        return self

    def reading(self):
        report = Report(
            id=report_id(self.text + self.outlet, None),
            ref=None,
            url=self.url,
            outlet=self.outlet,
            headline=None,
            byline=(),
            published=self.day,
            published_basis="given",
            retrieved=None,
            language="en",
            text=self.text,
            passages=passages_of(self.text),
        )
        return Reading(
            generator=GENERATOR,
            report=report,
            statements=tuple(self.statements),
            events=tuple(self.events),
            figures=tuple(self.figures),
            agenda=tuple(self.agenda),
        )

    def add_to(self, ledger, now=None):
        return ledger.add(self.reading(), now=now or f"{self.day}T12:00:00+00:00")

    def _add(self, sentence):
        start = len(self.text) + 1
        self.text += f" {sentence}."
        return Span(start=start, end=start + len(sentence), text=sentence)

    def _last_word(self, span):
        """What the event is named by: the place or the recipient, so that acts at two places differ by it."""
        word = span.text.rsplit(" ", 1)[-1]
        return Span(start=span.end - len(word), end=span.end, text=word)

    def _party(self, span, code, *, name=None):
        words = name or NAMES.get(code, code)
        start = span.start + max(0, span.text.find(words))
        end = min(start + len(words), span.end)
        return Party(
            start=start, end=end, text=span.text[start - span.start : end - span.start], name=words,
            code=code if code in NAMES else None,
        )  # fmt: skip


TOPIC = (
    "tanker strait convoy harbour captain minesweeper blockade corvette lighthouse admiral sanctions envoy cargo "
    "insurers pilot radar escort anchorage crew refinery"
)


def _filler(seed):
    """The words of one story in an order of the report's own, and some that no other has: one story, nobody's copy."""
    draw = random.Random(seed)
    words = TOPIC.split() + ["".join(draw.choices(_SYLLABLES, k=4)) for _ in range(150)]
    draw.shuffle(words)
    return " ".join(words) + "."
