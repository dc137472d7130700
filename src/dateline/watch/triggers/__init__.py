"""Triggers: each looks at what is new and returns what is worth telling, with the records behind it."""

from collections.abc import Callable

from sqlalchemy import Connection

from dateline.ledger.testimony import testify
from dateline.watch.rules import Rule
from dateline.watch.triggers.changes import find_denials, find_revisions
from dateline.watch.triggers.firsts import find_first_events
from dateline.watch.triggers.origins import find_new_origins
from dateline.watch.triggers.plans import find_plan_news
from dateline.watch.triggers.rise import find_rises
from dateline.watch.triggers.scope import Finding, Scope, between, since_report
from dateline.watch.triggers.warning import find_warnings

_TRIGGERS: dict[str, Callable[[Connection, Rule, Scope], list[Finding]]] = {
    "tempo": find_rises,
    "first-event": find_first_events,
    "new-origin": find_new_origins,
    "denial": find_denials,
    "figure-revised": find_revisions,
    "agenda": find_plan_news,
    "indicators": find_warnings,
}


def find(connection: Connection, rule: Rule, scope: Scope) -> list[Finding]:
    """What a rule finds in a scope, by day; where it asks for words, they stand in the telling record's sentence."""
    found = sorted(_TRIGGERS[rule.trigger](connection, rule, scope), key=lambda finding: (finding.day, finding.key))
    if rule.where.words is None or rule.trigger == "agenda":
        return found
    said = testify(connection, [finding.records[0] for finding in found])
    return [
        finding
        for finding in found
        if finding.records[0] in said and rule.where.has_words(said[finding.records[0]].words)
    ]


__all__ = ["Finding", "Scope", "between", "find", "since_report"]
