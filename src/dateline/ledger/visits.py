"""A reader's marks on stories: read, starred, muted. A log, so that no mark is ever lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from dateline.ledger.schema import reports, visits

Mark = Literal["read", "star", "unstar", "mute", "unmute"]

_AT_ONCE = 500  # parameters in one query; SQLite's oldest limit is 999


@dataclass(slots=True, kw_only=True)
class Marks:
    """How a reader left an item.

    `read` is the time it was last marked read and `seen` the sequence number of the newest report
    that the ledger held then: what came after is new. `seq` is the number of the last mark.
    """

    read: str | None = None
    seen: int | None = None
    starred: bool = False
    muted: bool = False
    seq: int = 0


def keep_mark(connection: sa.Connection, item: str, mark: Mark, now: str) -> None:
    """Writes down one mark; `now` is the time it is made (ISO 8601)."""
    seen = connection.execute(sa.select(sa.func.max(reports.c.seq))).scalar() or 0
    connection.execute(visits.insert().values(item=item, mark=mark, seen=seen, made=now))


def marks(connection: sa.Connection, items: Sequence[str] | None = None) -> dict[str, Marks]:
    """The marks of the items asked for, or of all; an item that has none is left out."""
    query = sa.select(visits).order_by(visits.c.seq)
    parts = [items[at : at + _AT_ONCE] for at in range(0, len(items), _AT_ONCE)] if items is not None else [None]
    found: dict[str, Marks] = {}
    for part in parts:
        asked = query if part is None else query.where(visits.c.item.in_(part))
        for row in connection.execute(asked):
            _apply(found.setdefault(row.item, Marks()), row.mark, row)
    return found


def last_mark(connection: sa.Connection) -> int:
    """The number of the newest mark on anything; 0 when there is none."""
    return connection.execute(sa.select(sa.func.max(visits.c.seq))).scalar() or 0


def _apply(state: Marks, mark: Mark, row: sa.Row[tuple[object, ...]]) -> None:
    state.seq = row.seq
    if mark == "read":
        state.read, state.seen = row.made, row.seen
    elif mark in {"star", "unstar"}:
        state.starred = mark == "star"
    else:
        state.muted = mark == "mute"
