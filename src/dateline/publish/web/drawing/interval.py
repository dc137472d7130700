"""A figure as what it allows: from its low to its high, open where it is open."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dateline.publish.web.drawing.svg import box, frame, line

LOGARITHMIC_FROM = 100
"""Ratio of the largest figure to the smallest from which a scale is logarithmic: below, a small bar is still seen."""

WIDTH = 200
_TICK = 2.5
_ROOM = 1.02  # the largest figure ends just before the edge, where open ends run to


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Where numbers stand on a line, from 0 at its left end to `top` at its right."""

    top: float
    bottom: float
    logarithmic: bool

    def at(self, value: float) -> float:
        """The place of a number, 0 to WIDTH."""
        if self.top <= 0:
            return 0.0
        share = value / self.top
        if self.logarithmic:
            low = math.log10(self.bottom) - 0.2  # so that the smallest has a length too
            share = (math.log10(max(value, self.bottom)) - low) / (math.log10(self.top) - low)
        return WIDTH * min(1.0, max(0.0, share))


def scale(rows: Sequence[Mapping[str, Any]]) -> Scale:
    """A scale that holds every number of the rows."""
    numbers = [float(row[key]) for row in rows for key in ("value", "low", "high") if row[key]]
    positive = [number for number in numbers if number > 0]
    top, bottom = max(positive, default=0.0), min(positive, default=1.0)
    return Scale(top=top * _ROOM, bottom=bottom, logarithmic=top / bottom >= LOGARITHMIC_FROM)


def interval(row: Mapping[str, Any], on: Scale) -> Markup:
    """A figure as a bar from its low to its high, fainter when an end is open, and a tick where it was printed."""
    low, high, value = row["low"], row["high"], row["value"]
    if low is None and high is None and value is None:
        return Markup("")
    start, end = (on.at(low) if low is not None else 0.0), (on.at(high) if high is not None else float(WIDTH))
    parts = [line("ground", (0, WIDTH), (9, 9))]
    if low is not None and low == high:
        parts.append(box("reach", 0, 7.5, start, 3))
    elif end > start:
        parts.append(box("reach" if None not in {low, high} else "reach open", start, 5.5, end - start, 7))
    if value is not None:
        parts.append(box("tick", min(on.at(value), WIDTH - _TICK), 2.5, _TICK, 13))
    return frame("interval", WIDTH, 18, parts)
