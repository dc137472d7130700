"""Records by their names (`REPORT/f1`), many at once, each with the report it stands in."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from dateline.ledger.schema import RECORDS, agenda, events, figures, reports, statements

_AT_ONCE = 250  # pairs in one query; SQLite's oldest limit is 999 parameters

_COLUMNS: dict[str, tuple[sa.ColumnElement[Any], ...]] = {
    "s": (
        sa.func.coalesce(statements.c.name, statements.c.source).label("speaker"),
        statements.c.standing,
        statements.c.act,
        statements.c.content,
        statements.c.via,
    ),
    "e": (events.c.type, events.c.status, events.c.actors, events.c.recipients, events.c.evidence),
    "f": (
        figures.c.measure,
        figures.c.value,
        figures.c.low,
        figures.c.high,
        figures.c.unit,
        figures.c.bound,
        figures.c.of,
        figures.c.counter,
        figures.c.as_of,
        figures.c.evidence,
    ),
    "a": (agenda.c.what, agenda.c.when, agenda.c.day.label("on"), agenda.c.where, agenda.c.status, agenda.c.evidence),
}


def lookup(connection: sa.Connection, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The records that exist, by name: their own fields, with `start` and `end`, and `outlet`, `day`, `report`."""
    wanted: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        report, _, record = name.partition("/")
        if record[:1] in RECORDS:
            wanted.setdefault(record[:1], []).append((report, record))
    found: dict[str, dict[str, Any]] = {}
    for letter, pairs in wanted.items():
        for at in range(0, len(pairs), _AT_ONCE):
            found.update(_records(connection, letter, pairs[at : at + _AT_ONCE]))
    return found


def _records(connection: sa.Connection, letter: str, pairs: list[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    table = RECORDS[letter]
    query = (
        sa.select(
            (reports.c.id + "/" + table.c.id).label("id"),
            *_COLUMNS[letter],
            table.c.start,
            table.c.end,
            table.c.novelty,
            reports.c.id.label("report"),
            reports.c.outlet,
            reports.c.day,
        )
        .join(reports, reports.c.seq == table.c.report)
        .where(sa.tuple_(reports.c.id, table.c.id).in_(pairs))
    )
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}
