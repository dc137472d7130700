"""What is new, as entries of a feed: records that changed what was known, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.ledger.selection import Chosen, Record, latest
from dateline.publish.export.annotations import urn
from dateline.publish.export.summary import subject, summary

ENTRIES = 100
"""Entries in a feed: by judgement, what a reader who looks once a day still sees whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `evidence` are the words of the report, `updated` the time the report was added."""

    id: str
    title: str
    link: str | None
    evidence: str
    kind: str
    novelty: str
    outlet: str | None
    day: str | None
    story: str
    updated: str


def entries(connection: sa.Connection, where: Filter) -> list[Entry]:
    """The latest entries: what copies and repetitions say again is not new."""
    found = [_entry(chosen, record) for chosen, record in _news(connection, where)]
    return found[:ENTRIES]


def title(where: Filter) -> str:
    """What a feed is about, from its filter."""
    parts = [
        where.story and f"story {where.story}",
        where.actor,
        where.dyad and "–".join(where.dyad),
        where.place and f"in {where.place}",
        where.type,
        where.standing,
        where.outlet,
        where.via and f"via {where.via}",
    ]
    return " · ".join(["dateline", *(part for part in parts if part)])


def updated(found: list[Entry]) -> str:
    """When the feed changed last; the beginning of time for an empty one."""
    return max((entry.updated for entry in found), default="1970-01-01T00:00:00Z")


def _news(connection: sa.Connection, where: Filter) -> Iterator[tuple[Chosen, Record]]:
    for chosen in latest(connection, where, ENTRIES):
        for record in chosen.records:
            if record.row["novelty"] != "repeat":
                yield chosen, record


def _entry(chosen: Chosen, record: Record) -> Entry:
    report = chosen.reading.report
    return Entry(
        id=urn(record.name),
        title=f"{subject(record.reading).capitalize()}: {summary(record)}",
        link=report.url if report.url and report.url.startswith(("http://", "https://")) else None,
        evidence=record.reading.evidence.text,
        kind=subject(record.reading),
        novelty=record.row["novelty"],
        outlet=report.outlet,
        day=record.day,
        story=chosen.report["story"],
        updated=chosen.report["added"],
    )
