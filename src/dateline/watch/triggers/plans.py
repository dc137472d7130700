"""News of the agenda: a plan moved or called off, due, or past its day without a word about it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from dateline.ledger import queries, series
from dateline.ledger.lookup import lookup
from dateline.ledger.plans import has_news, latest_plans
from dateline.watch import tempo
from dateline.watch.rules import Rule
from dateline.watch.triggers.changes import related
from dateline.watch.triggers.scope import Finding, Scope

FORGOTTEN_DAYS = 30
"""Days after which a plan that passed in silence is no news any more: by judgement, a month."""


def find_plan_news(connection: Connection, rule: Rule, scope: Scope) -> list[Finding]:
    """What the rule's `news` ask for, in that order."""
    found: list[Finding] = []
    changed = [kind for kind in ("moved", "called-off") if kind in rule.news]
    if changed:
        found.extend(_changed(connection, rule, scope, changed))
    if "due" in rule.news:
        found.extend(_due(connection, rule, scope))
    if "passed" in rule.news:
        found.extend(_passed(connection, rule, scope))
    return found


def _changed(connection: Connection, rule: Rule, scope: Scope, kinds: Sequence[str]) -> Iterator[Finding]:
    rows = queries.agenda(connection, scope.narrow(rule.where.filter()))
    fresh = [row["id"] for row in rows if scope.has(row["id"]) and _is_about(row, rule)]
    links = related(connection, fresh, kinds)
    known = lookup(connection, [name for _, later, earlier, _ in links for name in (later, earlier)])
    for kind, later, earlier, reason in links:
        if later in known and earlier in known:
            yield Finding(
                key=f"{kind} {later}",
                subject=" ".join(str(known[earlier]["what"]).split()),
                day=scope.day(later),
                headline=f"{_title(known[later])}: {'called off' if kind == 'called-off' else kind}; {reason}",
                records=(later, earlier),
            )


def _due(connection: Connection, rule: Rule, scope: Scope) -> Iterator[Finding]:
    told: set[str] = set()
    for today in scope.days:
        for plan in latest_plans(connection, rule.where.filter(), today, _after(today, rule.ahead_days), today):
            key = f"due {plan['plan']} {plan['day']}"
            if plan["status"] != "called-off" and _is_about(plan, rule) and key not in told:
                told.add(key)
                yield Finding(
                    key=key,
                    subject=plan["plan"],
                    day=today,
                    headline=f"{_title(plan)}: due {plan['day']}",
                    records=(plan["id"],),
                )


def _passed(connection: Connection, rule: Rule, scope: Scope) -> Iterator[Finding]:
    """Silence counts only where sources were alive to break it, on every day since."""
    alive = series.alive(connection)
    told: set[str] = set()
    for today in scope.days:
        last = _after(today, -rule.grace_days - 1)
        for plan in latest_plans(connection, rule.where.filter(), _after(today, -FORGOTTEN_DAYS), last, today):
            key = f"passed {plan['plan']} {plan['day']}"
            if plan["status"] == "called-off" or key in told or not _is_about(plan, rule):
                continue
            if _was_watched(alive, plan["day"], today) and not has_news(connection, plan, today):
                told.add(key)
                yield Finding(
                    key=key,
                    subject=plan["plan"],
                    day=today,
                    headline=f"{_title(plan)}: was due {plan['day']}, and nothing was printed of it by {today}",
                    records=(plan["id"],),
                )


def _was_watched(alive: dict[str, int], first: str, last: str) -> bool:
    before = _after(first, -tempo.USUAL_DAYS)
    days = tempo.calendar(before, last)
    return all(tempo.monitored([alive.get(day, 0) for day in days])[tempo.USUAL_DAYS : -1])


def _is_about(plan: dict[str, Any], rule: Rule) -> bool:
    actor = (rule.where.actor or "").casefold()
    return actor in str(plan["parties"]).casefold() and rule.where.has_words(str(plan["evidence"]))


def _title(plan: dict[str, Any]) -> str:
    return " ".join(str(plan["what"]).split())


def _after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
