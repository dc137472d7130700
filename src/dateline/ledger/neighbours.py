"""The earlier records that a new report's records are compared with: those of its story, then of its saga.

How many are compared is bounded, so that a report costs the same however long its saga has run; what lies
further back is missed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger.filters import kept
from dateline.ledger.schema import event_parties, events, reports, stories

Row = dict[str, Any]

OF_STORY, OF_SAGA = 30, 20
"""The latest reports of the story, and of the other stories of its saga, whose records are compared; by judgement."""

_STORIES = 30
"""Stories of a saga that are looked into, the lately changed ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The reports beside a new one, by their sequence numbers, the latest first."""

    seq: int
    reports: Sequence[int]

    def of_report(self, connection: sa.Connection, table: sa.Table) -> list[Row]:
        """The records of one kind of the new report, in text order."""
        query = _records(table).where(table.c.report == self.seq).order_by(table.c.place_in_order)
        return _rows(connection, query)

    def earlier(self, connection: sa.Connection, table: sa.Table) -> list[Row]:
        """The neighbours' records of one kind, the latest first; a copy's own are not asked."""
        joined = [table.c[kind].is_not(None) for kind in ("incident", "tally", "plan") if kind in table.c]
        query = _records(table).where(table.c.report.in_(self.reports), *joined)
        newest = query.order_by(table.c.report.desc(), table.c.place_in_order.desc())
        return _rows(connection, newest)

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


def neighbours_of(connection: sa.Connection, seq: int, story: str) -> Neighbours:
    """The neighbours of a report that has been put into a story."""
    found = _latest(connection, seq, [story], OF_STORY)
    saga = saga_of(connection, story)
    if saga is not None:
        others = sa.select(stories.c.id).where(stories.c.saga == saga, stories.c.id != story)
        lately = others.order_by(stories.c.last_day.desc().nulls_last(), stories.c.id).limit(_STORIES)
        found += _latest(connection, seq, list(connection.scalars(lately)), OF_SAGA)
    return Neighbours(seq=seq, reports=found)


def saga_of(connection: sa.Connection, story: str) -> str | None:
    """The saga of a story."""
    return connection.execute(sa.select(stories.c.saga).where(stories.c.id == story)).scalar()


def parties_of(connection: sa.Connection, seqs: Sequence[int]) -> dict[tuple[int, str], list[tuple[str, str]]]:
    """Role and country of every party of the events of some reports, by report and event."""
    party = event_parties.c
    query = sa.select(party.report, party.event, party.role, party.country).where(
        party.report.in_(seqs), party.country.is_not(None)
    )
    found: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for report, event, role, country in connection.execute(query).all():
        found.setdefault((report, event), []).append((role, country))
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
