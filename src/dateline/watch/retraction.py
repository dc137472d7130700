"""When a signal no longer stands: its records were rejected, corrected, or a newer version dropped them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from dateline.ledger import signals as kept
from dateline.ledger.testimony import Testimony, testify
from dateline.watch import tempo
from dateline.watch.indicators import check
from dateline.watch.rules import Rule
from dateline.watch.triggers.changes import linked
from dateline.watch.triggers.rise import judge_day

RETRACT_DAYS = 90
"""Days after which a signal is history and no longer looked after: a quarter, by judgement."""


def why_retracted(connection: Connection, rule: Rule | None, signal: Mapping[str, Any]) -> str | None:
    """Why a signal does not stand any more, in words; None while it does.

    One of a single happening falls with its first record. Of tempo and of indicators the figures are
    taken again, for the day of the signal, when any of their records has fallen.
    """
    said = testify(connection, [record["record"] for record in signal["records"]])
    fallen = [
        (record["record"], why)
        for record in signal["records"]
        if (why := _why_fallen(connection, record, said.get(record["record"]))) is not None
    ]
    if not fallen:
        return None
    if rule is not None and rule.trigger == "tempo":
        _, verdict = judge_day(tempo.load(connection, rule.where.filter()), signal["day"])
        return None if verdict.state == "above" else f"{_count(fallen)}; now {verdict.figures()}"
    if rule is not None and rule.checklist is not None:
        met = sum(each.is_met for each in check(connection, rule.checklist, signal["day"], rule.where.story))
        return None if met >= rule.checklist.met else f"{_count(fallen)}; now {met} indicators are met"
    return next((f"{name}: {why}" for name, why in fallen if name == signal["records"][0]["record"]), None)


def _why_fallen(connection: Connection, record: Mapping[str, Any], now: Testimony | None) -> str | None:
    """What became of one record since the signal was raised."""
    if now is None:
        return "the report, read anew, does not have it any more"
    if now.rejected:
        return "it was rejected"
    changed = [
        f"{name} was {_shown(was)}, is {_shown(now.facts.get(name))}"
        for name, was in record["facts"].items()
        if now.facts.get(name) != was
    ]
    if changed:
        return "it was corrected: " + "; ".join(changed)
    report, _, _ = record["record"].partition("/")
    newer = kept.versions_after(connection, report)
    if not newer:
        return None
    id_, text = newer[-1]
    if record["words"] in text or linked(connection, record["record"], [version for version, _ in newer]):
        return None
    return f"the newer version {id_} of its report does not say it any more"


def _shown(value: object) -> str:
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def _count(fallen: list[tuple[str, str]]) -> str:
    name, why = fallen[0]
    return f"{name}: {why}" if len(fallen) == 1 else f"{len(fallen)} of its records fell, among them {name}: {why}"
