"""Detectors of a rise above a series' own normal, each set to the same rate of false alarms.

The *odds* ask whether the last week is likelier with its rate doubled on one of its days than without
(Shiryaev 1963, Roberts 1966), the *sum* how improbable the whole week is by a negative binomial, the
*cusum* adds up what exceeds the mean (Page 1954), the *burst* is a two-state automaton (Kleinberg 2002).
All count with negative binomials. Thresholds were set by benchmarks/tempo.py to at most .12 alarm-days
a month on overdispersed calm series. Unmonitored days are stepped over: they are neither calm nor busy.
"""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.watch.baseline import WINDOW_DAYS, Baseline, baseline

Detector = Literal["odds", "sum", "cusum", "burst"]
State = Literal["above", "normal", "no-baseline", "unmonitored"]

ALARM: Detector = "odds"
"""The detector that a verdict of "above" rests on: it catches the most at its rate of false alarms, and any of four would
have twice the rate. The others are named beside it."""

RISE = 2.0
"""Times the mean that a rise is held to be by the odds and the burst: the doubling that is to be noticed."""

ODDS_TO_CHANCE = 1500.0
"""The odds over the week's chance from which on they alarm. Odds alone are blind where next to nothing is normal, since there
twice as much is next to nothing too; the chance alone does not know which days were busy (swept with benchmarks/tempo.py)."""

SUM_CHANCE = 0.01
"""Chance of the week's sum under the baseline at or below which the sum alarms (swept with benchmarks/tempo.py)."""

STILL = 1.8
"""Times the mean that the day itself must reach for the odds and the sum: an alarm-day is a day on which the rise goes on.
Asking for it allows lower limits at the same rate of alarm-days, which catches more; flat from 1.6 to 1.9 (swept)."""

LEAST_INCIDENTS = 3
"""Incidents in the window below which nothing alarms: one report can misread two, by judgement."""

NEEDED_IN_WINDOW = 4
"""Monitored days of the window below which it is not judged: the larger half."""

CUSUM_SLACK = 0.6
CUSUM_LIMIT = 6.3
CUSUM_CAP = 4.0
"""Standard deviations: what a day may exceed the mean by for nothing, the sum that alarms, and the most one day adds."""

BURST_COST = 3.75
"""The cost (in nats) of entering the busy state: Kleinberg's gamma ln n with n = 28 days and gamma 1.125."""

MEMORY_DAYS = 28
"""Days back that the cusum and the automaton look: longer rises are a new normal on its way into the baseline."""

