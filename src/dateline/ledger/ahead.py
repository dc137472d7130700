"""What is planned, over all stories: each plan once, as its newest mention has it."""

from typing import Any

import sqlalchemy as sa

from dateline.ledger.conditions import conditions
from dateline.ledger.filters import Filter
from dateline.ledger.schema import agenda, reports, stories


def plans_ahead(
    connection: sa.Connection, where: Filter, *, dated: bool | None = None, limit: int, offset: int = 0
) -> list[dict[str, Any]]:
    """Plans by day, those without one last (`dated` chooses one or the other); `mentions` counts how often each is told, copies left out."""
    said = _said(where, dated)
    query = (
        sa.select(said, stories.c.headline)
        .outerjoin(stories, stories.c.id == said.c.story)
        .where(said.c.turn == 1)
        .order_by(said.c.day.nulls_last(), said.c.seq.desc(), said.c.place)
        .limit(limit)
        .offset(offset)
    )
    inner = ("turn", "seq", "place")
    return [
        {key: value for key, value in row.items() if key not in inner} for row in connection.execute(query).mappings()
    ]


def count_plans_ahead(connection: sa.Connection, where: Filter, *, dated: bool | None = None) -> int:
    """How many plans there are."""
    said = _said(where, dated)
    return connection.execute(sa.select(sa.func.count()).select_from(said).where(said.c.turn == 1)).scalar_one()


def newest_day(connection: sa.Connection) -> str | None:
    """The day of the newest report: what is planned from then on is still to come."""
    return connection.execute(sa.select(sa.func.max(reports.c.day))).scalar()


def _said(where: Filter, dated: bool | None) -> sa.Subquery:
    name = reports.c.id + "/" + agenda.c.id
    plan = sa.func.coalesce(agenda.c.plan, name)
    turn = sa.func.row_number().over(partition_by=plan, order_by=(reports.c.seq.desc(), agenda.c.place_in_order))
    return (
        sa.select(
            name.label("id"),
            plan.label("plan"),
            agenda.c.day,
            agenda.c.when,
            agenda.c.what,
            agenda.c.parties,
            agenda.c.where,
            agenda.c.country,
            agenda.c.status,
            agenda.c.evidence,
            agenda.c.novelty,
            reports.c.outlet,
            reports.c.day.label("printed"),
            reports.c.story,
            sa.func.count().over(partition_by=plan).label("mentions"),
            turn.label("turn"),
            reports.c.seq.label("seq"),
            agenda.c.place_in_order.label("place"),
        )
        .join(reports, reports.c.seq == agenda.c.report)
        .where(agenda.c.plan.is_not(None), *_having(dated), *conditions("a", where))
        .subquery()
    )


def _having(dated: bool | None) -> list[sa.ColumnElement[bool]]:
    return [] if dated is None else [agenda.c.day.is_not(None) if dated else agenda.c.day.is_(None)]
