"""A story's days as a strip: what happened above the line, who reported it below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from dateline.publish.web.drawing.svg import box, frame, line

MARGIN_DAYS = 7
"""Days that a strip shows before a story's first report and after its last; what lies farther is counted at the edge."""

MOST_DAYS = 400
"""Days on one strip at most, the latest: on a wide screen a day is then still two pixels."""

WIDTH, UP, DOWN = 960, 52, 22
HEIGHT = UP + 4 + DOWN
_WIDEST, _LEAST = 16.0, 2.0  # of a bar: few days still look like days and not like blocks, and one event is seen

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The drawing, its first and last day, and how many events lie outside them."""

    first: str
    last: str
    drawing: Markup
    earlier: int
    later: int


def strip(
    events: Counts,
    origins: Counts,
    first: str | None,
    last: str | None,
    chosen: tuple[str | None, str | None] = (None, None),
) -> Strip | None:
    """The strip from a story's first report to its last, with a margin; None for a story without days."""
    if first is None or last is None:
        return None
    end = date.fromisoformat(last) + timedelta(days=MARGIN_DAYS)
    start = max(date.fromisoformat(first) - timedelta(days=MARGIN_DAYS), end - timedelta(days=MOST_DAYS))
    days = [(start + timedelta(days=i)).isoformat() for i in range((end - start).days + 1)]
    step = WIDTH / len(days)
    parts = [
        *_chosen(days, chosen, step),
        *_bars(days, events, step, "events"),
        *_bars(days, origins, step, "origins"),
        line("ground", (0, WIDTH), (UP + 1, UP + 1)),
        *(line("month", (i * step, i * step), (0, HEIGHT)) for i, day in enumerate(days) if i and day.endswith("-01")),
    ]
    more = Markup(' data-strip data-first="{}" data-days="{}" preserveAspectRatio="none"').format(days[0], len(days))
    return Strip(
        first=days[0],
        last=days[-1],
        drawing=frame("strip", WIDTH, HEIGHT, parts, more),
        earlier=sum(count for day, count in events.items() if day < days[0]),
        later=sum(count for day, count in events.items() if day > days[-1]),
    )


def _bars(days: Sequence[str], counts: Counts, step: float, kind: str) -> list[Markup]:
    """A bar for each day that counts something; events grow upwards, origins downwards."""
    top, room = max([*counts.values(), 1]), UP if kind == "events" else DOWN
    width = min(_WIDEST, max(step * 0.8, step - _LEAST))
    bars: list[Markup] = []
    for i, day in enumerate(days):
        if counts.get(day):
            size = max(_LEAST, counts[day] / top * room)
            bars.append(box(kind, (i + 0.5) * step - width / 2, UP - size if kind == "events" else UP + 2, width, size))
    return bars


def _chosen(days: Sequence[str], chosen: tuple[str | None, str | None], step: float) -> list[Markup]:
    """The days chosen, behind everything."""
    since, until = chosen
    shown = [i for i, day in enumerate(days) if (not since or day >= since) and (not until or day <= until)]
    if not shown or not (since or until):
        return []
    return [box("chosen", shown[0] * step, 0, len(shown) * step, HEIGHT)]
