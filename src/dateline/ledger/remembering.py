"""What a process remembers from one adding to the next: late reports' records as they are compared, stories' words.

A new report is compared with much the same reports and stories as the one before it. Records kept for good
change only by rereading and by people's decisions; these count up a number in the ledger, at which everything is
forgotten, in other processes too. Words of stories change with every report, so they are forgotten as well
when another process added one. Only adding remembers; what a transaction remembered that failed is forgotten with it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from dateline.ledger.schema import ledger, reports
from dateline.ledger.told import Held

MOST = 4_000
"""Lists of records remembered at once, four a report; the longest known go first. By judgement: some 50 MB."""

_CHANGES = "changes"
"""The key under which the number of rereadings and decisions is kept."""


class Memory:
    """Things about reports, by what they are and the report, at most MOST; `words` of stories as of the report `newest`."""

    def __init__(self, changes: str | None = None) -> None:
        self.changes = changes
        self.newest: int | None = None
        self.words = Held()
        self._held: dict[tuple[str, int], Any] = {}

    def found(self, what: str, reports: Iterable[int]) -> dict[int, Any]:
        """What is held of the reports, by report; those of which nothing is held are left out."""
        return {report: self._held[what, report] for report in reports if (what, report) in self._held}

    def hold(self, what: str, values: Mapping[int, Any]) -> None:
        """Holds a thing about each of some reports."""
        for report, value in values.items():
            if len(self._held) >= MOST:
                del self._held[next(iter(self._held))]
            self._held[what, report] = value


def memory_of(connection: sa.Connection) -> Memory:
    """What this process remembers of the connection's ledger; what others have changed meanwhile is forgotten."""
    changes, newest = connection.execute(_STATE).one()
    known: Memory | None = connection.info.get("memory")
    if known is None or known.changes != changes:
        known = connection.info["memory"] = Memory(changes)
    if known.newest != newest:
        known.words = Held()
    return known


def forget(connection: sa.Connection) -> None:
    """Forgets everything: the transaction in which it was last remembered failed."""
    connection.info.pop("memory", None)


def count_change(connection: sa.Connection) -> None:
    """Counts a rereading or a decision: what anybody remembers is forgotten once this is committed."""
    changes = int(connection.execute(_ASKED).scalar() or 0)
    if changes:
        connection.execute(ledger.update().where(ledger.c.key == _CHANGES).values(value=str(changes + 1)))
    else:
        connection.execute(ledger.insert().values(key=_CHANGES, value="1"))


_ASKED = sa.select(ledger.c.value).where(ledger.c.key == _CHANGES)
_STATE = sa.select(_ASKED.scalar_subquery(), sa.select(sa.func.max(reports.c.seq)).scalar_subquery())
