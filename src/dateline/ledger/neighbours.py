"""The earlier records that a new report's records are compared with: those of its story, then of its saga.

How many are compared is bounded, so that a report costs the same however long its saga has run; what lies
further back is missed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

import sqlalchemy as sa

from dateline.ledger import comparing
from dateline.ledger.comparing import Parties, Row
from dateline.ledger.filters import kept
from dateline.ledger.remembering import Memory
from dateline.ledger.schema import RECORDS, event_parties, events, reports, stories
from dateline.resolve.across import incidents

Form = TypeVar("Form")

OF_STORY, OF_SAGA = 30, 20
"""The latest reports of the story, and of the other stories of its saga, whose records are compared; by judgement."""

_STORIES = 30
"""Stories of a saga that are looked into, the lately changed ones."""

_ON_DAYS = 100
"""Events of the days that a report looks back to; by judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The reports beside a new one, by their sequence numbers, their saga, and what is remembered of them."""

    seq: int
    saga: str | None
    reports: Sequence[int]
    memory: Memory

    def earlier(
        self, connection: sa.Connection, table: sa.Table, form: Callable[[Sequence[Row], Parties], list[Form]]
    ) -> list[tuple[Row, Form]]:
        """The neighbours' records of one kind as they are compared, the latest first; a copy's own are not asked."""
        held: dict[int, list[tuple[Row, Form]]] = self.memory.found(table.name, self.reports)
        missing = [seq for seq in self.reports if seq not in held]
        if missing:
            fetched: dict[int, list[Row]] = {seq: [] for seq in missing}
            for row in _rows(connection, _JOINED[table.name], {"reports": missing}):
                fetched[row["report"]].append(row)
            parties = _parties_of(connection, missing) if table is events else {}
            fresh = {seq: pairs(found, parties.get(seq, {}), form) for seq, found in fetched.items()}
            self.memory.hold(table.name, fresh)
            held |= fresh
        return [pair for seq in sorted(self.reports, reverse=True) for pair in held[seq]]

    def events_on(self, connection: sa.Connection, days: Sequence[str]) -> list[tuple[Row, incidents.Happening]]:
        """Events of the saga on given days, however long ago they were reported: what a background mention is of."""
        if self.saga is None or not days:
            return []
        asked = {"days": list(days), "saga": self.saga, "seq": self.seq, "reports": list(self.reports)}
        found = _rows(connection, _ON, asked)
        parties = _parties_of(connection, sorted({row["report"] for row in found})) if found else {}
        return [
            pair
            for seq, some in groupby(found, key=lambda row: row["report"])
            for pair in pairs(list(some), parties.get(seq, {}), comparing.happenings)
        ]


def pairs(
    found: Sequence[Row], parties: Parties, form: Callable[[Sequence[Row], Parties], list[Form]]
) -> list[tuple[Row, Form]]:
    """Records of one report, each with the form in which it is compared."""
    return list(zip(found, form(found, parties), strict=True))


def neighbours_of(connection: sa.Connection, seq: int, story: str, memory: Memory) -> Neighbours:
    """The neighbours of a report that has been put into a story."""
    found = list(connection.scalars(_LATEST, {"stories": [story], "seq": seq, "most": OF_STORY}))
    saga: str | None = connection.execute(_SAGA, {"story": story}).scalar()
    if saga is not None:
        others = list(connection.scalars(_OTHERS, {"saga": saga, "story": story}))
        if others:
            found += connection.scalars(_LATEST, {"stories": others, "seq": seq, "most": OF_SAGA})
    return Neighbours(seq=seq, saga=saga, reports=found, memory=memory)


def records_of(connection: sa.Connection, seq: int) -> dict[str, list[Row]]:
    """The records of a report as they are kept, in text order, by the names of their tables."""
    return {table.name: _rows(connection, _OWN[table.name], {"seq": seq}) for table in RECORDS.values()}


def parties_of_report(connection: sa.Connection, seq: int) -> Parties:
    """Role and country of the parties of a report's events, as they are kept."""
    return _parties_of(connection, [seq]).get(seq, {})


def _parties_of(connection: sa.Connection, seqs: Sequence[int]) -> Mapping[int, Parties]:
    found: dict[int, dict[str, list[tuple[str, str]]]] = {}
    for report, event, role, country in connection.execute(_PARTIES, {"reports": list(seqs)}).all():
        found.setdefault(report, {}).setdefault(event, []).append((role, country))
    return found


def _rows(connection: sa.Connection, query: sa.Select[Any], asked: Mapping[str, Any]) -> list[Row]:
    found = connection.execute(query, asked)
    names = tuple(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found.all()]


_NOT_COMPARED = frozenset(
    {"novelty", "review", "machine", "mode", "cameo", "quad", "goldstein", "latitude", "longitude", "standing", "via"}
)
"""Columns of records that comparing does not need: some thousand rows are fetched for a report."""

_GROUPS = ("incident", "tally", "plan")


def _records(table: sa.Table) -> sa.Select[Any]:
    columns = [column for column in table.c if column.name not in _NOT_COMPARED]
    of_report = (reports.c.day.label("printed"), reports.c.id.label("report_id"), reports.c.outlet)
    joined = sa.select(*columns, *of_report).join(reports, reports.c.seq == table.c.report)
    return joined.where(kept(table.c.review))


def _among(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, expanding=True)


_OWN = {
    table.name: _records(table).where(table.c.report == sa.bindparam("seq")).order_by(table.c.place_in_order)
    for table in RECORDS.values()
}
_JOINED = {
    table.name: _records(table)
    .where(
        table.c.report.in_(_among("reports")), *(table.c[group].is_not(None) for group in _GROUPS if group in table.c)
    )
    .order_by(table.c.report, table.c.place_in_order.desc())
    for table in RECORDS.values()
}
_ON = (
    _records(events)
    .join(stories, stories.c.id == reports.c.story)
    .where(events.c.day.in_(_among("days")), stories.c.saga == sa.bindparam("saga"), events.c.incident.is_not(None))
    .where(events.c.report < sa.bindparam("seq"), events.c.report.not_in(_among("reports")))
    .order_by(events.c.report.desc(), events.c.place_in_order.desc())
    .limit(_ON_DAYS)
)
_PARTIES = sa.select(
    event_parties.c.report, event_parties.c.event, event_parties.c.role, event_parties.c.country
).where(event_parties.c.report.in_(_among("reports")), event_parties.c.country.is_not(None))
_LATEST = (
    sa.select(reports.c.seq)
    .where(reports.c.story.in_(_among("stories")), reports.c.seq < sa.bindparam("seq"))
    .order_by(reports.c.seq.desc())
    .limit(sa.bindparam("most"))
)
_SAGA = sa.select(stories.c.saga).where(stories.c.id == sa.bindparam("story"))
_OTHERS = (
    sa.select(stories.c.id)
    .where(stories.c.saga == sa.bindparam("saga"), stories.c.id != sa.bindparam("story"))
    .order_by(stories.c.last_day.desc().nulls_last(), stories.c.id)
    .limit(_STORIES)
)
