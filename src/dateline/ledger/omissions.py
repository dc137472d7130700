"""Two outlets on one story: what each tells, and what one of them leaves out.

Mentions are matched by what the ledger joined: events by incident, figures by tally and counter, plans
by plan, statements by speaker. A copy, whose records are joined to nothing, is matched by its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger.conditions import Kind
from dateline.ledger.filters import kept
from dateline.ledger.schema import RECORDS, agenda, events, figures, reports, statements

_SPEAKER = sa.func.coalesce(statements.c.name, statements.c.source)
_GROUPS: Mapping[Kind, tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]] = {
    "e": (events.c.incident, events.c.evidence),
    "f": (figures.c.tally + ":" + sa.func.coalesce(figures.c.counter, ""), figures.c.evidence),
    "a": (agenda.c.plan, agenda.c.evidence),
    "s": (sa.func.lower(_SPEAKER), statements.c.content),
}
"""For each kind what makes two records mentions of one thing, and the words by which a copy is matched."""


@dataclass(slots=True, kw_only=True)
class Told:
    """One thing that one outlet or both tell of: the names of its mentions in each, in order of arrival."""

    kind: Kind
    one: list[str]
    other: list[str]


def outlets_of(connection: sa.Connection, story: str) -> list[tuple[str, int]]:
    """The outlets that report on a story, with their numbers of reports, the most first."""
    count = sa.func.count()
    query = (
        sa.select(reports.c.outlet, count)
        .where(reports.c.story == story, reports.c.outlet.is_not(None))
        .group_by(reports.c.outlet)
        .order_by(count.desc(), reports.c.outlet)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def compare(connection: sa.Connection, story: str, one: str, other: str) -> list[Told]:
    """What the two outlets tell: first what both do, then what only one does; each in order of arrival."""
    found: list[Told] = []
    for kind in _GROUPS:
        things: dict[str, Told] = {}
        for name, outlet, group in _mentions(connection, kind, story):
            if outlet in {one, other} and group:
                thing = things.setdefault(group, Told(kind=kind, one=[], other=[]))
                (thing.one if outlet == one else thing.other).append(name)
        found += sorted(things.values(), key=lambda thing: not (thing.one and thing.other))
    return found


def _mentions(connection: sa.Connection, kind: Kind, story: str) -> list[tuple[str, str | None, str | None]]:
    """Name, outlet and group of every record of a kind in the story."""
    table = RECORDS[kind]
    group, words = _GROUPS[kind]
    query = (
        sa.select((reports.c.id + "/" + table.c.id).label("id"), reports.c.outlet, group, words)
        .join(reports, reports.c.seq == table.c.report)
        .where(reports.c.story == story, kept(table.c.review))
        .order_by(reports.c.seq, table.c.place_in_order)
    )
    rows = [(row[0], row[1], row[2], " ".join((row[3] or "").split()).casefold()) for row in connection.execute(query)]
    by_words = {said: joined for _, _, joined, said in reversed(rows) if joined}
    return [(name, outlet, joined or by_words.get(said)) for name, outlet, joined, said in rows]
