"""Records of all kinds as rows that a page can print, each with the fields of its kind."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from dateline.ledger.conditions import Kind
from dateline.ledger.facets import Asked, find
from dateline.ledger.lookup import lookup

Row = dict[str, Any]
KINDS: Mapping[str, Kind] = {"statement": "s", "event": "e", "figure": "f", "plan": "a"}
"""The kinds of records by what a page calls them."""

NAMES: Mapping[str, str] = {letter: name for name, letter in KINDS.items()}


def records(connection: sa.Connection, asked: Asked, *, limit: int, offset: int = 0) -> list[Row]:
    """The records that fit, the latest day first, with what each kind shows."""
    rows = find(connection, asked, limit=limit, offset=offset)
    known = lookup(connection, [row["id"] for row in rows])
    return [_EVERY | known.get(row["id"], {}) | row | {"kind": NAMES[row["kind"]]} for row in rows]


def of_kind(connection: sa.Connection, asked: Asked, kind: Kind, *, limit: int) -> list[Row]:
    """The records of one kind."""
    return records(connection, replace(asked, kind=kind), limit=limit)


FLAT = (
    "id", "kind", "day", "type", "act", "measure", "status", "speaker", "standing", "via", "actors", "recipients",
    "counter", "value", "low", "high", "unit", "bound", "content", "what", "evidence", "novelty", "review", "outlet",
    "story", "family",
)  # fmt: skip


_EVERY: Row = dict.fromkeys((*FLAT, "of", "as_of", "on", "where"))
"""What a row of any kind has; a field that its kind does not have is None."""


def flat(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows under one set of columns, for CSV."""
    return [{name: row.get(name) for name in FLAT} for row in rows]
