"""A reader's marks on stories: read, starred, muted. A log, so that no mark is ever lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from dateline.ledger.schema import visits

Mark = Literal["read", "star", "unstar", "mute", "unmute"]

_ON_AND_OFF = {
    "star": ("starred", True),
    "unstar": ("starred", False),
    "mute": ("muted", True),
    "unmute": ("muted", False),
}
_AT_ONCE = 500  # parameters in one query; SQLite's oldest limit is 999


@dataclass(slots=True, kw_only=True)
class Marks:
    """How a reader left an item. `read` is the time it was last marked read, `seq` the last mark's number."""

    read: str | None = None
    starred: bool = False
    muted: bool = False
    seq: int = 0


def keep_mark(connection: sa.Connection, item: str, mark: Mark, now: str) -> None:
    """Writes down one mark; `now` is the time it is made (ISO 8601)."""
    connection.execute(visits.insert().values(item=item, mark=mark, made=now))


def marks(connection: sa.Connection, items: Sequence[str] | None = None) -> dict[str, Marks]:
    """The marks of the items asked for, or of all; an item that has none is left out."""
    query = sa.select(visits.c.seq, visits.c.item, visits.c.mark, visits.c.made).order_by(visits.c.seq)
    found: dict[str, Marks] = {}
    some = [items[at : at + _AT_ONCE] for at in range(0, len(items), _AT_ONCE)] if items is not None else [None]
    for part in some:
        asked = query if part is None else query.where(visits.c.item.in_(part))
        for seq, item, mark, made in connection.execute(asked):
            state = found.setdefault(item, Marks())
            state.seq = seq
            if mark == "read":
                state.read = made
            else:
                setattr(state, *_ON_AND_OFF[mark])
    return found


def last_mark(connection: sa.Connection) -> int:
    """The number of the newest mark on anything; 0 when there is none."""
    return connection.execute(sa.select(sa.func.max(visits.c.seq))).scalar() or 0
