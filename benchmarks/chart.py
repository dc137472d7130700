"""Small charts as SVG, without a library: they print, read aloud, and follow the reader's light or dark.

usage from another benchmark: chart.bars(path, title, [("stock spaCy", 115.5), …], unit="ms")
                              chart.lines(path, title, {"dateline": [(600, 126), …]}, x="words", y="ms")
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH = 640
ROW, LABEL, RIGHT = 30, 240, 140
PLOT_HEIGHT, MARGIN, KEY = 220, 60, 24
COLOURS = ("#1f6f8b", "#b5522b", "#5b7f2b", "#6b5b95")
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.quiet{fill:#666}line,path{stroke:#999;fill:none}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.quiet{fill:#aaa}}"
)


def bars(path: Path, title: str, values: Sequence[tuple[str, float]], *, unit: str) -> None:
    """One bar a value, its number beside it; the first is the measure, the others say how many times it."""
    most, base = max(value for _, value in values), values[0][1]
    parts = []
    for i, (name, value) in enumerate(values):
        y = 40 + i * ROW
        width = (WIDTH - LABEL - RIGHT) * value / most
        times = "" if not i else f" ({value / base:.2f}×)"
        parts += [
            f'<text x="{LABEL - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{LABEL}" y="{y}" width="{width:.1f}" height="20" fill="{COLOURS[bool(i)]}"/>',
            f'<text x="{LABEL + width + 6:.1f}" y="{y + 15}" class="quiet">{value:,.4g} {escape(unit)}{times}</text>',
        ]
    said = "; ".join(f"{name} {value:,.4g} {unit}" for name, value in values)
    _write(path, title, said, 50 + len(values) * ROW, parts)


def lines(path: Path, title: str, series: Mapping[str, Sequence[tuple[float, float]]], *, x: str, y: str) -> None:
    """A line a series over a logarithmic axis; the vertical axis begins at nought, so that flat looks flat."""
    points = [point for line in series.values() for point in line]
    low, high = math.log10(min(at for at, _ in points)), math.log10(max(at for at, _ in points))
    top = 1.15 * max(value for _, value in points)

    def place(at: float, value: float) -> tuple[float, float]:
        across = (math.log10(at) - low) / max(1e-9, high - low)
        return MARGIN + across * (WIDTH - 2 * MARGIN), 40 + PLOT_HEIGHT * (1 - value / top)

    floor = 40 + PLOT_HEIGHT
    parts = [f'<line x1="{MARGIN}" y1="{floor}" x2="{WIDTH - MARGIN}" y2="{floor}"/>']
    for at in sorted({at for at, _ in points}):
        parts.append(f'<text x="{place(at, 0)[0]:.0f}" y="{floor + 18}" text-anchor="middle">{at:,.0f}</text>')
    parts.append(f'<text x="{WIDTH - MARGIN}" y="{floor + 36}" text-anchor="end" class="quiet">{escape(x)}</text>')
    parts.append(f'<text x="{MARGIN}" y="36" class="quiet">{escape(y)}</text>')
    for i, (name, line) in enumerate(series.items()):
        placed = [place(*point) for point in line]
        drawn = " ".join(f"{'L' if j else 'M'}{a:.1f} {b:.1f}" for j, (a, b) in enumerate(placed))
        parts.append(f'<path d="{drawn}" style="stroke:{COLOURS[i]};stroke-width:2"/>')
        for (a, b), (_, value) in zip(placed, line, strict=True):
            parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{COLOURS[i]}"/>')
            parts.append(f'<text x="{a:.1f}" y="{b - 8:.1f}" text-anchor="middle">{value:,.4g}</text>')
        parts.append(f'<rect x="{MARGIN + i * 200}" y="{floor + 46}" width="12" height="12" fill="{COLOURS[i]}"/>')
        parts.append(f'<text x="{MARGIN + i * 200 + 18}" y="{floor + 57}">{escape(name)}</text>')
    said = "; ".join(f"{name}: " + ", ".join(f"{v:,.4g} at {a:,.0f}" for a, v in line) for name, line in series.items())
    _write(path, title, said, floor + 46 + KEY, parts)


def _write(path: Path, title: str, said: str, height: float, parts: Sequence[str]) -> None:
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc><style>{STYLE}</style>"
        f'<text x="8" y="18" style="font-weight:600">{escape(title)}</text>{"".join(parts)}</svg>\n',
        encoding="utf-8",
    )
