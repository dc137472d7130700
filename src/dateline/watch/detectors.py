"""Three detectors of a rise above a series' own normal, each set to the same rate of false alarms.

The *sum* is the tail of a negative binomial for a week's incidents, the *cusum* adds up what exceeds
the mean (Page 1954), the *burst* is a two-state automaton (Kleinberg 2002) with negative-binomial
emissions. Thresholds were set by benchmarks/tempo.py to at most .12 alarm-days a month on
overdispersed calm series. Unmonitored days are stepped over: they are neither calm nor busy.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.watch.baseline import WINDOW_DAYS, Baseline, baseline

Detector = Literal["sum", "cusum", "burst"]
State = Literal["above", "normal", "no-baseline", "unmonitored"]

ALARM: Detector = "sum"
"""The detector that a verdict of "above" rests on: it catches the most at its rate of false alarms, and any of three would
have twice the rate. The others are named beside it."""

SUM_CHANCE = 10**-2.24
"""Chance of the week's sum under the baseline at or below which it alarms: .0058 (swept in benchmarks/tempo.py)."""

STILL = 1.5
"""Times the mean that the day itself must reach: an alarm-day is a day on which the rise goes on. Asking for it allows a
higher SUM_CHANCE at the same rate of alarm-days, which catches more (swept with benchmarks/tempo.py)."""

LEAST_INCIDENTS = 3
"""Incidents in the window below which nothing alarms: one report can misread two, by judgement."""

NEEDED_IN_WINDOW = 4
"""Monitored days of the window below which it is not judged: the larger half."""

CUSUM_SLACK = 0.6
CUSUM_LIMIT = 6.9
CUSUM_CAP = 4.0
"""Standard deviations: what a day may exceed the mean by for nothing, the sum that alarms, and the most one day adds."""

BURST_RATIO = 2.0
BURST_COST = 3.75
"""The busy state's rate over the normal one's, and the cost (in nats) of entering it: Kleinberg's gamma ln n with n = 28 days
and gamma 1.125."""

MEMORY_DAYS = 28
"""Days back that the cusum and the automaton look: longer rises are a new normal on its way into the baseline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the week that ends on a day amounts to, in figures.

    `state` is "above" when the sum alarms. `observed` and `expected` are incidents in the window's `days` monitored days, `ratio` the one over
    the other, `chance` the probability of at least as many under the baseline. `by` names the detectors
    that alarm. `since` is the first day of the burst, as an index, while there is one.
    """

    state: State
    observed: int | None = None
    expected: float | None = None
    ratio: float | None = None
    chance: float | None = None
    cusum: float | None = None
    days: int = 0
    by: tuple[Detector, ...] = ()
    since: int | None = None
    baseline: Baseline | None = None

    def figures(self) -> str:
        """The severity, by figures: "16 in 7 days, 7.1 expected: ×2.3, chance .0004"."""
        if self.observed is None or self.expected is None or self.ratio is None or self.chance is None:
            return {"unmonitored": "unmonitored", "no-baseline": "too few monitored days for a baseline"}.get(
                self.state, self.state
            )
        chance = f"{self.chance:.4f}".lstrip("0") if self.chance >= 0.0001 else "below .0001"
        return f"{self.observed} in {self.days} days, {self.expected:.1f} expected: ×{self.ratio:.1f}, chance {chance}"


def judge(counts: Sequence[int | None], sources: Sequence[int], at: int) -> Verdict:
    """The verdict on day `at` of a series of daily counts, None where unmonitored."""
    today = counts[at]
    if today is None:
        return Verdict(state="unmonitored")
    normal = baseline(counts, sources, at)
    if normal is None:
        return Verdict(state="no-baseline")
    window = range(max(0, at + 1 - WINDOW_DAYS), at + 1)
    seen = [i for i in window if counts[i] is not None]
    if len(seen) < NEEDED_IN_WINDOW:
        return Verdict(state="unmonitored", days=len(seen), baseline=normal)
    mean = normal.mean * _more_sources(normal, [sources[i] for i in seen])
    observed = sum(counts[i] or 0 for i in seen)
    expected = mean * len(seen)
    # The mean itself is uncertain: its error adds days/baseline to the variance of the sum.
    spread = normal.dispersion * (1 + len(seen) / normal.days)
    chance = tail(observed, expected, spread)
    memory = [counts[i] for i in range(max(0, at + 1 - MEMORY_DAYS), at + 1)]
    climb = _cusum(memory, mean, (mean * normal.dispersion) ** 0.5)
    since = _burst(memory, mean * (1 + normal.error / normal.mean), normal.dispersion)
    enough = observed >= LEAST_INCIDENTS and observed > expected
    found: list[Detector] = []
    if enough and chance <= SUM_CHANCE and today >= STILL * mean:
        found.append("sum")
    if enough and climb > CUSUM_LIMIT:
        found.append("cusum")
    if enough and since is not None:
        found.append("burst")
    return Verdict(
        state="above" if ALARM in found else "normal",
        observed=observed,
        expected=expected,
        ratio=observed / expected,
        chance=chance,
        cusum=climb,
        days=len(seen),
        by=tuple(found),
        since=None if since is None else at + 1 - len(memory) + since,
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


def _cusum(memory: Sequence[int | None], mean: float, deviation: float) -> float:
    climb = 0.0
    for count in memory:
        if count is not None:
            climb = max(0.0, climb + min((count - mean) / deviation, CUSUM_CAP) - CUSUM_SLACK)
    return climb


def _burst(memory: Sequence[int | None], mean: float, dispersion: float) -> int | None:
    """Where the busy state that the days end in began, as an index; None when they end in the normal one.

    The better path through both states (Viterbi), leaving the busy one being free as in the paper.
    """
    size = mean / (dispersion - 1)
    step = math.log((size + BURST_RATIO * mean) / (size + mean))
    lead, began = -BURST_COST, 0
    for i, count in enumerate(memory):
        if count is None:
            continue
        if lead <= -BURST_COST:
            began = i
        lead = min(max(lead, -BURST_COST), 0.0) + count * math.log(BURST_RATIO) - (count + size) * step
    return began if lead > 0 else None
