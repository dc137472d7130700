"""When to ask again: back-off with jitter, and what `Retry-After` says.

Waits are moments in a schedule and not sleeps, because a retry may be hours away and must outlive
the process that decided on it.
"""

import math
import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MOST_TRIES = 3
"""Requests for one thing in a row, a second or two apart, before it is left for later: most faults of the network are
over by then."""

QUICK_SECONDS = 1.0
"""The wait before the first of these retries; it doubles, and is spread by half either way."""

LATER_MINUTES = (0, 10, 30, 120, 360, 720)
"""The least wait after the first, second, ... time that a page was left for later. The first time the next round tries
again; after the last, twice a day."""

GIVE_UP_AFTER = timedelta(days=3)
"""How long a page is asked for after it was first listed: outages are over by then, and the news is old."""

MOST_BACK_OFF = timedelta(hours=6)
"""The longest wait between two polls of a source that fails: four times a day is enough to notice that it is back."""

LONGEST_PACE = timedelta(hours=6)
"""The slowest pace that a feed can ask for: some say `daily` and print by the hour."""

LONGEST_HOLD = timedelta(days=1)
"""How much of a `Retry-After` is honoured at a time; after it the host may ask again."""

DEFAULT_HOLD = timedelta(seconds=5)
"""How long a host that answers 429 without saying how long to wait is left alone before the next of the quick tries."""


_MAX_AGE = re.compile(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,9})\b", re.IGNORECASE)


def quick(tries: int, chance: random.Random) -> timedelta:
    """The wait before trying again at once, after so many tries."""
    return timedelta(seconds=QUICK_SECONDS * (1 << (tries - 1)) * chance.uniform(0.5, 1.5))


def later(attempts: int, chance: random.Random) -> timedelta:
    """The wait before the next round of tries for a page, after so many rounds."""
    minutes = LATER_MINUTES[min(attempts, len(LATER_MINUTES)) - 1]
    return timedelta(minutes=minutes * chance.uniform(1.0, 1.5))


def next_poll(every: timedelta, failures: int, chance: random.Random) -> timedelta:
    """The wait before a source's next poll: its own pace, slower the more often it failed in a row.

    A tenth of jitter keeps sources that were started together from being asked together for ever.
    """
    slowed = min(every * (1 << min(failures, 10)), max(every, MOST_BACK_OFF))
    return slowed * chance.uniform(0.95, 1.05)


def asked_pace(pace: int | None, headers: Mapping[str, str]) -> int | None:
    """Seconds that a source wants to be left alone after an answer: what its document says, or its `Cache-Control`.

    At most LONGEST_PACE; None where it asks for nothing.
    """
    fresh = _MAX_AGE.search(headers.get("cache-control", ""))
    asked = max(pace or 0, int(fresh[1]) if fresh is not None else 0)
    return min(asked, round(LONGEST_PACE.total_seconds())) or None


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long a server asks to be left alone, in seconds or until a date; None when it does not say.

    A date is measured from the server's own `Date`, since its clock need not agree with ours.
    """
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        until, from_ = _date(value), _date(headers.get("date", "")) or now
        return None if until is None else _within(until - from_)
    return _within(timedelta(seconds=min(seconds, LONGEST_HOLD.total_seconds()))) if math.isfinite(seconds) else None


def _within(wait: timedelta) -> timedelta:
    return max(timedelta(0), min(wait, LONGEST_HOLD))


def _date(text: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)
