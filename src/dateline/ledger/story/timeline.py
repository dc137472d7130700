"""What happened, by incident: mentions that are one happening stand as one row."""

from typing import Any, Literal

import sqlalchemy as sa

from dateline.ledger.schema import events, reports
from dateline.ledger.story.shown import name_of, of_story

Direction = Literal["newest", "oldest"]


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
    told = _told(story, since, until, kind)
    day = told.c.day.desc().nulls_last() if direction == "newest" else told.c.day.nulls_last()
    turn = told.c.report_seq.desc() if direction == "newest" else told.c.report_seq
    query = (
        sa.select(told).where(told.c.turn == 1).order_by(day, turn, told.c.place_in_order).limit(limit).offset(offset)
    )
    found = [dict(row) for row in connection.execute(query).mappings()]
    origins = _origins(connection, story, [row["incident"] for row in found])
    inner = ("turn", "report_seq", "place_in_order")
    return [
        {key: value for key, value in row.items() if key not in inner} | {"origins": origins.get(row["incident"], 1)}
        for row in found
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
    told = _told(story, since, until, kind)
    return connection.execute(sa.select(sa.func.count()).select_from(told).where(told.c.turn == 1)).scalar_one()


def count_by_day(connection: sa.Connection, story: str) -> dict[str, int]:
    """Incidents by their day, or by the day of the first report of them."""
    told = _told(story, None, None, None)
    query = (
        sa.select(told.c.day, sa.func.count())
        .where(told.c.turn == 1, told.c.day.is_not(None))
        .group_by(told.c.day)
        .order_by(told.c.day)
    )
    return dict(connection.execute(query).all())


def count_by_type(connection: sa.Connection, story: str) -> dict[str, int]:
    """Incidents by type of event, the most first."""
    told = _told(story, None, None, None)
    count = sa.func.count()
    query = (
        sa.select(told.c.type, count).where(told.c.turn == 1).group_by(told.c.type).order_by(count.desc(), told.c.type)
    )
    return dict(connection.execute(query).all())


def _told(story: str, since: str | None, until: str | None, kind: str | None) -> sa.Subquery:
    """Every mention with its turn within its incident: the first speaks for it."""
    name = name_of(events)
    incident = sa.func.coalesce(events.c.incident, name)
    day = sa.func.coalesce(events.c.day, reports.c.day)
    best_first = (sa.case((events.c.day.is_(None), 1), else_=0), events.c.report, events.c.place_in_order)
    conditions = of_story(events, story)
    conditions.append(sa.or_(events.c.incident.is_not(None), events.c.novelty != "repeat"))
    if since is not None:
        conditions.append(day >= since)
    if until is not None:
        conditions.append(day <= until)
    if kind is not None:
        conditions.append(events.c.type == kind)
    return (
        sa.select(
            name.label("id"),
            incident.label("incident"),
            day.label("day"),
            sa.case((events.c.day.is_(None), "report"), else_="event").label("dated"),
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
            events.c.report.label("report_seq"),
            events.c.place_in_order,
            sa.func.count().over(partition_by=incident).label("mentions"),
            sa.func.row_number().over(partition_by=incident, order_by=best_first).label("turn"),
        )
        .join(reports, reports.c.seq == events.c.report)
        .where(*conditions)
        .subquery()
    )


def _origins(connection: sa.Connection, story: str, incident_ids: list[str]) -> dict[str, int]:
    query = (
        sa.select(events.c.incident, sa.func.count(sa.distinct(reports.c.family)))
        .join(reports, reports.c.seq == events.c.report)
        .where(*of_story(events, story), events.c.incident.in_(incident_ids))
        .group_by(events.c.incident)
    )
    return dict(connection.execute(query).all())
