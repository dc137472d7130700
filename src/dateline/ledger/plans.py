"""Plans as they last stood: one row a plan, and whether anything was printed of it once its day had come."""

from typing import Any

import sqlalchemy as sa

from dateline.ledger.filters import Filter
from dateline.ledger.queries.form import Rows, fetch
from dateline.ledger.schema import agenda, events, reports
from dateline.ledger.series import HAPPENED
from dateline.resolve.across.sayings import words


def latest_plans(connection: sa.Connection, where: Filter, first: str, last: str, known_by: str) -> Rows:
    """Plans whose day, as last printed by `known_by`, lies from `first` to `last`; by day, each with its newest record."""
    query = (
        sa.select(
            (reports.c.id + "/" + agenda.c.id).label("id"),
            agenda.c.plan,
            agenda.c.day,
            agenda.c.what,
            agenda.c.parties,
            agenda.c.status,
            agenda.c.evidence,
            reports.c.story,
            reports.c.day.label("printed"),
        )
        .join(reports, reports.c.seq == agenda.c.report)
        .where(
            agenda.c.plan.is_not(None),
            agenda.c.review.is_distinct_from("rejected"),
            reports.c.day <= known_by,
            *where.on_reports(),
            *where.on_place(agenda.c.where, agenda.c.country),
        )
        .order_by(reports.c.day, reports.c.seq, agenda.c.place_in_order)
    )
    newest: dict[str, dict[str, Any]] = {}
    for row in fetch(connection, query):
        # A later report that names no day of its own does not take the known day away.
        known = newest.get(row["plan"])
        newest[row["plan"]] = row | {"day": row["day"] or (known["day"] if known else None)}
    found = [row for row in newest.values() if row["day"] is not None and first <= row["day"] <= last]
    return sorted(found, key=lambda row: (row["day"], row["id"]))


def has_news(connection: sa.Connection, plan: dict[str, Any], last: str) -> bool:
    """Whether something printed by `last` tells what became of a plan that `latest_plans` gave.

    That is a record of the plan printed after its day, or an event of that day or later, in the same
    story, in which one of the plan's parties takes part (any event where the plan names no party).
    """
    if plan["printed"] > plan["day"]:
        return True
    query = (
        sa.select(events.c.actors, events.c.recipients)
        .join(reports, reports.c.seq == events.c.report)
        .where(
            reports.c.story == plan["story"],
            reports.c.day.between(plan["day"], last),
            sa.func.coalesce(events.c.day, reports.c.day).between(plan["day"], last),
            events.c.status.in_(HAPPENED),
            events.c.review.is_distinct_from("rejected"),
        )
    )
    parties = words(plan["parties"])
    return any(not parties or parties & words(f"{row.actors} {row.recipients}") for row in connection.execute(query))
