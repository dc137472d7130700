"""Records of all kinds in one list, counted by what they have in common: what a search narrows by.

A facet's counts are taken under everything that is asked already, so that each number says how many
rows stay when its value is chosen.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import sqlalchemy as sa

from dateline.ledger.conditions import Conditions, Kind, answers, conditions, day_of
from dateline.ledger.filters import Filter
from dateline.ledger.schema import RECORDS, agenda, event_parties, events, figures, reports, statements
from dateline.ledger.words import holds_words

KINDS: tuple[Kind, ...] = ("s", "e", "f", "a")
VALUES = 12
"""Values shown of a facet: by judgement, what is read at a glance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a search asks: a filter, words that a record must hold, one kind of record or all."""

    where: Filter = field(default_factory=Filter)
    words: str = ""
    kind: Kind | None = None


_PARTY = event_parties.alias("party")
"""Parties of the events counted; the filter looks for others in the table itself."""

_SPEAKER = sa.func.coalesce(statements.c.name, statements.c.source)
_TEXT: Mapping[Kind, sa.ColumnElement[str]] = {
    "s": statements.c.content + " " + sa.func.coalesce(_SPEAKER, ""),
    "e": events.c.evidence + " " + events.c.actors + " " + events.c.recipients,
    "f": figures.c.evidence + " " + sa.func.coalesce(figures.c.counter, ""),
    "a": agenda.c.evidence + " " + agenda.c.parties,
}
_FACETS: Mapping[str, Mapping[Kind, sa.ColumnElement[Any]]] = {
    "type": {"s": statements.c.act, "e": events.c.type, "f": figures.c.measure},
    "actor": {"s": statements.c.name, "e": _PARTY.c.name, "f": figures.c.counter, "a": agenda.c.parties},
    "standing": {"s": statements.c.standing},
    "via": {"s": statements.c.via},
    "place": {"e": events.c.where, "f": figures.c.where, "a": agenda.c.where},
    "outlet": dict.fromkeys(KINDS, reports.c.outlet),
}
"""What can be counted, and the column that holds it for each kind of record."""


def count_kinds(connection: sa.Connection, asked: Asked) -> dict[Kind, int]:
    """How many records of each kind fit, whatever one kind is asked for."""
    found: dict[Kind, int] = {}
    for kind in KINDS:
        query = sa.select(sa.func.count()).select_from(_joined(kind)).where(*_fitting(connection, kind, asked))
        found[kind] = connection.execute(query).scalar_one() if answers(kind, asked.where) else 0
    return found


def count_facets(connection: sa.Connection, asked: Asked) -> dict[str, list[tuple[str, int]]]:
    """For each facet its most frequent values with their numbers of records; facets with none are left out."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name, columns in _FACETS.items():
        kinds = [kind for kind in _kinds(asked) if kind in columns]
        ranked = _ranked(connection, kinds, columns, asked, None)[:VALUES]
        if len(kinds) > 1 or name == "actor":  # what one kind has few of, another may have many of
            ranked = _ranked(connection, kinds, columns, asked, [value for value, _ in ranked])
        if ranked:
            found[name] = ranked
    return found


def _ranked(
    connection: sa.Connection,
    kinds: Sequence[Kind],
    columns: Mapping[Kind, sa.ColumnElement[Any]],
    asked: Asked,
    values: Sequence[str] | None,
) -> list[tuple[str, int]]:
    """Values with their counts over all kinds: the candidates of each kind, or exactly the values given."""
    counts: dict[str, int] = {}
    for kind in kinds if values != [] else ():
        for value, count in _count(connection, kind, columns[kind], asked, values):
            counts[value] = counts.get(value, 0) + count
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def find(
    connection: sa.Connection, asked: Asked, *, limit: int, offset: int = 0, by: Literal["day", "added"] = "day"
) -> list[dict[str, Any]]:
    """The records, the latest day (or the last added) first: `id`, `kind`, `day`, `novelty`, where they were printed."""
    parts = [_listed(connection, kind, asked) for kind in _kinds(asked)]
    if not parts:
        return []
    every = sa.union_all(*parts).subquery() if len(parts) > 1 else parts[0].subquery()
    order = [every.c.seq.desc(), every.c.start, every.c.kind, every.c.id]
    query = (
        sa.select(every)
        .order_by(*([every.c.day.desc().nulls_last()] if by == "day" else []), *order)
        .limit(limit)
        .offset(offset)
    )
    inner = ("seq", "start")
    return [
        {key: value for key, value in row.items() if key not in inner} for row in connection.execute(query).mappings()
    ]


