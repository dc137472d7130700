"""Merging and splitting families, stories, incidents, tallies and plans. Ids are for ever.

A merge moves all members into one group; the other ids forward to it and are given to nothing else. A split
moves members into a new group with a new id. Every move is a row of `assignments`, every forward too, so
that the log alone gives the present groups again (`replay`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.schema import agenda, assignments, events, figures, forwards, reports

FORWARD = "forward"
"""The kind of an assignment that sends an id on to another."""

_AT_ONCE = 400  # members in one statement; SQLite's oldest limit is 999 parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of group: what it is called, the table and column that say which group a member is in."""

    name: str
    table: sa.Table
    column: sa.Column[str]

    @property
    def of_reports(self) -> bool:
        """Whether the members are reports; else they are records."""
        return self.table is reports


KINDS = {
    "F": Kind(name="family", table=reports, column=reports.c.family),
    "S": Kind(name="story", table=reports, column=reports.c.story),
    "I": Kind(name="incident", table=events, column=events.c.incident),
    "T": Kind(name="tally", table=figures, column=figures.c.tally),
    "P": Kind(name="plan", table=agenda, column=agenda.c.plan),
}
"""The kinds of groups, by the letter their ids begin with."""


def kind_of(group: str) -> Kind:
    """The kind of a group. Raises InputError when the id is no group's."""
    try:
        return KINDS[group[:1]]
    except KeyError:
        known = ", ".join(f"{letter}… ({kind.name})" for letter, kind in KINDS.items())
        raise InputError(f"{group!r} is no group's id; groups are {known}") from None


def current(connection: sa.Connection, group: str) -> str:
    """The id under which a group is found today: the one it forwards to, or itself."""
    forward = connection.execute(sa.select(forwards.c.target).where(forwards.c.id == group)).scalar()
    return group if forward is None else forward


def members(connection: sa.Connection, group: str) -> list[str]:
    """The members of a group in order of arrival: ids of reports, or names of records (`REPORT/e7`)."""
    kind = kind_of(group)
    if kind.of_reports:
        query = sa.select(reports.c.id).where(kind.column == group).order_by(reports.c.seq)
    else:
        table = kind.table
        query = (
            sa.select(reports.c.id + "/" + table.c.id)
            .join(reports, reports.c.seq == table.c.report)
            .where(kind.column == group)
            .order_by(reports.c.seq, table.c.place_in_order)
        )
    return list(connection.scalars(query))


def group_of(connection: sa.Connection, kind: Kind, member: str) -> str | None:
    """The group of that kind that a member is in; None when there is no such member."""
    report, _, record = member.partition("/")
    query = sa.select(kind.column).where(reports.c.id == report)
    if not kind.of_reports:
        query = query.join(reports, reports.c.seq == kind.table.c.report).where(kind.table.c.id == record)
    return connection.execute(query).scalar()


def merge(connection: sa.Connection, keep: str, others: Sequence[str], reason: str) -> str:
    """Moves the members of the other groups into `keep`; their ids forward to it. Returns the id kept.

    Raises InputError when an id is unknown or of another kind.
    """
    kind = kind_of(keep)
    into = _known(connection, keep)
    for other in others:
        if kind_of(other) is not kind:
            raise InputError(f"{other} is no {kind.name}: only groups of one kind are merged")
        gone = _known(connection, other)
        if gone == into:
            continue
        _move(connection, kind, members(connection, gone), into, reason)
        connection.execute(forwards.update().where(forwards.c.target == gone).values(target=into))
        connection.execute(forwards.insert().values(id=gone, target=into))
        connection.execute(assignments.insert().values(kind=FORWARD, item=gone, target=into, score=None, reason=reason))
    return into


def split(connection: sa.Connection, group: str, leaving: Sequence[str], reason: str) -> str:
    """Moves members out of a group into a new one. Returns the new group's id.

    Raises InputError when one is no member, or when none would stay.
    """
    kind = kind_of(group)
    group = _known(connection, group)
    present = members(connection, group)
    strangers = [one for one in leaving if one not in set(present)]
    if strangers:
        raise InputError(f"{strangers[0]} is not in {group}; it has {len(present)} members")
    if not leaving or len(set(leaving)) == len(present):
        raise InputError(f"a split leaves at least one member on either side; {group} has {len(present)}")
    moved = [one for one in present if one in set(leaving)]
    new = _new_id(connection, group[0], moved[0])
    _move(connection, kind, moved, new, reason)
    return new


def replay(log: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """The group of every item, from the log of assignments alone: (kind, item, target) in order."""
    found: dict[tuple[str, str], str] = {}
    for kind, item, target in log:
        found[kind, item] = target
    return {(kind, item): target for (kind, item), target in found.items() if kind != FORWARD}


def _known(connection: sa.Connection, group: str) -> str:
    """The present id of a group that has members."""
    kind = kind_of(group)
    now = current(connection, group)
    if connection.execute(sa.select(kind.column).where(kind.column == now).limit(1)).first() is None:
        raise InputError(f"no {kind.name} {group!r} in the ledger")
    return now


def _new_id(connection: sa.Connection, letter: str, first: str) -> str:
    """An id that was never given: that of the first member, with a number more when it is taken."""
    report, _, record = first.partition("/")
    seq = connection.execute(sa.select(reports.c.seq).where(reports.c.id == report)).scalar_one()
    stem = f"{letter}{seq}.{record}" if record else f"{letter}{seq}"
    free, number = stem, 0
    while connection.execute(sa.select(assignments.c.seq).where(assignments.c.target == free).limit(1)).first():
        number += 1
        free = f"{stem}-{number}"
    return free


def _move(connection: sa.Connection, kind: Kind, moved: Sequence[str], into: str, reason: str) -> None:
    for at in range(0, len(moved), _AT_ONCE):
        some = moved[at : at + _AT_ONCE]
        if kind.of_reports:
            connection.execute(reports.update().where(reports.c.id.in_(some)).values({kind.column.key: into}))
        else:
            for name in some:
                report, _, record = name.partition("/")
                seq = sa.select(reports.c.seq).where(reports.c.id == report).scalar_subquery()
                here = sa.and_(kind.table.c.report == seq, kind.table.c.id == record)
                connection.execute(kind.table.update().where(here).values({kind.column.key: into}))
        log = [{"kind": kind.name, "item": one, "target": into, "score": None, "reason": reason} for one in some]
        connection.execute(assignments.insert(), log)
