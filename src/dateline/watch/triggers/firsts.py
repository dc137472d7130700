"""The first event of a type."""

from datetime import date, timedelta

from sqlalchemy import Connection

from dateline.ledger import series
from dateline.watch import tempo
from dateline.watch.rules import Rule
from dateline.watch.triggers.scope import Finding, Scope

RECENT_DAYS = 7
"""How many days before its printing an event may lie to be news; what is older is background. The tempo's window."""


def find_first_events(connection: Connection, rule: Rule, scope: Scope) -> list[Finding]:
    """Happenings before which the ledger knew of none that the search lets through (in `within_days`)."""
    where = rule.where.filter()
    known = sorted(
        tempo.happenings(series.mentions(connection, where), where.dyad), key=lambda h: (h.known, h.day, h.incidents)
    )
    label = rule.where.label()
    found: list[Finding] = []
    days: list[str] = []
    for happening in known:
        is_news = happening.day >= _before(happening.known, RECENT_DAYS)
        horizon = _before(happening.day, rule.within_days) if rule.within_days is not None else ""
        if is_news and scope.has(happening.events[0]) and not any(horizon <= day <= happening.day for day in days):
            quiet = f" in {rule.within_days} days" if rule.within_days is not None else ""
            found.append(
                Finding(
                    key=happening.incidents[0],
                    subject=label,
                    day=happening.known,
                    headline=f"{label}: the first{quiet}, {happening.day}",
                    records=happening.events,
                )
            )
        days.append(happening.day)
    return found


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
