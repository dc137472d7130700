"""Counts as bars: a line of days, or one number."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from dateline.publish.web.drawing.svg import box, frame

_LEAST, _NOTHING = 1.5, 0.75  # heights: one is seen beside a hundred, and a day without is seen to be a day


def sparkline(values: Sequence[int], *, width: int = 96, height: int = 20) -> Markup:
    """A bar a day; the tallest fills the height."""
    if not values:
        return Markup("")
    top, step = max(*values, 1), width / len(values)
    tall = [max(_LEAST, value / top * height) if value else _NOTHING for value in values]
    return frame(
        "spark",
        width,
        height,
        [box("", i * step, height - size, max(step - 1, 0.8), size) for i, size in enumerate(tall)],
    )


def largest(rows: Sequence[Mapping[str, Any]], key: str) -> float:
    """The largest number of a column, its sign left out."""
    return max((abs(row[key]) for row in rows if row[key]), default=1.0)


def bar(value: float | None, top: float, kind: str) -> Markup:
    """A number as a bar; tension runs to the right of the middle above 0, and to the left below."""
    amount = value or 0.0
    if kind != "tension":
        return frame("bar-line", 100, 12, [box(kind, 0, 2, 100 * amount / top, 8)])
    size = 50 * abs(amount) / top
    return frame("bar-line", 100, 12, [box(kind, 50 - size if amount < 0 else 50, 2, size, 8)])
