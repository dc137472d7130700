"""Where the level of a series changed, looking back over the whole of it: for reports, not for alarms."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dateline.extras import extra

LEAST_DAYS = 7
"""Shortest stretch that is a level of its own: a whole week, so that weekdays weigh alike."""

PENALTY = 3.0
"""Times ln n that one more change must gain in squared error of the roots, in units of their own variance: the Bayesian
information criterion's 1 for each of a change's place and level, and 1 for the dependence of days. By judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change on the day with index `at`: mean incidents a day before and from then on, and their ratio (None from 0)."""

    at: int
    before: float
    after: float
    ratio: float | None


def change_points(counts: Sequence[int | None]) -> list[Change]:
    """The changes of level of daily counts, by PELT (Killick 2012) on square roots; unmonitored days are stepped over.

    Roots of counts have much the same variance at every level. Raises InputError without the extra `trends`.
    """
    ruptures = extra("ruptures", "trends", "finding change points")
    days = [i for i, count in enumerate(counts) if count is not None]
    if len(days) < 2 * LEAST_DAYS:
        return []
    values = np.array([counts[i] for i in days], dtype=float)
    roots = np.sqrt(values + 3 / 8)  # Anscombe 1948
    # The noise by differences of neighbours: changes of level hardly touch it.
    noise = float(np.median(np.diff(roots) ** 2)) / _MEDIAN_OF_SQUARES / 2
    if noise == 0.0:
        noise = 1 / 4  # the variance of a Poisson count's root
    found = ruptures.KernelCPD(kernel="linear", min_size=LEAST_DAYS).fit(roots.reshape(-1, 1))
    ends = found.predict(pen=PENALTY * noise * float(np.log(len(days))))
    starts = [0, *ends[:-1]]
    levels = [float(values[start:end].mean()) for start, end in zip(starts, ends, strict=True)]
    return [
        Change(
            at=days[start],
            before=round(before, 2),
            after=round(after, 2),
            ratio=round(after / before, 2) if before else None,
        )
        for start, (before, after) in zip(starts[1:], pairwise(levels), strict=True)
    ]


_MEDIAN_OF_SQUARES = 0.4549  # of a standard normal: the median of chi-square with one degree of freedom
