"""The earlier records that a new report's records are compared with: those of its story, then of its saga.

How many are compared is bounded, so that a report costs the same however long its saga has run; what lies
further back is missed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from dateline.ledger.filters import kept
from dateline.ledger.remembering import Memory, memory_of
from dateline.ledger.schema import event_parties, events, reports, stories

Value = TypeVar("Value")
Row = dict[str, Any]
Parties = dict[int, dict[str, list[tuple[str, str]]]]

OF_STORY, OF_SAGA = 30, 20
"""The latest reports of the story, and of the other stories of its saga, whose records are compared; by judgement."""

_STORIES = 30
"""Stories of a saga that are looked into, the lately changed ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The reports beside a new one, by their sequence numbers, and what is remembered of them."""

    seq: int
    reports: Sequence[int]
    memory: Memory

    def of_report(self, connection: sa.Connection, table: sa.Table) -> list[Row]:
        """The records of one kind of the new report, in text order."""
        query = _records(table).where(table.c.report == self.seq).order_by(table.c.place_in_order)
        return _rows(connection, query)

    def earlier(self, connection: sa.Connection, table: sa.Table) -> list[Row]:
        """The neighbours' records of one kind, the latest first; a copy's own are not asked."""
        held = self.memory.found(table.name, self.reports)
        missing = [seq for seq in self.reports if seq not in held]
        if missing:
            joined = [table.c[kind].is_not(None) for kind in ("incident", "tally", "plan") if kind in table.c]
            query = _records(table).where(table.c.report.in_(missing), *joined)
            fetched: dict[int, list[Row]] = {seq: [] for seq in missing}
            for row in _rows(connection, query.order_by(table.c.report, table.c.place_in_order.desc())):
                fetched[row["report"]].append(row)
            self.memory.hold(table.name, fetched)
            held |= fetched
        return [row for seq in sorted(self.reports, reverse=True) for row in held[seq]]

    def parties(self, connection: sa.Connection, others: Sequence[int]) -> Parties:
        """Role and country of every party of the events of the neighbours, of the new report and of others."""
        held: Parties = self.memory.found("parties", self.reports)
        missing = [seq for seq in self.reports if seq not in held]
        fetched = _parties_of(connection, sorted({*missing, *others, self.seq} - held.keys()))
        self.memory.hold("parties", {seq: fetched.get(seq, {}) for seq in missing})
        return held | fetched

    def remembered(self, row: Row, make: Callable[[Row], Value]) -> Value:
        """What is made of a record of a neighbour, remembered with it; of another report it is made each time."""
        if row["report"] not in self.reports:
            return make(row)
        held = self.memory.found(row["id"], (row["report"],))
        if row["report"] not in held:
            held[row["report"]] = make(row)
            self.memory.hold(row["id"], held)
        made: Value = held[row["report"]]
        return made

    def events_on(self, connection: sa.Connection, saga: str | None, days: Sequence[str]) -> list[Row]:
        """Events of the saga on given days, however long ago they were reported: what a background mention is of."""
        if saga is None or not days:
            return []
        query = (
            _records(events)
            .join(stories, stories.c.id == reports.c.story)
            .where(events.c.day.in_(days), stories.c.saga == saga, events.c.incident.is_not(None))
            .where(events.c.report < self.seq, events.c.report.not_in(self.reports))
            .order_by(events.c.report.desc(), events.c.place_in_order.desc())
            .limit(_ON_DAYS)
        )
        return _rows(connection, query)


_ON_DAYS = 100  # events of the days that a report looks back to; by judgement


def neighbours_of(connection: sa.Connection, seq: int, story: str, *, afresh: bool) -> Neighbours:
    """The neighbours of a report that has been put into a story; `afresh` when records were just changed."""
    found = _latest(connection, seq, [story], OF_STORY)
    saga = saga_of(connection, story)
    if saga is not None:
        others = sa.select(stories.c.id).where(stories.c.saga == saga, stories.c.id != story)
        lately = others.order_by(stories.c.last_day.desc().nulls_last(), stories.c.id).limit(_STORIES)
        found += _latest(connection, seq, list(connection.scalars(lately)), OF_SAGA)
    return Neighbours(seq=seq, reports=found, memory=Memory(None) if afresh else memory_of(connection))


def saga_of(connection: sa.Connection, story: str) -> str | None:
    """The saga of a story."""
    return connection.execute(sa.select(stories.c.saga).where(stories.c.id == story)).scalar()


def _parties_of(connection: sa.Connection, seqs: Sequence[int]) -> Parties:
    party = event_parties.c
    query = sa.select(party.report, party.event, party.role, party.country).where(
        party.report.in_(seqs), party.country.is_not(None)
    )
    found: Parties = {}
    for report, event, role, country in connection.execute(query).all():
        found.setdefault(report, {}).setdefault(event, []).append((role, country))
    return found


def _latest(connection: sa.Connection, seq: int, of: Sequence[str], most: int) -> list[int]:
    """The latest reports of some stories before a report."""
    if not of:
        return []
    query = sa.select(reports.c.seq).where(reports.c.story.in_(of), reports.c.seq < seq)
    return list(connection.scalars(query.order_by(reports.c.seq.desc()).limit(most)))


_NOT_COMPARED = frozenset(
    {"novelty", "review", "machine", "mode", "cameo", "quad", "goldstein", "latitude", "longitude", "standing", "via"}
)
"""Columns of records that comparing does not need: some thousand rows are fetched for a report."""


def _records(table: sa.Table) -> sa.Select[Any]:
    columns = [column for column in table.c if column.name not in _NOT_COMPARED]
    joined = sa.select(
        *columns, reports.c.day.label("printed"), reports.c.id.label("report_id"), reports.c.outlet, reports.c.url
    )
    return joined.join(reports, reports.c.seq == table.c.report).where(kept(table.c.review))


def _rows(connection: sa.Connection, query: sa.Select[Any]) -> list[Row]:
    found = connection.execute(query)
    names = tuple(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found.all()]