_MOST_NATS = 700.0  # a float's largest power of e


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the week that ends on a day amounts to, in figures.

    `state` is "above" when the odds alarm. `observed` and `expected` are incidents in the window's `days` monitored days,
    `ratio` the one over the other, `chance` the probability of at least as many under the baseline, `odds` how many times
    likelier the days are if the rate doubled on one of them than if it did not. `by` names the detectors that alarm.
    """

    state: State
    observed: int | None = None
    expected: float | None = None
    ratio: float | None = None
    chance: float | None = None
    odds: float | None = None
    days: int = 0
    by: tuple[Detector, ...] = ()
    baseline: Baseline | None = None

    def figures(self) -> str:
        """The severity, by figures: "23 in 7 days, 5.2 expected: ×4.4, chance .0018, odds 22"."""
        if self.observed is None or self.expected is None or self.chance is None or self.odds is None:
            return "no baseline yet" if self.state == "no-baseline" else self.state
        chance = f"{self.chance:.4f}".lstrip("0") if self.chance >= 0.0001 else "below .0001"
        odds = f"{self.odds:.2g}" if self.odds < 1 else f"{self.odds:,.0f}" if self.odds < 10_000 else "over 10,000"
        return (
            f"{self.observed} in {self.days} days, {self.expected:.1f} expected: "
            f"×{self.ratio:.1f}, chance {chance}, odds {odds}"
        )


def judge(counts: Sequence[int | None], sources: Sequence[int], at: int) -> Verdict:
    """The verdict on day `at` of a series of daily counts, None where unmonitored."""
    today = counts[at]
    if today is None:
        return Verdict(state="unmonitored")
    normal = baseline(counts, sources, at)
    if normal is None:
        return Verdict(state="no-baseline")
    window = range(max(0, at + 1 - WINDOW_DAYS), at + 1)
    seen = {i: count for i in window if (count := counts[i]) is not None}
    if len(seen) < NEEDED_IN_WINDOW:
        return Verdict(state="unmonitored", days=len(seen), baseline=normal)
    mean = normal.mean * _more_sources(normal, [sources[i] for i in seen])
    observed, expected = sum(seen.values()), mean * len(seen)
    # The mean itself is uncertain: its error adds days/baseline to the variance of the sum.
    chance = tail(observed, expected, normal.dispersion * (1 + len(seen) / normal.days))
    odds = _log_odds(list(seen.values()), mean, normal.dispersion)
    memory = [count for count in counts[max(0, at + 1 - MEMORY_DAYS) : at + 1] if count is not None]
    goes_on = today >= STILL * mean
    found: dict[Detector, bool] = {
        "odds": goes_on and odds - math.log(max(chance, sys.float_info.min)) >= math.log(ODDS_TO_CHANCE),
        "sum": goes_on and chance <= SUM_CHANCE,
        "cusum": _cusum(memory, mean, (mean * normal.dispersion) ** 0.5) > CUSUM_LIMIT,
        "burst": _is_burst(memory, mean * (1 + normal.error / normal.mean), normal.dispersion),
    }
    enough = observed >= LEAST_INCIDENTS and observed > expected
    by = tuple(name for name, alarms in found.items() if alarms and enough)
    return Verdict(
        state="above" if ALARM in by else "normal",
        observed=observed,
        expected=expected,
        ratio=observed / expected,
        chance=chance,
        odds=math.exp(min(odds, _MOST_NATS)),
        days=len(seen),
        by=by,
        baseline=normal,
    )


def tail(count: int, mean: float, dispersion: float) -> float:
    """The probability of `count` or more under a negative binomial with this mean and variance-to-mean ratio."""
    if count <= 0:
        return 1.0
    size = mean / (dispersion - 1)
    stay = 1 - 1 / dispersion
    log_mass = (
        math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
        - size * math.log(dispersion) + count * math.log(stay)
    )  # fmt: skip
    mass = math.exp(log_mass)
    if count <= mean:  # from here down is the shorter way
        below, term = 0.0, mass
        for i in range(count, 0, -1):
            term *= i / ((i - 1 + size) * stay)
            below += term
        return max(0.0, 1.0 - below)
    total, term, i = mass, mass, count
    while term > _NEGLIGIBLE * total:
        term *= (i + size) * stay / (i + 1)
        total += term
        i += 1
    return min(1.0, total)


_NEGLIGIBLE = 1e-9  # what a further term adds to a tail whose third figure nobody reads


def _more_sources(normal: Baseline, alive: Sequence[int]) -> float:
    """How many times more sources are alive than in the baseline: new feeds bring news that was always there.

    Never below 1: fewer sources make a rise no more of a rise.
    """
    now = sum(alive) / len(alive)
    return max(1.0, now / normal.sources) if normal.sources else 1.0


def _log_odds(window: Sequence[int], mean: float, dispersion: float) -> float:
    """The logarithm of the odds, each day of the window being as likely to have begun the rise; the dispersion stays."""
    size = mean / (dispersion - 1)
    risen = RISE * size
    common = math.lgamma(size) - math.lgamma(risen) - (risen - size) * math.log(dispersion)
    odds = -math.inf
    for count in window:
        begun = max(odds, 0.0) + math.log1p(math.exp(-abs(odds)))  # before this day, or on it
        odds = begun + math.lgamma(count + risen) - math.lgamma(count + size) + common
    return odds - math.log(len(window))


def _cusum(memory: Sequence[int], mean: float, deviation: float) -> float:
    climb = 0.0
    for count in memory:
        climb = max(0.0, climb + min((count - mean) / deviation, CUSUM_CAP) - CUSUM_SLACK)
    return climb


def _is_burst(memory: Sequence[int], mean: float, dispersion: float) -> bool:
    """Whether the days end in the busy state.

    The better path through both states (Viterbi), leaving the busy one being free as in the paper.
    """
    size = mean / (dispersion - 1)
    step = math.log((size + RISE * mean) / (size + mean))
    lead = -BURST_COST
    for count in memory:
        lead = min(max(lead, -BURST_COST), 0.0) + count * math.log(RISE) - (count + size) * step
    return lead > 0
