"""Taking a decision: it is checked, written to the log and worked into the ledger, in the caller's transaction."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.correcting import fields, groups, log, records, relations
from dateline.ledger.correcting.decision import Decision
from dateline.ledger.correcting.places import place_of
from dateline.ledger.families import own_prints
from dateline.ledger.parting import PARTED, leaving
from dateline.ledger.rejoining import rejoin
from dateline.ledger.retelling import retell
from dateline.ledger.schema import RECORDS, events, later_report, reports, texts
from dateline.ledger.schema import relations as links
from dateline.ledger.told import Words
from dateline.records.codec import decode
from dateline.records.report import ID_LENGTH
from dateline.resolve.across.copies import prints

SAME, ONE_STORY = "possibly-same", "one-story"
"""The relations whose acceptance says that two mentions are one incident, that two stories are one story."""


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
    _note(connection, replace(decision, item=item))
    records.apply(connection, report)
    _join_again(connection, item)
    return item


def _note(connection: sa.Connection, decision: Decision) -> None:
    """Writes a decision to the log, with its place unless it brings one."""
    log.write(connection, replace(decision, place=decision.place or place_of(connection, decision)))


def _join_again(connection: sa.Connection, record: str) -> None:
    """Joins anew the report of a record that was put right, and every report that was compared with the record."""
    compared = sa.select(later_report).where(links.c.earlier == record)
    touched = sa.or_(reports.c.id == record[:ID_LENGTH], reports.c.id.in_(compared))
    for seq, report in connection.execute(
        sa.select(reports.c.seq, reports.c.id).where(touched).order_by(reports.c.seq)
    ).all():
        rejoin(connection, seq)
        records.settle(connection, report)


def _judge(connection: sa.Connection, decision: Decision) -> str:
    if not relations.judge(connection, decision):
        raise InputError(f"no relation {decision.item!r} in the ledger; `dateline correct list` shows them")
    _note(connection, decision)
    kind, later, earlier = decision.item.split(":")
    if decision.action == "accept" and kind == PARTED and (moved := leaving(connection, Words(connection), later)):
        return _split(connection, later, moved, f"parted by {decision.by}")
    if decision.action != "accept" or kind not in {SAME, ONE_STORY}:
        return decision.item
    pair = (earlier, later) if kind == ONE_STORY else (_incident(connection, earlier), _incident(connection, later))
    if None in pair or pair[0] == pair[1]:
        return decision.item
    return _merge(connection, str(pair[0]), [str(pair[1])], f"judged the same by {decision.by}")


def _incident(connection: sa.Connection, name: str) -> str | None:
    report, _, record = name.partition("/")
    query = sa.select(events.c.incident).join(reports, reports.c.seq == events.c.report)
    return connection.execute(query.where(reports.c.id == report, events.c.id == record)).scalar()


def _regroup(connection: sa.Connection, decision: Decision) -> str:
    if not decision.others:
        raise InputError(f"{decision.action}: name what to {decision.action} besides {decision.item}")
    kind = groups.kind_of(decision.item)
    if decision.action == "merge":
        _note(connection, decision)
        return _merge(connection, decision.item, decision.others, f"merged by {decision.by}")
    members = [_member(connection, kind, one) for one in decision.others]
    _note(connection, replace(decision, others=members))
    return _split(connection, decision.item, members, f"split by {decision.by}")


def _split(connection: sa.Connection, group: str, moved: Sequence[str], reason: str) -> str:
    """Splits members off a group and brings up to date what depends on it. Returns the new group's id."""
    made = groups.split(connection, group, moved, reason)
    _after(connection, groups.kind_of(group), [groups.current(connection, group), made], moved)
    return made


def _merge(connection: sa.Connection, keep: str, others: Sequence[str], reason: str) -> str:
    """Merges groups and brings up to date what depends on them."""
    kind = groups.kind_of(keep)
    before = [groups.current(connection, other) for other in others]
    moved = [member for other in before for member in groups.members(connection, other)]
    made = groups.merge(connection, keep, others, reason)
    _after(connection, kind, [made, *before], moved)
    return made


def _member(connection: sa.Connection, kind: groups.Kind, name: str) -> str:
    """The whole id of a report or name of a record that may be abbreviated, or the present id of a story."""
    if kind.of_stories:
        return groups.current(connection, name)
    if not kind.of_reports:
        return full_name(connection, name)
    found = list(
        connection.scalars(sa.select(reports.c.id).where(reports.c.id.startswith(name, autoescape=True)).limit(2))
    )
    if len(found) != 1 or not name:
        raise InputError(f"no single report {name!r} in the ledger")
    whole: str = found[0]
    return whole


def _after(connection: sa.Connection, kind: groups.Kind, changed: Sequence[str], moved: Sequence[str]) -> None:
    """What follows from new groups, and from the members that were moved.

    Stories are told anew and the records of the moved reports, and of moved stories, compared with those of their
    new story and saga. A family that was split off keeps prints of its own.
    """
    if kind.name == "story":
        for story in dict.fromkeys(changed):
            retell(connection, story)
        stale = [group for group in changed if not groups.members(connection, group)]
        connection.execute(links.delete().where(sa.or_(links.c.later.in_(stale), links.c.earlier.in_(stale))))
    if kind.name == "family":
        for family in dict.fromkeys(changed):
            _print_anew(connection, family)
    if kind.of_reports or kind.of_stories:
        told = moved if kind.of_reports else [one for story in moved for one in groups.members(connection, story)]
        for report in told:
            rejoin(connection, connection.execute(sa.select(reports.c.seq).where(reports.c.id == report)).scalar_one())
            records.settle(connection, report)


def _print_anew(connection: sa.Connection, family: str) -> None:
    query = sa.select(texts.c.report, texts.c.reading).join(reports, reports.c.seq == texts.c.report)
    for seq, packed in connection.execute(query.where(reports.c.family == family).order_by(reports.c.seq)).all():
        own_prints(connection, seq, prints(decode(zlib.decompress(packed)).report), family)


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
