"""A list of indicators of which enough are met."""

from sqlalchemy import Connection

from dateline.errors import InternalError
from dateline.watch.indicators import check
from dateline.watch.rules import Rule
from dateline.watch.triggers.scope import Finding, Scope


def find_warnings(connection: Connection, rule: Rule, scope: Scope) -> list[Finding]:
    """The days on which enough indicators are met. One more met is another subject, and so news again.

    Raises InternalError for a rule without its list, which `read_rules` never makes.
    """
    checklist = rule.checklist
    if checklist is None:
        raise InternalError(f"rule {rule.name!r} was saved without its list of indicators")
    found = []
    for today in scope.days:
        met = [each for each in check(connection, checklist, today, rule.where.story) if each.is_met]
        if len(met) < checklist.met:
            continue
        share = f"{len(met)} of {len(checklist.indicators)} indicators"
        names = "; ".join(f"{each.indicator.name} ({len(each.records)})" for each in met)
        found.append(
            Finding(
                key=today,
                subject=f"{checklist.end_state}: {share}",
                day=today,
                headline=f"{checklist.end_state}: {share} met: {names}",
                records=tuple(dict.fromkeys(record for each in met for record in each.records)),
            )
        )
    return found
