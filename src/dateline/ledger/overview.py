"""Stories at a glance: how much each holds, its reports day by day, and whether it is contested."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from dateline.ledger.schema import decisions, relations, reports, stories
from dateline.ledger.story.shown import HOLDS
from dateline.records.report import ID_LENGTH

Order = Literal["change", "day", "voices"]
CONTESTED = ("contradicts", "denies")
"""Kinds of relations that make a story contested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which stories: `only` and `without` are ids, `since` and `until` days of their reports."""

    only: Sequence[str] | None = None
    without: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    order: Order = "change"

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """What a report must meet for its story to be listed."""
        conditions: list[sa.ColumnElement[bool]] = []
        if self.only is not None:
            conditions.append(reports.c.story.in_(self.only))
        if self.without:
            conditions.append(reports.c.story.not_in(self.without))
        if self.since is not None:
            conditions.append(reports.c.day >= self.since)
        if self.until is not None:
            conditions.append(reports.c.day <= self.until)
        return conditions


def overview(connection: sa.Connection, choice: Choice, *, limit: int, offset: int) -> list[dict[str, Any]]:
    """Stories with their numbers of reports, outlets and independent origins (families)."""
    newest = sa.func.max(reports.c.seq)
    origins = sa.func.count(sa.distinct(reports.c.family))
    order: dict[Order, list[sa.ColumnElement[Any]]] = {
        "change": [newest.desc()],
        "day": [stories.c.last_day.desc().nulls_last(), newest.desc()],
        "voices": [origins.desc(), newest.desc()],
    }
    query = (
        sa.select(
            stories.c.id,
            stories.c.headline,
            stories.c.first_day,
            stories.c.last_day,
            sa.func.count().label("reports"),
            sa.func.count(sa.distinct(reports.c.outlet)).label("outlets"),
            origins.label("origins"),
            newest.label("newest"),
            sa.func.max(reports.c.added).label("added"),
        )
        .join(reports, reports.c.story == stories.c.id)
        .where(*choice.conditions())
        .group_by(stories.c.id, stories.c.headline, stories.c.first_day, stories.c.last_day)
        .order_by(*order[choice.order])
        .limit(limit)
        .offset(offset)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def count_stories(connection: sa.Connection, choice: Choice) -> int:
    """How many stories there are to list."""
    query = sa.select(sa.func.count(sa.distinct(reports.c.story))).where(*choice.conditions())
    return connection.execute(query).scalar_one()


def per_day(connection: sa.Connection, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """For each story the number of independent origins that report on it, by day."""
    query = (
        sa.select(reports.c.story, reports.c.day, sa.func.count(sa.distinct(reports.c.family)).label("origins"))
        .where(reports.c.story.in_(ids), reports.c.day.is_not(None))
        .group_by(reports.c.story, reports.c.day)
        .order_by(reports.c.story, reports.c.day)
    )
    found: dict[str, dict[str, int]] = {}
    for story, day, origins in connection.execute(query):
        found.setdefault(story, {})[day] = origins
    return found


def disputes(connection: sa.Connection, ids: Sequence[str]) -> dict[str, int]:
    """For each contested story the number of contradictions and denials in it."""
    query = (
        sa.select(reports.c.story, sa.func.count())
        .join(relations, of_report(connection, relations.c.later))
        .where(reports.c.story.in_(ids), relations.c.kind.in_(CONTESTED), HOLDS)
        .group_by(reports.c.story)
    )
    return dict(connection.execute(query).all())


def of_report(connection: sa.Connection, record: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Whether a record's name (`REPORT/e7`) begins with the report's id."""
    if connection.dialect.name == "sqlite":  # a range, which the index serves; "0" is the byte after "/"
        return sa.and_(record > reports.c.id + "/", record < reports.c.id + "0")
    return sa.func.substr(record, 1, ID_LENGTH) == reports.c.id


def story_version(connection: sa.Connection, story: str) -> str:
    """A name for the state of a story: it changes with each report, rereading and correction.

    Reports of its whole saga count, because a figure may be superseded or denied from another story.
    """
    saga = sa.select(stories.c.saga).where(stories.c.id == story).scalar_subquery()
    near = sa.select(stories.c.id).where(sa.or_(stories.c.saga == saga, stories.c.id == story))
    of_it = sa.select(sa.func.count(), sa.func.max(reports.c.seq), sa.func.count(sa.distinct(reports.c.generator)))
    count, newest, generators = connection.execute(of_it.where(reports.c.story.in_(near))).one()
    return f"{story}:{count}.{newest}.{generators}.{ledger_changes(connection)}"


def ledger_version(connection: sa.Connection) -> str:
    """A name for the state of the whole ledger."""
    newest = connection.execute(sa.select(sa.func.max(reports.c.seq))).scalar()
    return f"{newest}.{ledger_changes(connection)}"


def ledger_changes(connection: sa.Connection) -> int:
    """The number of the last correction that a person made."""
    return connection.execute(sa.select(sa.func.max(decisions.c.seq))).scalar() or 0
