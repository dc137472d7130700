"""The own normal of a series: what its trailing days, with a gap before the days judged, lead to expect."""

from collections.abc import Sequence
from dataclasses import dataclass

BASELINE_DAYS = 56
"""Eight whole weeks, so that weekdays weigh alike; the length used by public-health surveillance (Hutwagner 2003) and here."""

SPREAD_BLOCKS = 3
"""Blocks of BASELINE_DAYS that the dispersion is taken from: half a year. A mean must follow a series; how restless it is
changes slowly, and takes more days to know (swept with benchmarks/tempo.py)."""

GAP_DAYS = 7
"""Days between the baseline and the days judged: a rise that began last week does not become its own normal."""

WINDOW_DAYS = 7
"""Days judged together: one whole week."""

LOOK_BACK_DAYS = SPREAD_BLOCKS * BASELINE_DAYS + GAP_DAYS + WINDOW_DAYS
"""Days, the judged one included, that a verdict looks at."""

NEEDED_DAYS = 28
"""Monitored days below which there is no baseline, and a block says nothing of the dispersion: half of it, by judgement."""

PRIOR_DISPERSION = 2.0
PRIOR_DAYS = 14
"""The variance-to-mean ratio that a series is held to have until its own days say otherwise, worth 14 of them: the value at
which calm series of ratio 1.5, 2 and 3 raise nearest to equally many alarms (benchmarks/tempo.py)."""

LEAST_DISPERSION = 1.05
"""A ratio of 1 is the Poisson limit, where the negative binomial has no size; counts of news never get below it."""

PRIOR_INCIDENTS = 0.5
"""Added to the baseline's incidents (Jeffreys' prior for a Poisson rate): no rate is exactly none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Incidents a day, their variance-to-mean ratio, the monitored days they come from and the sources alive then."""

    mean: float
    dispersion: float
    days: int
    sources: float

    @property
    def error(self) -> float:
        """The standard error of the mean."""
        return float((self.mean * self.dispersion / self.days) ** 0.5)


def baseline(counts: Sequence[int | None], sources: Sequence[int], at: int) -> Baseline | None:
    """The baseline for judging the week that ends on day `at`; None when too few of its days were monitored."""
    end = at + 1 - WINDOW_DAYS - GAP_DAYS
    start = max(0, end - BASELINE_DAYS)
    kept = [
        (count, alive) for count, alive in zip(counts[start:end], sources[start:end], strict=True) if count is not None
    ]
    days = len(kept)
    if end <= 0 or days < NEEDED_DAYS:
        return None
    return Baseline(
        mean=(sum(count for count, _ in kept) + PRIOR_INCIDENTS) / days,
        dispersion=_dispersion(counts, end),
        days=days,
        sources=sum(alive for _, alive in kept) / days,
    )


def _dispersion(counts: Sequence[int | None], end: int) -> float:
    """The variance-to-mean ratio before day `end`, each block beside its own mean: a change of level is no restlessness."""
    days, ratios = PRIOR_DAYS, PRIOR_DISPERSION * PRIOR_DAYS
    for last in range(end, max(0, end - SPREAD_BLOCKS * BASELINE_DAYS), -BASELINE_DAYS):
        block = [count for count in counts[max(0, last - BASELINE_DAYS) : last] if count is not None]
        if len(block) < NEEDED_DAYS:
            continue
        total, squares = sum(block), sum(count * count for count in block)
        variance = (squares - total * total / len(block)) / (len(block) - 1)
        days += len(block)
        ratios += len(block) * (variance / total * len(block) if total else 1.0)
    return max(ratios / days, LEAST_DISPERSION)
