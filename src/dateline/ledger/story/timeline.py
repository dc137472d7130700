"""What happened, by incident: mentions that are one happening stand as one row."""

from collections.abc import Sequence
from typing import Any, Literal

import sqlalchemy as sa

from dateline.ledger.schema import events, reports
from dateline.ledger.story.shown import name_of, of_story

Direction = Literal["newest", "oldest"]

# A mention's place as one number, so that the least of them is found without sorting: undated ones
# after all others, then by report, then by place in it.
_PLACES = 10**6  # more than a report has events
_DATED_FIRST = _PLACES * 10**11  # more than a ledger has reports; the sum stays below 2**63


def incidents(
    connection: sa.Connection,
    story: str,
    *,
    since: str | None = None,
    until: str | None = None,
    kind: str | None = None,
    direction: Direction = "newest",
    limit: int,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """Incidents by day, each as its best dated, earliest mention, with `mentions` and `origins`.

    `dated` is "report" where no mention gives a day and the report's stands in.
    """
    told = _told(story, kind)
    day, first = (told.c.day.desc(), told.c.first.desc()) if direction == "newest" else (told.c.day, told.c.first)
    within = sa.select(told).where(*_within(told, since, until))
    chosen = within.order_by(day.nulls_last(), first).limit(limit).offset(offset)
    found = [dict(row) for row in connection.execute(chosen).mappings()]
    speaking = [divmod(row["first"] % _DATED_FIRST, _PLACES) for row in found]
    mentions = _mentions(connection, speaking)
    origins = _origins(connection, story, [row["incident"] for row in found])
    return [
        mentions[place]
        | {"incident": row["incident"], "day": row["day"], "mentions": row["mentions"]}
        | {"dated": "report" if row["first"] >= _DATED_FIRST else "event", "origins": origins.get(row["incident"], 1)}
        for row, place in zip(found, speaking, strict=True)
    ]


def count_incidents(
    connection: sa.Connection,
    story: str,
    *,
    since: str | None = None,
    until: str | None = None,
    kind: str | None = None,
) -> int:
    """How many incidents there are to list."""
    told = _told(story, kind)
    query = sa.select(sa.func.count()).select_from(told).where(*_within(told, since, until))
    return connection.execute(query).scalar_one()


def count_by_day(connection: sa.Connection, story: str) -> dict[str, int]:
    """Incidents by their day, or by the day of the first report of them."""
    told = _told(story)
    query = sa.select(told.c.day, sa.func.count()).where(told.c.day.is_not(None))
    return dict(connection.execute(query.group_by(told.c.day).order_by(told.c.day)).all())


def count_by_type(connection: sa.Connection, story: str) -> dict[str, int]:
    """Incidents by type of event, the most first."""
    told = _told(story)
    count = sa.func.count()
    query = sa.select(told.c.type, count).group_by(told.c.type).order_by(count.desc(), told.c.type)
    return dict(connection.execute(query).all())


def _told(story: str, kind: str | None = None) -> sa.Subquery:
    """Every incident with its day and the mention that speaks for it: a dated one before others, then the earliest."""
    incident = sa.func.coalesce(events.c.incident, name_of(events))
    undated = sa.case((events.c.day.is_(None), _DATED_FIRST), else_=0)
    place = undated + sa.cast(events.c.report, sa.BigInteger) * _PLACES + events.c.place_in_order
    conditions = of_story(events, story)
    conditions.append(sa.or_(events.c.incident.is_not(None), events.c.novelty != "repeat"))
    if kind is not None:
        conditions.append(events.c.type == kind)
    return (
        sa.select(
            incident.label("incident"),
            sa.func.coalesce(sa.func.min(events.c.day), sa.func.min(reports.c.day)).label("day"),
            sa.func.min(events.c.type).label("type"),
            sa.func.min(place).label("first"),
            sa.func.count().label("mentions"),
        )
        .join(reports, reports.c.seq == events.c.report)
        .where(*conditions)
        .group_by(incident)
        .subquery()
    )


def _within(told: sa.Subquery, since: str | None, until: str | None) -> list[sa.ColumnElement[bool]]:
    conditions = []
    if since is not None:
        conditions.append(told.c.day >= since)
    if until is not None:
        conditions.append(told.c.day <= until)
    return conditions


def _mentions(connection: sa.Connection, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], dict[str, Any]]:
    """The fields of some mentions, by the number of their report and their place in it."""
    query = (
        sa.select(
            events.c.report.label("seq"),
            events.c.place_in_order,
            name_of(events).label("id"),
            events.c.type,
            events.c.mode,
            events.c.status,
            events.c.actors,
            events.c.recipients,
            events.c.where,
            events.c.evidence,
            events.c.novelty,
            reports.c.outlet,
            reports.c.id.label("report"),
        )
        .join(reports, reports.c.seq == events.c.report)
        .where(sa.tuple_(events.c.report, events.c.place_in_order).in_(places))
    )
    found = [dict(row) for row in connection.execute(query).mappings()]
    return {(row.pop("seq"), row.pop("place_in_order")): row for row in found}


def _origins(connection: sa.Connection, story: str, incident_ids: list[str]) -> dict[str, int]:
    query = (
        sa.select(events.c.incident, sa.func.count(sa.distinct(reports.c.family)))
        .join(reports, reports.c.seq == events.c.report)
        .where(*of_story(events, story), events.c.incident.in_(incident_ids))
        .group_by(events.c.incident)
    )
    return dict(connection.execute(query).all())
