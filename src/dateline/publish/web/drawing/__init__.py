"""Small drawings made on the server: they print, need no script, and their numbers stand beside them as text."""

from dateline.publish.web.drawing.bars import bar, largest, sparkline
from dateline.publish.web.drawing.interval import Scale, interval, scale
from dateline.publish.web.drawing.strip import MARGIN_DAYS, Strip, strip

__all__ = ["MARGIN_DAYS", "Scale", "Strip", "bar", "interval", "largest", "scale", "sparkline", "strip"]
