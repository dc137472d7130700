"""What a rule is put to, and what it finds there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.ledger.schema import reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule finds. `key` tells it from all else that the rule ever finds, `subject` is what it is about.

    `records` are the names of the records behind it, the telling one first; `day` is when it came about.
    """

    key: str
    subject: str
    day: str
    headline: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The reports that are news to a rule, by id, and the days to judge, the last one being today."""

    fresh: Mapping[str, Mapping[str, Any]]
    days: tuple[str, ...]

    @property
    def today(self) -> str:
        """The last day of the scope."""
        return self.days[-1]

    def narrow(self, where: Filter) -> Filter:
        """A filter that lets through little more than the fresh reports."""
        added = min((row["added"] for row in self.fresh.values()), default=None)
        return replace(where, added_since=added)

    def has(self, record: str) -> bool:
        """Whether a record stands in one of the fresh reports."""
        return record.partition("/")[0] in self.fresh

    def day(self, record: str) -> str:
        """The day on which a fresh record was printed, or else added."""
        row = self.fresh[record.partition("/")[0]]
        return str(row["day"] or row["added"][:10])


def since_report(connection: sa.Connection, after: int, now: str) -> Scope:
    """What came after a report's number, and yesterday and today: late news belongs to yesterday."""
    today = date.fromisoformat(now[:10])
    days = ((today - timedelta(days=1)).isoformat(), today.isoformat())
    return Scope(fresh=_fresh(connection, reports.c.seq > after), days=days)


def between(connection: sa.Connection, since: str, until: str) -> Scope:
    """What was printed on the days from `since` to `until`, as if every day were today in its turn."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    days = tuple((first + timedelta(days=i)).isoformat() for i in range((last - first).days + 1))
    return Scope(fresh=_fresh(connection, reports.c.day.between(since, until)), days=days)


def _fresh(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> dict[str, Mapping[str, Any]]:
    columns = (reports.c.id, reports.c.seq, reports.c.day, reports.c.added, reports.c.family, reports.c.story)
    query = sa.select(*columns).where(condition).order_by(reports.c.seq)
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}
