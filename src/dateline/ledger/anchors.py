"""Where a record stands in its report: by this it is found again when the report is read anew.

A newer reading numbers its records from one again. The same record is the one with the same words:
first those whose anchor (a statement's content, an event's trigger, an appointment's subject, a figure's
evidence) and sort are the same, then those with the same anchor, then those of the same sort whose evidence
overlaps most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.records import Appointment, Event, Figure, Reading, Statement

Record = Statement | Event | Figure | Appointment


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The letter and sort of a record (act, type, measure), the words that it hangs on, and its evidence."""

    letter: str
    sort: str
    start: int
    end: int
    evidence_start: int
    evidence_end: int


def anchor(record: Record) -> Anchor:
    """The anchor of a record."""
    if isinstance(record, Statement):
        letter, sort, held = "s", record.act, record.content[0] if record.content else record.evidence
    elif isinstance(record, Event):
        letter, sort, held = "e", record.type, record.trigger
    elif isinstance(record, Figure):
        letter, sort, held = "f", f"{record.measure} {record.value}", record.evidence
    else:
        letter, sort, held = "a", "", record.what
    evidence = record.evidence
    return Anchor(
        letter=letter,
        sort=sort,
        start=held.start,
        end=held.end,
        evidence_start=evidence.start,
        evidence_end=evidence.end,
    )


def anchors(reading: Reading) -> dict[str, Anchor]:
    """The anchor of every record of a reading, by the record's id."""
    records: Iterable[Record] = (*reading.statements, *reading.events, *reading.figures, *reading.agenda)
    return {record.id: anchor(record) for record in records}


def match(earlier: Mapping[str, Anchor], later: Mapping[str, Anchor]) -> dict[str, str]:
    """Which later record is which earlier one: the earlier id by the later id; each is used once."""
    found: dict[str, str] = {}
    free = dict(earlier)
    for key in (_words_and_sort, _words):
        places: dict[Any, list[str]] = {}
        for name, one in free.items():
            places.setdefault(key(one), []).append(name)
        for name, one in later.items():
            if name not in found and places.get(key(one)):
                found[name] = places[key(one)].pop(0)
                del free[found[name]]
    left = [name for name in later if name not in found]
    pairs = sorted(
        (-shared, i, j, name, other)
        for i, name in enumerate(left)
        for j, (other, one) in enumerate(free.items())
        if (shared := _overlap(later[name], one)) > 0
    )
    for _, _, _, name, other in pairs:
        if name not in found and other in free:
            found[name] = other
            del free[other]
    return found


def _words_and_sort(one: Anchor) -> tuple[str, str, int, int]:
    return one.letter, one.sort, one.start, one.end


def _words(one: Anchor) -> tuple[str, int, int]:
    return one.letter, one.start, one.end


def _overlap(one: Anchor, other: Anchor) -> int:
    """How many characters of evidence two records of one sort share."""
    if (one.letter, one.sort) != (other.letter, other.sort):
        return 0
    return min(one.evidence_end, other.evidence_end) - max(one.evidence_start, other.evidence_start)
