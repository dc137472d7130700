"""Distances from a place: "around 500 miles from Iran", "30 km north of Aleppo"."""

import re
from typing import Final

from dateline.records import Offset

FAR_KM: Final = 100
"""From this distance on the place named is no pin for what happened (as far as the scorers' 161 km, less a day's drive)."""
_UNITS: Final = {"mile": 1.609, "mi": 1.609, "kilometer": 1.0, "kilometre": 1.0, "km": 1.0, "nautical mile": 1.852}
_SINGULAR: Final = {"mi": "mile", "km": "kilometer", "kilometre": "kilometer"}
_BOUNDS: Final = {
    "about": "about", "around": "about", "some": "about", "roughly": "about", "approximately": "about",
    "nearly": "about", "almost": "about", "more than": "more-than", "over": "more-than", "at least": "at-least",
    "less than": "less-than", "under": "less-than", "just": "exact", "within": "at-most", "up to": "at-most",
}  # fmt: skip
_BEFORE: Final = re.compile(
    rf"(?:\b(?P<bound>{'|'.join(sorted(_BOUNDS, key=len, reverse=True))})\s+)?"
    r"(?P<value>\d[\d,]*(?:\.\d+)?)[\s-]*(?P<unit>nautical miles?|miles?|mi|kilomet(?:er|re)s?|kms?)\b"
    r"(?:\s+\([^)]{1,30}\))?"
    r"(?:\s+(?:due\s+|to\s+the\s+)?(?:north|south|east|west)[-\s]?(?:north|south|east|west)?(?:ern)?)?"
    r"\s+(?:of|from|off|outside|away\s+from|off\s+the\s+coast\s+of)\s+(?:the\s+)?(?:city\s+of\s+|town\s+of\s+|capital,?\s+)?$",
    re.IGNORECASE,
)
REACH: Final = 110  # characters before a name in which a distance may stand


def offset(text: str, start: int, name: str) -> Offset | None:
    """The distance that the words before a place's name put between it and what happened."""
    match = _BEFORE.search(text[max(0, start - REACH) : start])
    if match is None:
        return None
    number = float(match["value"].replace(",", ""))
    unit = match["unit"].lower().rstrip("s")
    return Offset(
        value=int(number) if number.is_integer() else number,
        unit=_SINGULAR.get(unit, unit),
        bound=_BOUNDS[match["bound"].lower()] if match["bound"] else "exact",
        from_=name,
    )


def is_far(offset: Offset) -> bool:
    """Whether the place named is too far off to stand for what happened."""
    return offset.value * _UNITS.get(offset.unit, 1.0) >= FAR_KM
