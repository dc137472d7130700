"""A daily series with the alarms that it would have raised, as one SVG to look at.

usage: python benchmarks/tempo_picture.py DAILY.csv OUT.svg TITLE [SOURCE_NOTE]

DAILY.csv has a header and the columns day and count; a day that is missing was monitored and empty.
Prints when alarms began and the changes of level found looking back.
"""

import csv
import sys
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from dateline.watch.baseline import WINDOW_DAYS
from dateline.watch.changepoints import change_points
from dateline.watch.detectors import Verdict, judge

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 980, 330, 44, 74, 50


def main(arguments: list[str]) -> None:
    if len(arguments) not in {3, 4}:
        sys.exit(__doc__)
    days, counts = read(Path(arguments[0]))
    verdicts = [judge(counts, [1] * len(counts), at) for at in range(len(counts))]
    alarms = [at for at, verdict in enumerate(verdicts) if verdict.state == "above"]
    episodes = [at for at in alarms if not any(at - 7 <= other < at for other in alarms)]
    judged = sum(verdict.state in {"above", "normal"} for verdict in verdicts)
    print(f"{len(days)} days, {judged} judged, {len(alarms)} alarm-days in {len(episodes)} episodes, begun:")
    for at in episodes:
        print(f"  {days[at]}  {verdicts[at].figures()}  [{' '.join(verdicts[at].by)}]")
    changes = change_points(list(counts))
    for change in changes:
        print(f"level from {days[change.at]}: {change.before} -> {change.after} a day")
    note = arguments[3] if len(arguments) == 4 else ""
    Path(arguments[1]).write_text(drawn(days, counts, verdicts, [c.at for c in changes], arguments[2], note), "utf-8")


def read(path: Path) -> tuple[list[str], list[int]]:
    with path.open(encoding="utf-8") as file:
        found = {row["day"]: int(row["count"]) for row in csv.DictReader(file)}
    first, last = date.fromisoformat(min(found)), date.fromisoformat(max(found))
    days = [(first + timedelta(days=i)).isoformat() for i in range((last - first).days + 1)]
    return days, [found.get(day, 0) for day in days]


def drawn(
    days: list[str], counts: list[int], verdicts: list[Verdict], changes: list[int], title: str, note: str
) -> str:
    step = (WIDTH - LEFT - 10) / len(days)
    top = max(counts) or 1
    x = [LEFT + step * (i + 0.5) for i in range(len(days))]

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top, 1)

    bars = "".join(
        f'<rect x="{LEFT + step * i:.2f}" y="{y(count)}" width="{max(step * 0.8, 0.4):.2f}" height="{HEIGHT - BOTTOM - y(count):.1f}"/>'
        for i, count in enumerate(counts)
        if count
    )
    week = " ".join(f"{x[i]:.1f},{y(sum(counts[i - 6 : i + 1]) / WINDOW_DAYS)}" for i in range(6, len(days)))
    normal = " ".join(
        f"{x[i]:.1f},{y((verdict.expected or 0) / verdict.days)}"
        for i, verdict in enumerate(verdicts)
        if verdict.expected is not None and verdict.days
    )
    dots = "".join(
        f'<circle cx="{x[i]:.1f}" cy="{TOP - 8}" r="2.6"/>' for i, v in enumerate(verdicts) if v.state == "above"
    )
    lines = "".join(f'<line x1="{x[i]:.1f}" x2="{x[i]:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>' for i in changes)
    months = "".join(
        f'<text x="{x[i]:.1f}" y="{HEIGHT - BOTTOM + 16}">{day[:7]}</text>'
        for i, day in enumerate(days)
        if day.endswith("-01") and day[5:7] in {"01", "04", "07", "10"}
    )
    ticks = "".join(f'<text x="{LEFT - 6}" y="{y(v) + 4}" text-anchor="end">{v}</text>' for v in (0, top // 2, top))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">
<style>
svg {{ background: #fff }}
text {{ font: 12px sans-serif; fill: #333 }}
.title {{ font-size: 15px; font-weight: bold }}
.bars {{ fill: #b9c4cf }}
.week {{ fill: none; stroke: #1f4e79; stroke-width: 1.6 }}
.normal {{ fill: none; stroke: #777; stroke-width: 1.2; stroke-dasharray: 5 3 }}
.alarms {{ fill: #b3261e }}
.changes {{ stroke: #2e7d32; stroke-width: 1; stroke-dasharray: 2 3 }}
.axis {{ text-anchor: middle }}
</style>
<text class="title" x="{LEFT}" y="20">{escape(title)}</text>
<g transform="translate({LEFT},38)">
<rect class="bars" width="10" height="10" y="-9"/><text x="15">incidents a day</text>
<path class="week" d="M130 -4h20"/><text x="155">mean of 7 days</text>
<path class="normal" d="M265 -4h20"/><text x="290">own normal (56 days, a week before)</text>
<g class="alarms"><circle cx="512" cy="-4" r="2.6"/></g><text x="520">alarm-day</text>
<path class="changes" d="M600 -4h20"/><text x="625">change of level, looking back</text>
</g>
<g class="bars">{bars}</g>
<polyline class="week" points="{week}"/>
<polyline class="normal" points="{normal}"/>
<g class="changes">{lines}</g>
<g class="alarms">{dots}</g>
<g class="axis">{months}</g>
{ticks}
<text x="{LEFT}" y="{HEIGHT - 12}">{escape(note)}</text>
</svg>
"""


if __name__ == "__main__":
    main(sys.argv[1:])
