"""Small drawings made on the server: they print, need no script, and their numbers stand beside them as text."""

from collections.abc import Sequence

from markupsafe import Markup

_LINE = Markup(
    '<svg class="spark" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" focusable="false">{bars}</svg>'
)
_BAR = Markup('<rect x="{x}" y="{y}" width="{width}" height="{height}"/>')


def sparkline(values: Sequence[int], *, width: int = 96, height: int = 20) -> Markup:
    """A bar a day; the tallest fills the height."""
    if not values:
        return Markup("")
    top = max(*values, 1)
    step = width / len(values)
    bars = [
        _BAR.format(x=_f(i * step), y=_f(height - tall), width=_f(max(step - 1, 0.8)), height=_f(tall))
        for i, value in enumerate(values)
        if (tall := max(1.5, value / top * height) if value else 0.75)
    ]
    return _LINE.format(width=width, height=height, bars=Markup("").join(bars))


def _f(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
