"""The tempo of a subject above its own baseline."""

from datetime import date, timedelta

from sqlalchemy import Connection

from dateline.watch import tempo
from dateline.watch.baseline import LOOK_BACK_DAYS, WINDOW_DAYS
from dateline.watch.detectors import ALARM, Verdict, judge
from dateline.watch.rules import Rule
from dateline.watch.tempo import Series
from dateline.watch.triggers.scope import Finding, Scope


def find_rises(connection: Connection, rule: Rule, scope: Scope) -> list[Finding]:
    """The days on which the rule's subject is above its own baseline, by what was printed by then."""
    material = tempo.load(connection, rule.where.filter())
    found = []
    for day in scope.days:
        series, verdict = judge_day(material, day)
        if verdict.state == "above":
            found.append(_finding(rule, day, series, verdict))
    return found


def judge_day(material: tempo.Material, day: str) -> tuple[Series, Verdict]:
    """The series that a day is judged on, the day last, and the verdict on it."""
    since = (date.fromisoformat(day) - timedelta(days=LOOK_BACK_DAYS - 1)).isoformat()
    series = material.series(since=since, until=day, known_by=day)
    return series, judge(series.counts(), [each.sources for each in series.days], len(series.days) - 1)


def _finding(rule: Rule, day: str, series: Series, verdict: Verdict) -> Finding:
    recent = {each.day for each in series.days[-WINDOW_DAYS:]}
    window = [happening for happening in reversed(series.happenings) if happening.day in recent]
    telling = sorted(window, key=lambda happening: (-happening.quad, happening.goldstein or 0.0))
    others = [one for one in verdict.by if one != ALARM]
    agreed = f"; {' and '.join(others)} agree{'s' if len(others) == 1 else ''}" if others else ""
    label = rule.where.label()
    return Finding(
        key=day,
        subject=label,
        day=day,
        headline=f"{label}: {verdict.figures()}{agreed}",
        records=tuple(event for happening in telling for event in happening.events[:1]),
    )
