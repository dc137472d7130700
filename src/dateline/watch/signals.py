"""Signals: rules put to what is new, told once an episode, taken back when their records fall.

    keep_rules(ledger, Path("watch.toml"), now)
    after_cycle(ledger, now)     # after every poll

A rule that is muted goes on raising signals; they are only not delivered. A signal is never
deleted: one whose records were rejected, corrected or no longer hold is retracted, with the
reason, and whoever was told is told that too.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from dateline.ledger import Ledger
from dateline.ledger import signals as kept
from dateline.ledger.testimony import testify
from dateline.watch.deliver import Problem, deliver_pending
from dateline.watch.retraction import RETRACT_DAYS, why_retracted
from dateline.watch.rules import Rule, read_rules
from dateline.watch.triggers import Finding, between, find, since_report

MOST_RECORDS = 200
"""Records kept with a signal: enough for a busy week of one dyad; a bound on the size of a row."""

FACTS = ("type", "status", "value", "bound", "act", "when", "where")
"""The fields that a signal rests on, of those that a record's testimony has: when one is corrected, the signal falls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a cycle did: numbers of the signals raised and retracted, and the deliveries that went wrong."""

    raised: tuple[int, ...]
    retracted: tuple[int, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """What a rule would have found, and whether it would have been told or been part of a running episode."""

    rule: str
    finding: Finding
    told: bool


def keep_rules(ledger: Ledger, path: Path, now: str) -> int:
    """Makes the ledger's rules and channels those of a watch file; returns how many rules there are.

    Raises InputError for what the file cannot mean.
    """
    rules, channels = read_rules(path)
    definitions = {rule.name: msgspec.json.encode(rule).decode() for rule in rules}
    ways = {channel.name: msgspec.json.encode(channel).decode() for channel in channels}
    ledger.change(lambda connection: kept.save(connection, definitions, ways, now))
    return len(rules)


def after_cycle(ledger: Ledger, now: str) -> Outcome:
    """Puts the ledger's rules to what is new, retracts what has fallen, and delivers what is to be told.

    `now` is the time in ISO 8601. Run twice, it raises and tells nothing twice; killed between sending
    and noting that it sent, it sends that one again, under the same identifier.
    """
    raised: list[int] = []
    retracted = ledger.change(lambda connection: _retract(connection, now))
    for row in ledger.ask(kept.saved_rules):
        raised.extend(ledger.change(partial(_put, row=row, now=now)))
    return Outcome(raised=tuple(raised), retracted=tuple(retracted), problems=tuple(deliver_pending(ledger, now)))


def preview(ledger: Ledger, rules: Sequence[Rule], since: str, until: str) -> list[Previewed]:
    """What rules would have found from `since` to `until`, every day seen with what was printed by then.

    Nothing is saved, nothing delivered.
    """
    return ledger.ask(lambda connection: [one for rule in rules for one in _preview(connection, rule, since, until)])


def _preview(connection: Connection, rule: Rule, since: str, until: str) -> list[Previewed]:
    last: dict[str, str] = {}
    found = []
    for finding in find(connection, rule, between(connection, since, until)):
        before = last.get(finding.subject)
        told = before is None or before < _days_before(finding.day, rule.cooldown)
        last[finding.subject] = max(before or "", finding.day)
        found.append(Previewed(rule=rule.name, finding=finding, told=told))
    return found


def _put(connection: Connection, row: dict[str, Any], now: str) -> list[int]:
    """Puts one rule to what came since it last looked, in the caller's transaction."""
    rule = msgspec.json.decode(row["definition"], type=Rule)
    newest = kept.newest_report(connection)
    raised = []
    for finding in find(connection, rule, since_report(connection, row["seen"], now)):
        if kept.is_known(connection, rule.name, finding.key):
            continue
        episode = kept.open_episode(connection, rule.name, finding.subject, _days_before(finding.day, rule.cooldown))
        number = kept.insert(connection, _signal(connection, rule, finding, now), episode)
        if episode is None and row["muted"] is None:
            kept.queue(connection, number, rule.channels, kept.RAISED)
        raised.append(number)
    kept.mark_seen(connection, rule.name, newest)
    return raised


def _signal(connection: Connection, rule: Rule, finding: Finding, now: str) -> dict[str, Any]:
    """The row of a signal: its records with what they said when it was raised."""
    said = testify(connection, finding.records[:MOST_RECORDS])
    records = [
        {
            "record": name,
            "words": witness.words,
            "speaker": witness.speaker,
            "standing": witness.standing,
            "outlet": witness.outlet,
            "day": witness.day,
            "url": witness.url,
            "start": witness.start,
            "end": witness.end,
            "facts": {key: witness.facts.get(key) for key in FACTS},
        }
        for name, witness in said.items()
    ]
    return {
        "rule": rule.name,
        "key": finding.key,
        "subject": finding.subject,
        "day": finding.day,
        "raised": now,
        "headline": finding.headline,
        "records": json.dumps(records, ensure_ascii=False),
    }


def _retract(connection: Connection, now: str) -> list[int]:
    since = (datetime.fromisoformat(now) - timedelta(days=RETRACT_DAYS)).isoformat()
    rules = {row["name"]: msgspec.json.decode(row["definition"], type=Rule) for row in kept.saved_rules(connection)}
    found = []
    for signal in kept.standing(connection, since[:10]):
        reason = why_retracted(connection, rules.get(signal["rule"]), signal)
        if reason is not None:
            kept.retract(connection, signal["seq"], now, reason)
            found.append(signal["seq"])
    return found


def _days_before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


__all__ = ["Outcome", "Previewed", "after_cycle", "keep_rules", "preview"]
