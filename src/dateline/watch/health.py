"""How each source is: when it answered last, what it listed last, whether that is less than usual."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from dateline.acquire.pages import moment
from dateline.ledger import Ledger
from dateline.ledger.schema import items, source_days, source_items, sources
from dateline.watch.config import Source

State = Literal["ok", "silent", "failing", "gone", "new"]
_URGENCY: tuple[State, ...] = ("failing", "silent", "gone", "new", "ok")

USUAL_DAYS = 28
"""Days that the usual rate is taken from: four whole weeks, so that each weekday counts alike."""

LEAST_DAYS = 3
"""Days a source must have been heard before it has a usual rate: fewer would make a week-end a habit."""

MISSED = 7.0
"""Items that should have come by now, by the usual rate, for a source to count as silent: with items at random, a silence
so long comes by chance once in 1,100 times (e^-7)."""

LEAST_SILENCE = timedelta(days=1)
"""No silence is shorter: most sources sleep at night."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source is. Times are ISO 8601 in UTC; rates are new items a day, None where not enough days are known.

    `drift` is the last 24 hours against the usual day: 1 is as ever, 0 is nothing. A day on which the
    source did not answer tells nothing about its rate and is left out of it.
    """

    name: str
    state: State
    last_success: str | None
    last_item: str | None
    silent_since: str | None
    usual: float | None
    last_24_hours: int
    drift: float | None
    failures: int
    pending: int
    failed: int
    problem: str | None
    moved_to: str | None
    address: str


def health(ledger: Ledger, watched: Sequence[Source], now: datetime) -> list[Health]:
    """How each source of a watch file is, in the file's order."""
    return ledger.ask(lambda connection: [_health(connection, one.name, one.address, now) for one in watched])


def health_of_all(connection: sa.Connection, now: datetime) -> list[Health]:
    """How each source is that was ever watched: those that need looking after first, then by name."""
    query = sa.select(sources.c.name, sources.c.address).order_by(sources.c.name, sources.c.address)
    found = [_health(connection, row.name, row.address, now) for row in connection.execute(query)]
    return sorted(found, key=lambda one: _URGENCY.index(one.state))


def rows(found: Sequence[Health]) -> list[dict[str, Any]]:
    """The same as rows of a table."""
    return [asdict(one) for one in found]


def _health(connection: sa.Connection, name: str, address: str, now: datetime) -> Health:
    row = connection.execute(sa.select(sources).where(sources.c.address == address)).first()
    states = items.c.state
    by_state = sa.select(states, sa.func.count()).where(items.c.source == address).group_by(states)
    counted: dict[str, int] = {row[0]: row[1] for row in connection.execute(by_state)}
    listed = source_items.c.source == address
    last_item = connection.execute(sa.select(sa.func.max(source_items.c.seen)).where(listed)).scalar()
    recent = connection.execute(
        sa.select(sa.func.count()).where(listed, source_items.c.seen > moment(now - timedelta(days=1)))
    ).scalar_one()
    usual = _usual(connection, address, now)
    silent = _is_silent(last_item, usual, now)
    return Health(
        name=name,
        state=_state(row, silent=silent),
        last_success=row.answered if row else None,
        last_item=last_item,
        silent_since=last_item if silent else None,
        usual=usual,
        last_24_hours=recent,
        drift=round(recent / usual, 2) if usual else None,
        failures=row.failures if row else 0,
        pending=counted.get("pending", 0),
        failed=counted.get("failed", 0),
        problem=row.problem if row else None,
        moved_to=row.moved_to if row else None,
        address=address,
    )


def _state(row: Any, *, silent: bool) -> State:
    if row is None or row.asked is None:
        return "new"
    if row.gone is not None:
        return "gone"
    if row.failures:
        return "failing"
    return "silent" if silent else "ok"


def _usual(connection: sa.Connection, address: str, now: datetime) -> float | None:
    """New items on a day on which the source answered. The first day does not count, which lists old ones, nor does today."""
    day = source_days.c
    first = sa.select(sa.func.min(day.day)).where(day.source == address).scalar_subquery()
    since = moment(now - timedelta(days=USUAL_DAYS))[:10]
    heard = connection.execute(
        sa.select(day["items"]).where(
            day.source == address, day.day > first, day.day >= since, day.day < moment(now)[:10], day.answers > 0
        )
    ).scalars()
    counts = list(heard)
    return round(sum(counts) / len(counts), 2) if len(counts) >= LEAST_DAYS else None


def _is_silent(last_item: str | None, usual: float | None, now: datetime) -> bool:
    if last_item is None or not usual:
        return False
    silence = now - datetime.fromisoformat(last_item)
    return silence > LEAST_SILENCE and silence / timedelta(days=1) * usual >= MISSED
