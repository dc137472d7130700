"""Where each record of a reading shows in the report's text."""

from collections.abc import Iterable, Iterator

from dateline.publish import words
from dateline.publish.page.segments import Mark
from dateline.records import Reading, Span


def marks(reading: Reading, prefix: str) -> list[Mark]:
    """The marks of every record: shown where its own words stand, silent over its other spans."""
    return [mark for found in _each(reading, prefix) for mark in found]


def _each(reading: Reading, prefix: str) -> Iterator[Iterable[Mark]]:
    for statement in reading.statements:
        shown = [span for span in (statement.source, statement.cue) if span is not None]
        shown.extend(statement.content or (statement.evidence,))
        silent = [span for span in (statement.via, statement.said_on, statement.evidence) if span is not None]
        yield _of("statement", prefix + statement.id, shown, [*silent, *statement.hedge])
    for event in reading.events:
        silent = [event.evidence, *event.actors, *event.recipients]
        silent += [span for span in (event.when, event.where) if span is not None]
        yield _of("event", prefix + event.id, [event.trigger], silent)
    numbers = words.number_spans(reading)
    for figure in reading.figures:
        silent = [span for span in (figure.of, figure.counted_by, figure.as_of, figure.where) if span is not None]
        yield _of("figure", prefix + figure.id, [numbers[figure.id]], [figure.evidence, *silent])
    for appointment in reading.agenda:
        silent = [span for span in (appointment.when, appointment.where) if span is not None]
        yield _of("plan", prefix + appointment.id, [appointment.what], [appointment.evidence, *silent])


def _of(kind: str, target: str, shown: Iterable[Span], silent: Iterable[Span]) -> Iterator[Mark]:
    for span in shown:
        yield Mark(start=span.start, end=span.end, kind=kind, target=target)
    for span in silent:
        yield Mark(start=span.start, end=span.end, kind=kind, target=target, shown=False)
