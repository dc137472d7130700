"""Readings of reports that nobody wrote, made without a reader: fast, and right by construction."""

from collections.abc import Sequence

from dateline.records import (
    Event,
    Figure,
    Generator,
    Party,
    Passage,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    report_id,
)
from dateline.records.when import When
from dateline.records.where import Where

GENERATOR = Generator(name="dateline", version="0", models={}, knowledge="0")


def reading(
    headline: str,
    *sentences: str,
    day: str = "2026-02-04",
    outlet: str | None = None,
    url: str | None = None,
    version: str = "0",
    drop: Sequence[str] = (),
) -> Reading:
    """A reading of a report with a headline and some sentences.

    A sentence "Avalon attacked Borduria at Port Quin" makes an event, "The relief agency counted 40 dead in
    Avalon" a figure, and every other sentence a statement by its first two words. `drop` names sentences that
    this version of the reader overlooks.
    """
    text = "\n\n".join((headline, ". ".join(sentences) + "."))
    statements: list[Statement] = []
    events: list[Event] = []
    figures: list[Figure] = []
    for sentence in sentences:
        if sentence in drop:
            continue
        at = text.index(sentence)
        evidence = Span.of(text, at, at + len(sentence))
        if " attacked " in sentence:
            events.append(_attack(f"e{len(events) + 1}", text, evidence, day))
        elif " counted " in sentence:
            figures.append(_toll(f"f{len(figures) + 1}", text, evidence))
        else:
            statements.append(_saying(f"s{len(statements) + 1}", text, evidence))
    return Reading(
        generator=Generator(name="dateline", version=version, models={}, knowledge="0"),
        report=Report(
            id=report_id(text, url),
            ref=None,
            url=url,
            outlet=outlet,
            headline=headline,
            byline=(),
            published=day,
            published_basis="given",
            retrieved=None,
            language="en",
            text=text,
            passages=(
                Passage(kind="headline", start=0, end=len(headline) + 2),
                Passage(kind="body", start=len(headline) + 2, end=len(text)),
            ),
        ),
        statements=tuple(statements),
        events=tuple(events),
        figures=tuple(figures),
    )


def _word(text: str, evidence: Span, word: str) -> Span:
    at = text.index(word, evidence.start)
    return Span.of(text, at, at + len(word))


def _party(text: str, evidence: Span, word: str, code: str) -> Party:
    span = _word(text, evidence, word)
    return Party(start=span.start, end=span.end, text=span.text, name=word, code=code)


def _attack(name: str, text: str, evidence: Span, day: str) -> Event:
    actor, _, rest = evidence.text.partition(" attacked ")
    recipient, _, place = rest.partition(" at ")
    where = _word(text, evidence, place)
    return Event(
        id=name,
        type="ASSAULT",
        mode=None,
        contexts=("military",),
        cameo="190",
        quad=4,
        goldstein=-10.0,
        actors=(_party(text, evidence, actor, actor[:3].upper()),),
        recipients=(_party(text, evidence, recipient, recipient[:3].upper()),),
        when=When(start=evidence.start, end=evidence.end, text=evidence.text, edtf=day, precision="day"),
        where=Where(start=where.start, end=where.end, text=where.text, name=place, country="AVA"),
        status="occurred",
        trigger=_word(text, evidence, "attacked"),
        evidence=evidence,
        figures=(),
        vouched_by=(),
    )


def _toll(name: str, text: str, evidence: Span) -> Figure:
    counter, _, rest = evidence.text.partition(" counted ")
    number = rest.split()[0]
    return Figure(
        id=name,
        measure="deaths",
        value=float(number),
        low=float(number),
        high=float(number),
        unit=None,
        bound="exact",
        basis="counted",
        of=None,
        counted_by=_party(text, evidence, counter, "NGO"),
        as_of=None,
        where=None,
        evidence=evidence,
        vouched_by=(),
    )


def _saying(name: str, text: str, evidence: Span) -> Statement:
    speaker = " ".join(evidence.text.split()[:2])
    span = _word(text, evidence, speaker)
    return Statement(
        id=name,
        source=Source(start=span.start, end=span.end, text=span.text, name=speaker, code="AVA-GOV", standing="named"),
        cue=None,
        content=(Span.of(text, span.end, evidence.end),),
        mode="indirect",
        act="say",
        via=None,
        said_on=None,
        parent=None,
        hedge=(),
        evidence=evidence,
    )
