"""Taking a decision: it is checked, written to the log and worked into the ledger, in the caller's transaction."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.correcting import fields, groups, log, records, relations
from dateline.ledger.correcting.anchors import anchors
from dateline.ledger.correcting.decision import Decision
from dateline.ledger.families import keep_prints
from dateline.ledger.retelling import retell
from dateline.ledger.schema import RECORDS, events, reports
from dateline.records.codec import decode
from dateline.resolve.across.copies import prints

SAME = "possibly-same"
"""The relation whose acceptance says that two mentions are one incident."""


def decide(connection: sa.Connection, decision: Decision) -> str:
    """Takes a decision. Returns the id of what it is about afterwards: of a split, that of the new group.

    Raises InputError, one line, when the item is unknown or the decision makes no sense; nothing is
    changed then.
    """
    if decision.action in {"merge", "split"}:
        return _regroup(connection, decision)
    if relations.is_relation(decision.item):
        return _judge(connection, decision)
    return _correct(connection, decision)


def full_name(connection: sa.Connection, name: str) -> str:
    """The whole name of a record whose report's id may be abbreviated. Raises InputError when there is not one."""
    report, _, record = name.partition("/")
    table = RECORDS.get(record[:1])
    if table is None or not report:
        raise InputError(f"not a record: {name!r}; records are named REPORT/s1, REPORT/e1, REPORT/f1 or REPORT/a1")
    query = (
        sa.select(reports.c.id)
        .join(table, table.c.report == reports.c.seq)
        .where(reports.c.id.startswith(report, autoescape=True), table.c.id == record)
        .limit(2)
    )
    found = list(connection.scalars(query))
    if len(found) != 1:
        raise InputError(f"no single record {name!r} in the ledger: lists show the ids of their rows")
    return f"{found[0]}/{record}"


def _correct(connection: sa.Connection, decision: Decision) -> str:
    item = full_name(connection, decision.item)
    report, _, record = item.partition("/")
    if decision.action == "fix":
        if not decision.change:
            raise InputError("nothing to fix: name a field and its right value")
        decision = replace(decision, change=fields.checked(record[0], decision.change))
    packed = connection.execute(sa.select(reports.c.reading).where(reports.c.id == report)).scalar_one()
    place = msgspec.to_builtins(anchors(decode(zlib.decompress(packed)))[record])
    log.write(connection, replace(decision, item=item, place=decision.place or place))
    records.apply(connection, report)
    return item


def _judge(connection: sa.Connection, decision: Decision) -> str:
    if not relations.judge(connection, decision):
        raise InputError(f"no relation {decision.item!r} in the ledger; `dateline correct list` shows them")
    log.write(connection, decision)
    kind, later, earlier = decision.item.split(":")
    if kind == SAME and decision.action == "accept":
        keep, other = (_incident(connection, name) for name in (earlier, later))
        if keep is not None and other is not None and keep != other:
            return groups.merge(connection, keep, [other], f"judged the same by {decision.by}")
    return decision.item


def _incident(connection: sa.Connection, name: str) -> str | None:
    report, _, record = name.partition("/")
    query = sa.select(events.c.incident).join(reports, reports.c.seq == events.c.report)
    return connection.execute(query.where(reports.c.id == report, events.c.id == record)).scalar()


def _regroup(connection: sa.Connection, decision: Decision) -> str:
    if not decision.others:
        raise InputError(f"{decision.action}: name what to {decision.action} besides {decision.item}")
    kind = groups.kind_of(decision.item)
    whole = [decision.item, *(decision.others if decision.action == "merge" else ())]
    place = {group: groups.members(connection, groups.current(connection, group))[:1] for group in whole}
    log.write(connection, replace(decision, place=decision.place or place))
    if decision.action == "merge":
        before = [groups.current(connection, other) for other in decision.others]
        made = groups.merge(connection, decision.item, decision.others, f"merged by {decision.by}")
        changed = [made, *before]
    else:
        leaving = [_member(connection, kind, one) for one in decision.others]
        made = groups.split(connection, decision.item, leaving, f"split by {decision.by}")
        changed = [groups.current(connection, decision.item), made]
    _after(connection, kind, changed)
    return made


def _member(connection: sa.Connection, kind: groups.Kind, name: str) -> str:
    """The whole id of a report or name of a record that may be abbreviated."""
    if not kind.of_reports:
        return full_name(connection, name)
    found = list(
        connection.scalars(sa.select(reports.c.id).where(reports.c.id.startswith(name, autoescape=True)).limit(2))
    )
    if len(found) != 1 or not name:
        raise InputError(f"no single report {name!r} in the ledger")
    whole: str = found[0]
    return whole


def _after(connection: sa.Connection, kind: groups.Kind, changed: Sequence[str]) -> None:
    """What follows from new groups: stories are told anew, a family that was split off keeps its own prints."""
    if kind.name == "story":
        for story in dict.fromkeys(changed):
            retell(connection, story)
    if kind.name == "family":
        for family in changed:
            for seq, packed in connection.execute(
                sa.select(reports.c.seq, reports.c.reading).where(reports.c.family == family).order_by(reports.c.seq)
            ).all():
                keep_prints(connection, seq, prints(decode(zlib.decompress(packed)).report), family)


def decisions(connection: sa.Connection) -> list[dict[str, Any]]:
    """Every decision in order, as plain rows; `found` says whether its item is in the ledger today."""
    rows: list[dict[str, Any]] = []
    for decision in log.read(connection):
        row: dict[str, Any] = msgspec.to_builtins(decision)
        rows.append(row | {"found": _is_found(connection, decision.item)})
    return rows


def _is_found(connection: sa.Connection, item: str) -> bool:
    if relations.is_relation(item):
        return relations.exists(connection, item)
    try:
        if "/" in item:
            full_name(connection, item)
        else:
            return bool(groups.members(connection, groups.current(connection, item)))
    except InputError:
        return False
    return True
