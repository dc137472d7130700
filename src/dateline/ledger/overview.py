"""Stories at a glance: how much each holds, its reports day by day, and whether it is contested."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.filters import Filter
from dateline.ledger.schema import decisions, relations, reports, stories
from dateline.ledger.story.shown import HOLDS
from dateline.records.report import ID_LENGTH

Order = Literal["change", "day", "voices"]
CONTESTED = ("contradicts", "denies")
"""Kinds of relations that make a story contested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which stories: `only` and `without` are ids, `since` and `until` days of their reports; `where` narrows further."""

    only: Sequence[str] | None = None
    without: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    order: Order = "change"
    where: Filter = field(default_factory=Filter)

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """What a report must meet for its story to be listed."""
        conditions = [*self.where.on_reports(), *self.where.on_days(reports.c.day)]
        if self.only is not None:
            conditions.append(reports.c.story.in_(self.only))
        if self.without:
            conditions.append(reports.c.story.not_in(self.without))
        if self.since is not None:
            conditions.append(reports.c.day >= self.since)
        if self.until is not None:
            conditions.append(reports.c.day <= self.until)
        return conditions


def overview(
    connection: sa.Connection, choice: Choice, *, limit: int | None, offset: int = 0, after: str | None = None
) -> list[dict[str, Any]]:
    """Stories with their numbers of reports, outlets and independent origins (families).

    Which stories are on the page is found first, by the index of reports by story; only their reports are counted.
    `after` is the last story of the page before, in order of change or of day; by voices there is none.
    Raises InputError when the ledger has no such story.
    """
    if limit is None and after is None:
        return _counted(connection, choice, [])[offset:]
    page = _page(connection, choice, after).limit(limit).offset(offset)
    ids = list(connection.scalars(page))
    rows = {row["id"]: row for row in _counted(connection, choice, [reports.c.story.in_(ids)])}
    return [rows[id_] for id_ in ids if id_ in rows]


def _counted(connection: sa.Connection, choice: Choice, only: list[sa.ColumnElement[bool]]) -> list[dict[str, Any]]:
    newest = sa.func.max(reports.c.seq)
    origins = sa.func.count(sa.distinct(reports.c.family))
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
        .where(*choice.conditions(), *only)
        .group_by(stories.c.id, stories.c.headline, stories.c.first_day, stories.c.last_day)
        .order_by(*_order(choice.order, stories.c.last_day, newest, origins))
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _page(connection: sa.Connection, choice: Choice, after: str | None) -> sa.Select[Any]:
    """The ids of stories in order, from the one after `after` on."""
    newest = sa.func.max(reports.c.seq)
    told = sa.select(reports.c.story, newest.label("newest")).where(*choice.conditions()).group_by(reports.c.story)
    origins: sa.ColumnElement[int] = sa.literal(0)
    if choice.order == "voices":
        told = told.add_columns(sa.func.count(sa.distinct(reports.c.family)).label("origins"))
    found = told.subquery()
    if choice.order == "voices":
        origins = found.c.origins
    query = sa.select(stories.c.id).join(found, found.c.story == stories.c.id)
    if after is not None:
        last = sa.select(stories.c.last_day, newest).join(reports, reports.c.story == stories.c.id)
        row = connection.execute(last.where(stories.c.id == after).group_by(stories.c.last_day)).first()
        if row is None:
            raise InputError(f"no story {after!r} in the ledger")
        earlier = found.c.newest < row[1]
        if choice.order == "day":
            day, same = stories.c.last_day, stories.c.last_day.is_not_distinct_from(row[0])
            before = sa.false() if row[0] is None else sa.or_(day < row[0], day.is_(None))
            earlier = sa.or_(before, sa.and_(same, earlier))
        query = query.where(earlier)
    return query.order_by(*_order(choice.order, stories.c.last_day, found.c.newest, origins))


def _order(
    order: Order,
    day: sa.ColumnElement[str | None],
    newest: sa.ColumnElement[int],
    origins: sa.ColumnElement[int],
) -> list[sa.ColumnElement[Any]]:
    orders: dict[Order, list[sa.ColumnElement[Any]]] = {
        "change": [newest.desc()],
        "day": [day.desc().nulls_last(), newest.desc()],
        "voices": [origins.desc(), newest.desc()],
    }
    return orders[order]


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
