"""When to ask again."""

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.watch.played import START

from dateline.watch.patience import (
    LONGEST_HOLD,
    LONGEST_PACE,
    MOST_BACK_OFF,
    asked_pace,
    later,
    next_poll,
    quick,
    retry_after,
)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "-5"}, 0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "31536000"}, 86400),
        ({"retry-after": "1e400"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "Mon, 02 Feb 2026 00:01:00 GMT"}, 60),
        ({"retry-after": "Mon, 02 Feb 2026 00:01:00 GMT", "date": "Mon, 02 Feb 2026 00:00:30 GMT"}, 30),
        ({"retry-after": "Sun, 01 Feb 2026 00:00:00 GMT"}, 0),
        ({"retry-after": "Mon, 02 Feb 2026 00:01:00 GMT", "date": "yesterday"}, 60),
        ({"retry-after": "later"}, None),
    ],
)  # fmt: skip
def test_retry_after(headers, seconds):
    found = retry_after(headers, START)
    assert found == (timedelta(seconds=seconds) if seconds is not None else None)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_retry_after_is_a_wait_within_measure_or_none(value, date):
    found = retry_after({"retry-after": value, "date": date}, START)
    assert found is None or timedelta(0) <= found <= LONGEST_HOLD


def test_waits_grow_and_are_spread():
    chance = random.Random(1)
    assert quick(1, chance) < timedelta(seconds=2) < quick(3, chance) < timedelta(seconds=7)
    waits = [later(attempts, chance) for attempts in range(1, 12)]
    assert waits[0] == timedelta(0)
    assert waits[1] >= timedelta(minutes=10)
    assert waits[-1] <= timedelta(hours=18)
    assert len({quick(1, chance) for _ in range(20)}) == 20


def test_source_that_fails_is_asked_ever_less_often_and_never_never():
    chance = random.Random(1)
    every = timedelta(minutes=15)
    assert next_poll(every, 0, chance) < next_poll(every, 1, chance) < next_poll(every, 2, chance)
    assert next_poll(every, 10**6, chance) <= MOST_BACK_OFF * 1.05
    assert next_poll(timedelta(days=2), 5, chance) >= timedelta(days=1.9)


@pytest.mark.parametrize(
    ("pace", "control", "asked"),
    [
        (None, None, None),
        (3600, None, 3600),
        (None, "public, max-age=600", 600),
        (3600, "max-age=600", 3600),
        (60, "MAX-AGE = 600", 600),
        (None, "no-cache, max-age=0", None),
        (None, "s-maxage=900", None),
        (7 * 86400, None, LONGEST_PACE.total_seconds()),
        (None, f"max-age={10**9 - 1}", LONGEST_PACE.total_seconds()),
        (-5, "max-age=x", None),
    ],
)
def test_pace_is_the_slower_of_what_a_feed_and_its_server_ask_for(pace, control, asked):
    assert asked_pace(pace, {"cache-control": control} if control else {}) == asked
