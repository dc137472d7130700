"""What went quiet: plans past their day without a word, and counters who counted and count no more."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from dateline.ledger import Filter, queries
from dateline.ledger.plans import has_news, latest_plans
from dateline.resolve.across.tallies import RUNNING
from dateline.watch.tempo import earlier

LOOK_BACK_DAYS = 14
"""How far back a plan's day or a counter's last figure may lie to be missed: two weeks, by judgement."""

COUNTED_TWICE = 2
"""Figures of different days after which a next one is expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What is missing, in words, and the last record of it."""

    text: str
    record: str


def silences(connection: Connection, where: Filter, since: str, until: str) -> Iterator[Silence]:
    """Plans whose day came before `until` without news of them; counters with no figure from `since` on."""
    horizon = earlier(since, LOOK_BACK_DAYS)
    for plan in latest_plans(connection, where, horizon, earlier(until, 1), until):
        if plan["status"] != "called-off" and not has_news(connection, plan, until):
            what = " ".join(plan["what"].split())
            yield Silence(text=f"{what}: was due {plan['day']}; nothing printed of it by {until}", record=plan["id"])
    yield from _counters(connection, where, horizon, since, until)


def _counters(connection: Connection, where: Filter, horizon: str, since: str, until: str) -> Iterator[Silence]:
    """A counter of something that accumulates is missed only when the story went on: with reports in the days of the brief."""
    printed = {
        row["id"]: row["day"] or row["added"][:10]
        for row in queries.reports_of(connection, where)
        if (row["day"] or row["added"][:10]) <= until
    }
    if not any(day >= since for day in printed.values()):
        return
    counted: dict[tuple[str, str], dict[str, str]] = {}
    for row in queries.figures(connection, where):
        day = printed.get(row["id"].partition("/")[0])
        if day is not None and row["counter"] and row["measure"] in RUNNING:
            counted.setdefault((row["counter"], row["measure"]), {})[day] = row["id"]
    for (counter, measure), by_day in sorted(counted.items()):
        last = max(by_day)
        if horizon <= last < since and len(by_day) >= COUNTED_TWICE:
            yield Silence(text=f"{counter}: no new figure of {measure} since {last}", record=by_day[last])
