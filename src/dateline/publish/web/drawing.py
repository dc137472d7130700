"""Small drawings made on the server: they print, need no script, and their numbers stand beside them as text."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

_DRAWING = Markup(
    '<svg class="{kind}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
    'aria-hidden="true" focusable="false"{more}>{parts}</svg>'
)
_BAR = Markup('<rect x="{}" y="{}" width="{}" height="{}"/>')

LOGARITHMIC_FROM = 100
"""Ratio of the largest figure to the smallest from which a scale is logarithmic: below, a small bar is still seen."""

MARGIN_DAYS = 7
"""Days that a strip shows before a story's first report and after its last; what lies farther is counted at the edge."""

WIDEST_BAR = 16.0  # of 960: few days still look like days, not like blocks

MOST_DAYS = 400  # bars of a strip: one a pixel and a half on a wide screen


def sparkline(values: Sequence[int], *, width: int = 96, height: int = 20) -> Markup:
    """A bar a day; the tallest fills the height."""
    if not values:
        return Markup("")
    top = max(*values, 1)
    step = width / len(values)
    bars = [
        _BAR.format(_f(i * step), _f(height - tall), _f(max(step - 1, 0.8)), _f(tall))
        for i, value in enumerate(values)
        if (tall := max(1.5, value / top * height) if value else 0.75)
    ]
    return _DRAWING.format(kind="spark", width=width, height=height, more="", parts=Markup("").join(bars))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Where numbers stand on a line that is 100 wide, from 0."""

    top: float
    bottom: float
    logarithmic: bool

    def at(self, value: float) -> float:
        """The place of a number, 0 to 100."""
        if self.top <= 0:
            return 0.0
        if not self.logarithmic:
            return min(100.0, max(0.0, value / self.top * 100))
        low = math.log10(self.bottom) - 0.2  # so that the smallest has a length too
        return min(100.0, max(0.0, (math.log10(max(value, self.bottom)) - low) / (math.log10(self.top) - low) * 100))


def scale(rows: Sequence[Mapping[str, Any]]) -> Scale:
    """A scale that holds every number of the rows."""
    numbers = [float(row[key]) for row in rows for key in ("value", "low", "high") if row[key]]
    positive = [number for number in numbers if number > 0]
    top, bottom = max(positive, default=0.0), min(positive, default=1.0)
    return Scale(top=top * 1.02, bottom=bottom, logarithmic=top / bottom >= LOGARITHMIC_FROM)


def interval(row: Mapping[str, Any], on: Scale) -> Markup:
    """A figure as a bar from its low to its high; an open end fades out, a single number is a tick."""
    low, high, value = row["low"], row["high"], row["value"]
    if low is None and high is None and value is None:
        return Markup("")
    start = on.at(low) if low is not None else 0.0
    end = on.at(high) if high is not None else 100.0
    parts = [Markup('<line class="ground" x1="0" x2="200" y1="9" y2="9"/>')]
    if low is not None and low == high:
        parts.append(Markup('<rect class="reach" x="0" y="7.5" width="{}" height="3"/>').format(_f(2 * start)))
    elif end > start:
        kind = "reach open" if high is None or low is None else "reach"
        parts.append(
            Markup('<rect class="{}" x="{}" y="5.5" width="{}" height="7"/>').format(
                kind, _f(2 * start), _f(2 * (end - start))
            )
        )
    if value is not None:
        parts.append(
            Markup('<rect class="tick" x="{}" y="2.5" width="2.5" height="13"/>').format(
                _f(min(2 * on.at(value), 197.5))
            )
        )
    return _DRAWING.format(kind="interval", width=200, height=18, more="", parts=Markup("").join(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A story's days: what happened above the line, who reported below it."""

    first: str
    last: str
    drawing: Markup
    earlier: int
    later: int


def strip(
    events: Mapping[str, int],
    origins: Mapping[str, int],
    first: str | None,
    last: str | None,
    chosen: tuple[str | None, str | None] = (None, None),
    width: int = 960,
) -> Strip | None:
    """The strip from a story's first report to its last, with a margin; None for a story without days."""
    if first is None or last is None:
        return None
    start = date.fromisoformat(first) - timedelta(days=MARGIN_DAYS)
    end = date.fromisoformat(last) + timedelta(days=MARGIN_DAYS)
    start = max(start, end - timedelta(days=MOST_DAYS))
    days = [(start + timedelta(days=i)).isoformat() for i in range((end - start).days + 1)]
    up, down, tall, deep = max([*events.values(), 1]), max([*origins.values(), 1]), 52, 22
    step = width / len(days)
    thick = min(WIDEST_BAR, max(step - min(2.0, step / 4), 0.8))
    parts: list[Markup] = []
    low, high = chosen
    if low or high:
        from_ = max(0, _index(days, low, 0))
        to = min(len(days) - 1, _index(days, high, len(days) - 1))
        if to >= from_:
            parts.append(
                Markup('<rect class="chosen" x="{}" y="0" width="{}" height="78"/>').format(
                    _f(from_ * step), _f((to - from_ + 1) * step)
                )
            )
    for i, day in enumerate(days):
        if events.get(day):
            size = max(2.0, events[day] / up * tall)
            parts.append(
                Markup('<rect class="events" x="{}" y="{}" width="{}" height="{}"/>').format(
                    _f((i + 0.5) * step - thick / 2), _f(tall - size), _f(thick), _f(size)
                )
            )
        if origins.get(day):
            size = max(2.0, origins[day] / down * deep)
            parts.append(
                Markup('<rect class="origins" x="{}" y="{}" width="{}" height="{}"/>').format(
                    _f((i + 0.5) * step - thick / 2), _f(tall + 2), _f(thick), _f(size)
                )
            )
    parts.append(Markup('<line class="ground" x1="0" x2="{}" y1="53" y2="53"/>').format(width))
    parts.extend(_ticks(days, step))
    more = Markup(' data-strip data-first="{}" data-days="{}" preserveAspectRatio="none"').format(days[0], len(days))
    return Strip(
        first=days[0],
        last=days[-1],
        drawing=_DRAWING.format(kind="strip", width=width, height=78, more=more, parts=Markup("").join(parts)),
        earlier=sum(count for day, count in events.items() if day < days[0]),
        later=sum(count for day, count in events.items() if day > days[-1]),
    )


def largest(rows: Sequence[Mapping[str, Any]], key: str) -> float:
    """The largest number of a column, its sign left out."""
    return max((abs(row[key]) for row in rows if row[key]), default=1.0)


def bar(value: float | None, top: float, kind: str) -> Markup:
    """A number as a bar; one below 0 runs to the left of the middle."""
    size = 100 * abs(value or 0) / top / (2 if kind == "tension" else 1)
    start = 0.0 if kind != "tension" else 50.0 - (size if (value or 0) < 0 else 0)
    parts = Markup('<rect class="{}" x="{}" y="2" width="{}" height="8"/>').format(kind, _f(start), _f(size))
    return _DRAWING.format(kind="bar-line", width=100, height=12, more="", parts=parts)


def _ticks(days: Sequence[str], step: float) -> list[Markup]:
    """A mark where a month begins."""
    return [
        Markup('<line class="month" x1="{0}" x2="{0}" y1="0" y2="78"/>').format(_f(i * step))
        for i, day in enumerate(days)
        if i and day.endswith("-01")
    ]


def _index(days: Sequence[str], day: str | None, default: int) -> int:
    if not day:
        return default
    return (date.fromisoformat(day) - date.fromisoformat(days[0])).days


def _f(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
