"""Merging and splitting families, stories, sagas, incidents, tallies and plans. Ids are for ever.

A merge moves all members into one group; the other ids forward to it and are given to nothing else. A split
moves members into a new group with a new id. Every move is a row of `assignments`, every forward too, so
that the log alone gives the present groups again (`replay`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.schema import agenda, assignments, events, figures, forwards, reports, stories

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
        """Whether the members are reports."""
        return self.table is reports

    @property
    def of_stories(self) -> bool:
        """Whether the members are stories; those of neither are records."""
        return self.table is stories


KINDS = {
    "F": Kind(name="family", table=reports, column=reports.c.family),
    "S": Kind(name="story", table=reports, column=reports.c.story),
    "G": Kind(name="saga", table=stories, column=stories.c.saga),
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
    """The members of a group in order of arrival: ids of reports or stories, or names of records (`REPORT/e7`)."""
    kind = kind_of(group)
    if kind.of_reports:
        query = sa.select(reports.c.id).where(kind.column == group).order_by(reports.c.seq)
    elif kind.of_stories:
        first = sa.select(sa.func.min(reports.c.seq)).where(reports.c.story == stories.c.id).scalar_subquery()
        query = sa.select(stories.c.id).where(kind.column == group).order_by(first)
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
    """The group of that kind that a report or record is in; None when there is no such member."""
    report, _, record = member.partition("/")
    query = sa.select(kind.column).where(reports.c.id == report)
    if kind.of_stories:
        query = query.join(reports, reports.c.story == stories.c.id)
    elif not kind.of_reports:
        query = query.join(reports, reports.c.seq == kind.table.c.report).where(kind.table.c.id == record)
    return connection.execute(query).scalar()


def founder(connection: sa.Connection, group: str) -> list[str]:
    """The first report or record of a group, by which it is known in other ledgers; empty when it has none."""
    first = members(connection, group)[:1]
    return founder(connection, first[0]) if first and kind_of(group).of_stories else first


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
        _forward(connection, gone, into, reason)
        if kind.name == "story":
            _leave_saga(connection, gone, into, reason)
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
    if kind.name == "story":
        saga = connection.execute(sa.select(stories.c.saga).where(stories.c.id == group)).scalar()
        connection.execute(stories.insert().values(id=new, saga=saga))
        connection.execute(_log("saga", new, saga, reason))
    return new


def replay(log: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """The group of every item, from the log of assignments alone: (kind, item, target) in order."""
    found: dict[tuple[str, str], str] = {}
    for kind, item, target in log:
        found[kind, item] = target
    merged = {item for kind, item in found if kind == FORWARD}
    return {key: target for key, target in found.items() if key[0] != FORWARD and key[1] not in merged}


def _known(connection: sa.Connection, group: str) -> str:
    """The present id of a group that has members."""
    kind = kind_of(group)
    now = current(connection, group)
    if connection.execute(sa.select(kind.column).where(kind.column == now).limit(1)).first() is None:
        raise InputError(f"no {kind.name} {group!r} in the ledger")
    return now


def _forward(connection: sa.Connection, gone: str, into: str, reason: str) -> None:
    connection.execute(forwards.update().where(forwards.c.target == gone).values(target=into))
    connection.execute(forwards.insert().values(id=gone, target=into))
    connection.execute(_log(FORWARD, gone, into, reason))


def _leave_saga(connection: sa.Connection, gone: str, into: str, reason: str) -> None:
    """A saga whose last story was merged into one of another saga forwards there."""
    of = dict(connection.execute(sa.select(stories.c.id, stories.c.saga).where(stories.c.id.in_([gone, into]))).all())
    left, saga = of.get(gone), of.get(into)
    others = sa.select(stories.c.id).where(stories.c.saga == left, stories.c.id != gone).limit(1)
    if left is not None and saga is not None and left != saga and connection.execute(others).first() is None:
        _forward(connection, left, saga, reason)


def _log(kind: str, item: str, target: str | None, reason: str) -> sa.Insert:
    return assignments.insert().values(kind=kind, item=item, target=target, score=None, reason=reason)


def _new_id(connection: sa.Connection, letter: str, first: str) -> str:
    """An id that was never given: that of the first member, with a number more when it is taken."""
    report, _, record = (founder(connection, first)[0] if letter == "G" else first).partition("/")
    seq = connection.execute(sa.select(reports.c.seq).where(reports.c.id == report)).scalar_one()
    stem = f"{letter}{seq}.{record}" if record else f"{letter}{seq}"
    free, number = stem, 0
    while _is_given(connection, free):
        number += 1
        free = f"{stem}-{number}"
    return free


def _is_given(connection: sa.Connection, group: str) -> bool:
    """Whether an id stands for a group, or ever did. Sagas of earlier ledgers are in no log."""
    logged = sa.select(assignments.c.seq).where(assignments.c.target == group).limit(1)
    held = sa.select(stories.c.id).where(stories.c.saga == group).limit(1)
    return connection.execute(logged).first() is not None or connection.execute(held).first() is not None


def _move(connection: sa.Connection, kind: Kind, moved: Sequence[str], into: str, reason: str) -> None:
    for at in range(0, len(moved), _AT_ONCE):
        some = moved[at : at + _AT_ONCE]
        if kind.of_reports or kind.of_stories:
            table = kind.table
            connection.execute(table.update().where(table.c.id.in_(some)).values({kind.column.key: into}))
        else:
            for name in some:
                report, _, record = name.partition("/")
                seq = sa.select(reports.c.seq).where(reports.c.id == report).scalar_subquery()
                here = sa.and_(kind.table.c.report == seq, kind.table.c.id == record)
                connection.execute(kind.table.update().where(here).values({kind.column.key: into}))
        log = [{"kind": kind.name, "item": one, "target": into, "score": None, "reason": reason} for one in some]
        connection.execute(assignments.insert(), log)
