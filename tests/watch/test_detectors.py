"""Detectors alarm on a rise above a series' own normal, and on nothing else."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.watch.baseline import BASELINE_DAYS, GAP_DAYS, LOOK_BACK_DAYS, NEEDED_DAYS, WINDOW_DAYS, baseline
from dateline.watch.detectors import judge, tail

DAYS = BASELINE_DAYS + GAP_DAYS + WINDOW_DAYS
LAST = DAYS - 1


def alive(counts):
    return [0 if count is None else 8 for count in counts]


def verdict(counts):
    return judge(counts, alive(counts), len(counts) - 1)


@given(st.integers(0, 500), st.integers(DAYS, 2 * DAYS))
def test_a_constant_is_never_above_itself(level, days):
    found = verdict([level] * days)
    assert found.state == "normal"
    assert found.by == ()


@given(st.lists(st.sampled_from([None, 0]), min_size=1, max_size=2 * DAYS))
def test_silence_and_outage_never_alarm(counts):
    assert verdict(counts).state in {"normal", "unmonitored", "no-baseline"}


@given(st.lists(st.one_of(st.none(), st.integers(0, 60)), min_size=DAYS, max_size=DAYS + 20))
def test_unmonitored_last_day_is_said_to_be_so(counts):
    found = verdict([*counts, None])
    assert found.state == "unmonitored"
    assert found.observed is None


@settings(max_examples=40)
@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=DAYS, max_size=DAYS + 20), st.integers(1, 50))
def test_more_incidents_today_never_make_it_calmer(counts, more):
    counts[-1] = counts[-1] or 0
    before = verdict(counts)
    after = verdict([*counts[:-1], counts[-1] + more])
    assert set(before.by) <= set(after.by)


@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=DAYS, max_size=DAYS + 20))
def test_more_sources_never_make_an_alarm(counts):
    sources = alive(counts)
    doubled = [*sources[:-WINDOW_DAYS], *(2 * n for n in sources[-WINDOW_DAYS:])]
    calm, found = judge(counts, sources, len(counts) - 1), judge(counts, doubled, len(counts) - 1)
    assert set(found.by) <= set(calm.by)


@pytest.mark.parametrize("level", [1, 4, 20])
def test_tenfold_rise_is_seen_by_all_four(level):
    found = verdict([level] * (DAYS - 3) + [10 * level] * 3)
    assert found.by == ("odds", "sum", "cusum", "burst")
    assert found.state == "above"
    assert found.figures().startswith(
        f"{4 * level + 30 * level} in 7 days, {7 * (level + 0.5 / BASELINE_DAYS):.1f} expected"
    )


def test_as_many_more_sources_as_incidents_are_no_rise():
    counts = [4] * (DAYS - 7) + [12] * 7
    assert judge(counts, [5] * DAYS, LAST).state == "above"
    assert judge(counts, [5] * (DAYS - 7) + [15] * 7, LAST).state == "normal"


def test_rise_that_began_last_week_is_not_its_own_normal():
    counts = [2] * (DAYS - 12) + [8] * 12
    assert baseline(counts, alive(counts), LAST).mean == pytest.approx(2, abs=0.02)


def test_too_short_a_past_is_no_baseline():
    counts = [3] * (WINDOW_DAYS + GAP_DAYS + NEEDED_DAYS)
    assert verdict(counts).state == "normal"
    assert verdict(counts[1:]).state == "no-baseline"
    assert verdict([None if i < NEEDED_DAYS + 1 else 3 for i in range(DAYS)]).state == "no-baseline"


def test_outage_in_the_window_is_no_rise_and_no_fall():
    counts = [4] * (DAYS - 4) + [None, None, None, 4]
    found = verdict(counts)
    assert (found.state, found.days, found.observed) == ("normal", 4, 16)
    assert found.ratio == pytest.approx(1, abs=0.01)
    assert verdict([4] * (DAYS - 5) + [None, None, None, None, 40]).state == "unmonitored"


@settings(max_examples=60)
@given(st.integers(0, 300), st.floats(0.01, 200), st.floats(1.05, 20))
def test_tail_is_the_sum_of_the_masses_from_there(count, mean, dispersion):
    size, stay = mean / (dispersion - 1), 1 - 1 / dispersion
    masses = [
        math.exp(
            math.lgamma(k + size)
            - math.lgamma(size)
            - math.lgamma(k + 1)
            - size * math.log(dispersion)
            + k * math.log(stay)
        )
        for k in range(count)
    ]
    assert tail(count, mean, dispersion) == pytest.approx(max(0.0, 1 - sum(masses)), abs=1e-6)


def test_tail_is_the_share_of_draws_from_there_up():
    draws = np.random.default_rng(7).negative_binomial(10 / (2.5 - 1), 1 / 2.5, 40_000)
    for count in (5, 10, 20, 30):
        assert tail(count, 10, 2.5) == pytest.approx((draws >= count).mean(), abs=0.01)


def test_one_report_with_two_incidents_after_long_silence_is_no_alarm():
    assert verdict([0] * (LOOK_BACK_DAYS - 1) + [2]).state == "normal"
    assert verdict([0] * (LOOK_BACK_DAYS - 1) + [3]).state == "above"


def test_change_of_level_before_the_baseline_is_no_restlessness():
    steady = [1, 5] * BASELINE_DAYS
    changed = [0] * BASELINE_DAYS + [1, 5] * (BASELINE_DAYS // 2)
    after = [3] * (GAP_DAYS + WINDOW_DAYS)
    spread = [
        baseline(counts, alive(counts), len(counts) - 1).dispersion
        for counts in ([*steady, *after], [*changed, *after])
    ]
    assert spread[1] < spread[0] < 2


@given(st.integers(1, 10), st.integers(2, 5))
def test_odds_are_for_a_doubling_and_against_none(level, more):
    calm, risen = verdict([level] * DAYS), verdict([level] * (DAYS - 7) + [more * level] * 7)
    assert calm.odds < 1 < risen.odds
