"""Where the item of a decision is, in terms that hold in every ledger, and finding it there again.

Ids of reports are hashes of their content: the same everywhere. Ids of records and groups are not: another
ledger may have read a report by another version, and gives groups its own numbers. So a decision carries the
anchor of every record that it names, and for every group that it names the group's first member.
"""

import zlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import msgspec
import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.anchors import Anchor, anchors, match
from dateline.ledger.correcting import groups, relations
from dateline.ledger.correcting.decision import Decision
from dateline.ledger.schema import reports, texts
from dateline.records.codec import decode


def place_of(connection: sa.Connection, decision: Decision) -> dict[str, Any]:
    """The anchors of the records and the first members of the groups that a decision names."""
    names = _named(decision)
    first = {
        group: groups.founder(connection, groups.current(connection, group))
        for group in names
        if "/" not in group and group[:1] in groups.KINDS
    }
    records = [name for name in (*names, *(one for found in first.values() for one in found)) if "/" in name]
    return {"records": _anchors(connection, records), "groups": first}


def found_again(connection: sa.Connection, decision: Decision) -> Decision:
    """The decision with the ids that its records and groups have in this ledger.

    Raises InputError, one line, when one of them is not there.
    """
    names = {name: _record(connection, name, held) for name, held in decision.place.get("records", {}).items()}
    for group, first in decision.place.get("groups", {}).items():
        names[group] = _group(connection, group, [names.get(one, one) for one in first])
    item = decision.item
    if relations.is_relation(item):
        kind, *ends = item.split(":")
        item = ":".join((kind, *(names.get(end, end) for end in ends)))
    others = tuple(names.get(other, other) for other in decision.others)
    return replace(decision, item=names.get(item, item), others=others)


def _named(decision: Decision) -> list[str]:
    ends = decision.item.split(":")[1:] if relations.is_relation(decision.item) else [decision.item]
    return [*ends, *decision.others]


def _anchors(connection: sa.Connection, names: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names:
        report, _, record = name.partition("/")
        found[name] = msgspec.to_builtins(_of_report(connection, report)[record])
    return found


def _of_report(connection: sa.Connection, report: str) -> dict[str, Anchor]:
    query = sa.select(texts.c.reading).join(reports, reports.c.seq == texts.c.report).where(reports.c.id == report)
    packed = connection.execute(query).scalar()
    return anchors(decode(zlib.decompress(packed))) if packed is not None else {}


def _record(connection: sa.Connection, name: str, held: object) -> str:
    report = name.partition("/")[0]
    found = match({name: msgspec.convert(held, Anchor)}, _of_report(connection, report))
    if not found:
        raise InputError(f"the record {name} is not in this ledger")
    return f"{report}/{next(iter(found))}"


def _group(connection: sa.Connection, group: str, first: list[str]) -> str:
    kind = groups.kind_of(group)
    for member in first:
        now = groups.group_of(connection, kind, member)
        if now is not None:
            return now
    raise InputError(f"the {kind.name} {group} is not in this ledger")
