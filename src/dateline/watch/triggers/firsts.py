"""The first event of a type, and the first time that a further independent origin tells of one."""

from datetime import date, timedelta

from sqlalchemy import Connection

from dateline.ledger import series
from dateline.ledger.origins import Told, telling_of
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


def find_new_origins(connection: Connection, rule: Rule, scope: Scope) -> list[Finding]:
    """Incidents of which a report tells that copies none of the earlier ones and has another speaker."""
    where = rule.where.filter()
    fresh = [mention for mention in series.mentions(connection, scope.narrow(where)) if scope.has(mention.events[0])]
    told = telling_of(connection, sorted({mention.incidents[0] for mention in fresh}))
    found = []
    for incident in sorted(told):
        earlier: list[Told] = []
        for telling in told[incident]:
            if scope.has(telling.event) and _is_independent(telling, earlier):
                found.append(_origin(incident, telling, earlier))
            earlier.append(telling)
    return found


def _is_independent(telling: Told, earlier: list[Told]) -> bool:
    families = {other.family for other in earlier}
    speakers = {speaker.casefold() for other in earlier for speaker in other.speakers}
    return (
        bool(earlier)
        and telling.family not in families
        and not speakers & {speaker.casefold() for speaker in telling.speakers}
    )


def _origin(incident: str, telling: Told, earlier: list[Told]) -> Finding:
    before = len({other.family for other in earlier})
    return Finding(
        key=f"{incident} {telling.event}",
        subject=incident,
        day=telling.day,
        headline=f"{telling.type}: {telling.speakers[0]} tells of it too, after {before} "
        f"{'origin' if before == 1 else 'origins'}",
        records=(telling.event, *(other.event for other in earlier)),
    )


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
