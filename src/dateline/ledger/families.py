"""Finding the family of copies that a new report belongs to, and remembering its prints."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from dateline.ledger.schema import fingerprints, reports
from dateline.resolve.across import copies

KEPT = 60
"""Voices that hold a print, from which on it is kept of no more: such a turn of phrase tells no copy, and what a
report costs must not grow with the ledger. By judgement: thrice what makes a print too common to seek by."""

Value = TypeVar("Value")

_AT_ONCE = 500  # parameters in one query; SQLite's oldest limit is 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a report's prints say: its family with the containment, or None; and the prints that are new there."""

    family: tuple[str, float] | None
    fresh: list[int]


def find_family(connection: sa.Connection, own: AbstractSet[int]) -> Found:
    """The family whose prints contain the new report's."""
    holders = _holders(connection, own)
    telling = {one: names for one, names in holders.items() if len(names) < KEPT}
    seeking = Counter(name for names in telling.values() if len(names) <= copies.RARE for name in names)
    near = {name for name, count in seeking.items() if count >= copies.SHARED}
    shared = Counter(name for names in telling.values() for name in names if name in near)
    common = len(holders) - len(telling)
    match = copies.nearest(len(own) - common, shared, _sizes(connection, near))
    known = {one for one, names in holders.items() if one not in telling or (match and match[0] in names)}
    return Found(family=match, fresh=sorted(own - known))


def keep_prints(connection: sa.Connection, report: int, fresh: list[int]) -> None:
    """Keeps the prints of a report that are new to its family: what a copy repeats is held once."""
    if fresh:
        connection.execute(_INSERT, [{"print": one, "report": report} for one in fresh])


def own_prints(connection: sa.Connection, report: int, own: AbstractSet[int], family: str) -> None:
    """Keeps those prints of a report that its family, which it was put into by hand, does not have."""
    holders = _holders(connection, own)
    fresh = sorted(one for one in own if family not in holders.get(one, ()) and len(holders.get(one, ())) < KEPT)
    keep_prints(connection, report, fresh)
    more = reports.c.prints + len(fresh)
    connection.execute(reports.update().where(reports.c.seq == report).values(prints=more))


def _holders(connection: sa.Connection, own: AbstractSet[int]) -> dict[int, list[str]]:
    """The families that hold each print, for the prints that are held."""
    found: dict[int, list[str]] = {}
    for some in _chunks(sorted(own)):
        for one, name in connection.execute(_HOLDERS, {"prints": some}).all():
            found.setdefault(one, []).append(name)
    return found


def _sizes(connection: sa.Connection, families: Iterable[str]) -> dict[str, int]:
    """How many prints each family holds."""
    found: dict[str, int] = {}
    for some in _chunks(sorted(families)):
        found.update((name, int(count)) for name, count in connection.execute(_SIZES, {"families": some}).all())
    return found


def _chunks(values: list[Value]) -> Iterable[list[Value]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


_HOLDERS = (
    sa.select(fingerprints.c.print, reports.c.family)
    .join(reports, fingerprints.c.report == reports.c.seq)
    .where(fingerprints.c.print.in_(sa.bindparam("prints", expanding=True)))
)
_SIZES = (
    sa.select(reports.c.family, sa.func.sum(reports.c.prints))
    .where(reports.c.family.in_(sa.bindparam("families", expanding=True)))
    .group_by(reports.c.family)
)
_INSERT = fingerprints.insert()
