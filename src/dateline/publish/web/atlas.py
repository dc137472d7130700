"""A map drawn on the server: areas as areas, points only for what is a point. No tile, no script, no request.

Coasts and borders after Natural Earth, 1:110 million, which is in the public domain; `world.json` holds
its rings as [longitude, latitude, ...] in tenths of a degree by ISO 3166-1 alpha-3, the largest country
first; a ring that crosses the date line goes on past 180 degrees. Borders are those that hold on the ground, also where they are disputed.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

WIDTH = 640
LABELS = 12
"""Names on the map: by judgement, what does not cover it."""

REACH = {
    "continent": 14.0, "ocean": 12.0, "sea": 4.0, "mountains": 2.0, "region": 1.6, "border": 1.2, "river": 1.2,
    "island": 0.8, "strait": 0.8, "lake": 0.6, "district": 0.5, "canal": 0.4,
}  # fmt: skip
"""How far from its middle an area is drawn, in degrees: by judgement, so that nobody takes it for a point."""

UNSURE = 1.0  # degrees around a place whose kind is not known
MANY_COUNTRIES = 8.0  # degrees around the middle of a region that lies in no one country
_VAST = frozenset({"continent", "ocean"})  # what says too little of where to decide what the map shows
_LEAST = 14.0  # degrees of longitude that a map shows at least: a city is seen with its neighbours
_MARGIN = 0.14


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of the world that is shown, in degrees, and how it is put on paper."""

    width: int
    west: float
    north: float
    scale_x: float
    scale_y: float
    height: int

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point lies on the paper."""
        return (longitude - self.west) * self.scale_x, (self.north - latitude) * self.scale_y


def draw_map(places: Sequence[Mapping[str, Any]], width: int = WIDTH) -> Markup:
    """The places on the part of the world that holds them; nothing when none has a point or an outline.

    Each place has `name`, `kind`, `country`, `latitude`, `longitude`, `incidents`.
    """
    known = [place for place in places if place["latitude"] is not None or _outline(place)]
    if not known:
        return Markup("")
    frame = _frame(known, width)
    told = {place["country"] for place in known if place["kind"] == "country"}
    parts = [_land(rings, frame, told=code in told) for code, rings in world().items()]
    parts += [_area(place, frame) for place in known if not _is_point(place) and place["kind"] != "country"]
    parts += [_point(place, frame) for place in known if _is_point(place)]
    parts += _labels(known, frame)
    return Markup('<svg class="map" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>').format(
        width, frame.height, Markup("").join(parts)
    )


@cache
def world() -> Mapping[str, list[list[float]]]:
    """The outline of every country; "" holds land that is no country's."""
    loaded: dict[str, list[list[float]]] = json.loads((files(__package__) / "world.json").read_text(encoding="utf-8"))
    return loaded


def _is_point(place: Mapping[str, Any]) -> bool:
    return place["kind"] in {"city", "base", "airport", "nuclear", "dam", "building", "site", "crossing"}


def _reach(place: Mapping[str, Any]) -> float:
    """How far from its middle a place may lie, in degrees."""
    if _is_point(place):
        return 0.5
    if place["kind"] == "region" and place["country"] is None:
        return MANY_COUNTRIES
    return REACH.get(place["kind"] or "", UNSURE)


def _outline(place: Mapping[str, Any]) -> list[list[float]]:
    return world().get(place["country"] or "-", []) if place["kind"] == "country" else []


def _frame(places: Sequence[Mapping[str, Any]], width: int) -> Frame:
    longitudes: list[float] = []
    latitudes: list[float] = []
    for place in [place for place in places if place["kind"] not in _VAST] or places:
        reach = _reach(place)
        for ring in _outline(place):
            longitudes += ring[::2]
            latitudes += ring[1::2]
        if place["latitude"] is not None:
            longitudes += [place["longitude"] - reach, place["longitude"] + reach]
            latitudes += [place["latitude"] - reach, place["latitude"] + reach]
    west, east = min(longitudes), max(longitudes)
    south, north = max(-60.0, min(latitudes)), min(84.0, max(latitudes))
    shrink = math.cos(math.radians((south + north) / 2))
    wide = max((east - west) * (1 + 2 * _MARGIN), _LEAST)
    tall = max((north - south) * (1 + 2 * _MARGIN), wide * shrink * 0.45)
    wide = min(max(wide, tall / shrink * 0.9), 360.0)
    middle, level = (west + east) / 2, (south + north) / 2
    scale = width / wide
    return Frame(
        width=width,
        west=middle - wide / 2,
        north=level + tall / 2,
        scale_x=scale,
        scale_y=scale / shrink,
        height=round(tall * scale / shrink),
    )


def _land(rings: Sequence[Sequence[float]], frame: Frame, *, told: bool) -> Markup:
    shown = [ring for ring in rings if _is_near(ring, frame)]
    if not shown:
        return Markup("")
    path = "".join(f"M{' '.join(_xy(frame.at(x, y)) for x, y in zip(r[::2], r[1::2], strict=True))}Z" for r in shown)
    return Markup('<path class="{}" d="{}"/>').format("land told" if told else "land", path)


def _is_near(ring: Sequence[float], frame: Frame) -> bool:
    left, top = frame.at(min(ring[::2]), max(ring[1::2]))
    right, bottom = frame.at(max(ring[::2]), min(ring[1::2]))
    return right >= 0 and left <= frame.width and bottom >= 0 and top <= frame.height


def _area(place: Mapping[str, Any], frame: Frame) -> Markup:
    if place["latitude"] is None:
        return Markup("")
    x, y = frame.at(place["longitude"], place["latitude"])
    reach = _reach(place)
    return Markup('<ellipse class="area" cx="{}" cy="{}" rx="{}" ry="{}"/>').format(
        _f(x), _f(y), _f(reach * frame.scale_y), _f(reach * frame.scale_y)
    )


def _point(place: Mapping[str, Any], frame: Frame) -> Markup:
    if place["latitude"] is None:
        return Markup("")
    x, y = frame.at(place["longitude"], place["latitude"])
    size = 3 + min(6.0, math.sqrt(place["incidents"]))
    return Markup('<circle class="point" cx="{}" cy="{}" r="{}"/>').format(_f(x), _f(y), _f(size))


def _labels(places: Sequence[Mapping[str, Any]], frame: Frame) -> list[Markup]:
    """The names of the places told of most, each left out where it would lie on one before it."""
    taken: list[tuple[float, float, float]] = []
    found: list[Markup] = []
    for place in places:
        if place["latitude"] is None or len(found) == LABELS:
            continue
        x, y = frame.at(place["longitude"], place["latitude"])
        width = _LETTER * len(place["name"])
        beside = _is_point(place) or (place["kind"] != "country" and _reach(place) * frame.scale_y < _SMALL)
        x = min(max(x + (9 if beside else -width / 2), 2.0), frame.width - width - 2)
        y += 5
        if any(abs(y - other) < 16 and x < right and x + width > left for left, right, other in taken):
            continue
        taken.append((x, x + width, y))
        found.append(Markup('<text x="{}" y="{}" stroke-width="3">{}</text>').format(_f(x), _f(y), place["name"]))
    return found


_LETTER = 7.5  # width of a letter at the labels' size, measured roughly
_SMALL = 16.0  # radius of an area that its name would cover


def _xy(point: tuple[float, float]) -> str:
    return f"{_f(point[0])} {_f(point[1])}"


def _f(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
