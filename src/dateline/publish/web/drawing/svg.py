"""SVG put together by hand: a frame, and numbers short enough to send."""

from collections.abc import Sequence

from markupsafe import Markup

_FRAME = Markup(
    '<svg class="{}" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false"{}>{}</svg>'
)
_BOX = Markup('<rect{} x="{}" y="{}" width="{}" height="{}"/>')
_LINE = Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>')


def frame(kind: str, width: float, height: float, parts: Sequence[Markup], more: str = "") -> Markup:
    """A drawing that its neighbours' text repeats, so that it is hidden from those who listen."""
    size = (short(width), short(height))
    return _FRAME.format(kind, *size, *size, more, Markup("").join(parts))


def box(kind: str, x: float, y: float, width: float, height: float) -> Markup:
    """A rectangle of a class, or of none."""
    named = Markup(' class="{}"').format(kind) if kind else Markup("")
    return _BOX.format(named, short(x), short(y), short(width), short(height))


def line(kind: str, x: tuple[float, float], y: tuple[float, float]) -> Markup:
    """A line of a class."""
    return _LINE.format(kind, *map(short, x), *map(short, y))


def short(value: float) -> str:
    """A number with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
