"""Plans as they last stood: one row a plan, and what was printed of it once its day had come."""

from typing import Any, Literal

import sqlalchemy as sa

from dateline.ledger import rows
from dateline.ledger.filters import Filter
from dateline.ledger.queries.form import Rows, fetch
from dateline.ledger.schema import agenda, events, reports
from dateline.ledger.series import HAPPENED
from dateline.resolve.across.sayings import words

Stage = Literal["called-off", "ahead", "due", "told", "passed-without-news", "unknown"]
"""What has become of a plan. `due`: its day has come and nothing was printed since; `told`: something was; `unknown`:
its day is past, but no report of a later day was added that could have told of it."""


def stages(connection: sa.Connection, where: Filter, as_of: str) -> Rows:
    """Plans with a day, as reports printed by `as_of` have them, each with what became of it by then.

    The filter's days bound the plans' own. Besides what `latest_plans` gives: `stage`, the record that tells as
    `news`, and `read_since`, how many reports were printed after its day: silence is theirs, not the world's.
    """
    first, last = where.since or _EARLIEST, where.until or _LATEST
    actor = where.actor.lower() if where.actor else None
    return [
        plan | _became(connection, plan, as_of)
        for plan in latest_plans(connection, where, first, last, as_of)
        if actor is None or actor in plan["parties"].lower().split("; ")
    ]


def _became(connection: sa.Connection, plan: dict[str, Any], as_of: str) -> dict[str, Any]:
    over = rows.day((plan["when"] or "").rpartition("/")[2]) or plan["day"]
    news = news_of(connection, plan, as_of) if plan["day"] <= as_of else None
    later = sa.select(sa.func.count()).select_from(reports).where(reports.c.day > over, reports.c.day <= as_of)
    read_since: int = connection.execute(later).scalar_one()
    stage: Stage
    if plan["status"] == "called-off":
        stage = "called-off"
    elif plan["day"] > as_of:
        stage = "ahead"
    elif news is not None:
        stage = "told"
    elif over >= as_of:
        stage = "due"
    else:
        stage = "passed-without-news" if read_since else "unknown"
    return {"stage": stage, "news": news, "read_since": read_since}


_EARLIEST, _LATEST = "0000-01-01", "9999-12-31"


def latest_plans(connection: sa.Connection, where: Filter, first: str, last: str, known_by: str) -> Rows:
    """Plans whose day, as last printed by `known_by`, lies from `first` to `last`; by day, each with its newest record."""
    query = (
        sa.select(
            (reports.c.id + "/" + agenda.c.id).label("id"),
            agenda.c.plan,
            agenda.c.day,
            agenda.c.when,
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
    """Whether something printed by `last` tells what became of a plan that `latest_plans` gave."""
    return news_of(connection, plan, last) is not None


def news_of(connection: sa.Connection, plan: dict[str, Any], last: str) -> str | None:
    """The first record printed by `last` that tells what became of a plan that `latest_plans` gave; None without one.

    That is a record of the plan printed after its day, or an event of that day or later, in the same
    story, in which one of the plan's parties takes part (any event where the plan names no party).
    """
    if plan["printed"] > plan["day"]:
        return str(plan["id"])
    query = (
        sa.select((reports.c.id + "/" + events.c.id).label("id"), events.c.actors, events.c.recipients)
        .join(reports, reports.c.seq == events.c.report)
        .where(
            reports.c.story == plan["story"],
            reports.c.day.between(plan["day"], last),
            sa.func.coalesce(events.c.day, reports.c.day).between(plan["day"], last),
            events.c.status.in_(HAPPENED),
            events.c.review.is_distinct_from("rejected"),
        )
        .order_by(reports.c.day, reports.c.seq, events.c.place_in_order)
    )
    parties = words(plan["parties"])
    found = (
        row.id for row in connection.execute(query) if not parties or parties & words(f"{row.actors} {row.recipients}")
    )
    return next(found, None)