def count_days(connection: sa.Connection, asked: Asked) -> dict[str, int]:
    """How many independent families of reports say something that fits, by the day of printing."""
    seen: dict[str, set[str]] = {}
    for kind in _kinds(asked):
        query = (
            sa.select(reports.c.day, reports.c.family)
            .select_from(_joined(kind))
            .where(reports.c.day.is_not(None), *_fitting(connection, kind, asked))
            .distinct()
        )
        for day, family in connection.execute(query):
            seen.setdefault(day, set()).add(family)
    return {day: len(seen[day]) for day in sorted(seen)}


def _kinds(asked: Asked) -> list[Kind]:
    return [kind for kind in KINDS if asked.kind in {None, kind} and answers(kind, asked.where)]


def _joined(kind: Kind) -> sa.FromClause:
    table = RECORDS[kind]
    return table.join(reports, reports.c.seq == table.c.report)


def _fitting(connection: sa.Connection, kind: Kind, asked: Asked) -> Conditions:
    """The filter, the report that holds the words (by the index), and the words in the record itself."""
    found = conditions(kind, asked.where)
    if asked.words:
        found.append(holds_words(connection, asked.words))
        found.extend(_TEXT[kind].icontains(stem, autoescape=True) for stem in stems(asked.words))
    return found


def stems(words: str) -> list[str]:
    """The words without their commonest endings, so that "talks" finds "talk" in a record as in the index."""
    return [_ENDING.sub("", word) if len(word) > _SHORT else word for word in re.findall(r"\w+", words)]


_ENDING = re.compile(r"(ing|ed|es|s)$")
_SHORT = 4  # letters of a word that is left whole: "this", "goes", "gas" lose more than an ending


def _count(
    connection: sa.Connection,
    kind: Kind,
    column: sa.ColumnElement[Any],
    asked: Asked,
    values: Sequence[str] | None,
) -> Sequence[tuple[str, int]]:
    if column is agenda.c.parties:
        return _count_takers_part(connection, asked, values)
    table, source = RECORDS[kind], _joined(kind)
    coded: Conditions = []
    number = sa.func.count()
    if column is _PARTY.c.name:
        number = sa.func.count(sa.distinct(reports.c.id + "/" + table.c.id))
        source = source.join(_PARTY, sa.and_(_PARTY.c.report == table.c.report, _PARTY.c.event == table.c.id))
        coded = [_PARTY.c.code.is_not(None)] if values is None else []  # "nine people" are nobody to look up
    query = (
        sa.select(column, number)
        .select_from(source)
        .where(column.is_not(None), column != "", *coded, *_fitting(connection, kind, asked))
        .group_by(column)
        .order_by(number.desc(), column)
    )
    query = query.limit(_CANDIDATES) if values is None else query.where(column.in_(values))
    return [(row[0], row[1]) for row in connection.execute(query)]


_CANDIDATES = 4 * VALUES  # of each kind: a value that is frequent over all kinds is among them, but for odd cases


def _count_takers_part(
    connection: sa.Connection, asked: Asked, values: Sequence[str] | None
) -> Sequence[tuple[str, int]]:
    """Who is to take part in plans: the ledger keeps their names in one cell, so that they are counted here."""
    if values is None:
        return []
    counts = dict.fromkeys(values, 0)
    query = sa.select(agenda.c.parties).select_from(_joined("a")).where(*_fitting(connection, "a", asked))
    for parties in connection.scalars(query):
        for name in dict.fromkeys(parties.split("; ")):
            if name in counts:
                counts[name] += 1
    return list(counts.items())


def _listed(connection: sa.Connection, kind: Kind, asked: Asked) -> sa.Select[Any]:
    table = RECORDS[kind]
    return (
        sa.select(
            (reports.c.id + "/" + table.c.id).label("id"),
            sa.literal(kind).label("kind"),
            day_of(kind).label("day"),
            table.c.novelty,
            table.c.review,
            reports.c.outlet,
            reports.c.story,
            reports.c.family,
            reports.c.added,
            reports.c.seq,
            table.c.start,
        )
        .select_from(_joined(kind))
        .where(*_fitting(connection, kind, asked))
    )
