"""Which of the places of one name is meant: size, the countries of the text, what stands around.

The weights were set by hand on TR-News and GWN dev (benchmarks/places.py).
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from dateline import knowledge
from dateline.knowledge.gazetteer import Place, key
from dateline.resolve.within.where.candidates import Candidate

KIND: Final = {
    "country": 3.0, "continent": 3.0, "sea": 3.0, "ocean": 3.0, "city": 0.6, "region": 1.3, "district": -0.4, "airport": -0.3,
}  # fmt: skip
OWN_LIST: Final = 1.5  # places that our own list names are there because the news does
ALIAS: Final = -1.2  # an alternate name is often another language's word for something else
NAMED_COUNTRY: Final = 1.2  # the text names the candidate's country
SHARE: Final = 1.5  # … and this much more by the share of the text's places that lie in it
NAMED_REGION: Final = 1.6  # the text names the candidate's state or province
NAMED_DISTRICT: Final = 2.0  # … or its county
MEANT: Final = 1.5  # the place that the news means by the name, though a larger bears it
HOME: Final = 0.8  # the outlet is at home there
NEAR_KM: Final = 200.0
NEAR: Final = 0.7  # an undoubted place of the text lies near
SEAT_SHARE: Final = 0.08
"""A city that gives its region the name is meant, not the region, from this share of its people on:
Istanbul, Aleppo, New York; not Quebec."""
UNDOUBTED: Final = 1.0  # log10 of the factor by which the largest bearer of a name must outweigh the next


_MEANT: Final = {key(name): country for name, country in knowledge.load("places/context.yaml")["meant"].items()}


def choose(found: Sequence[Candidate], home: str | None) -> list[Place | None]:
    """The place that each candidate means, in order.

    None where the text says that it lies in a larger place and the gazetteer knows none there. One
    name has one meaning in a report.
    """
    context = _Context(found, home)
    parents: dict[str, Place] = {}
    for candidate in found:
        if candidate.parent is not None:
            parents.setdefault(candidate.key, candidate.parent)
    meaning: dict[tuple[str, bool], Place | None] = {}
    chosen: list[Place | None] = []
    for candidate in found:
        sense = candidate.key, candidate.as_region
        if sense not in meaning:
            meaning[sense] = context.best(candidate, parents.get(candidate.key))
        chosen.append(meaning[sense])
    return chosen


class _Context:
    """What a text says about where it is set: countries, regions, undoubted towns, the outlet's home."""

    def __init__(self, found: Sequence[Candidate], home: str | None) -> None:
        self.home = home
        self.countries: Counter[str] = Counter()
        self.regions: set[tuple[int, str]] = set()
        self.fixed: dict[int, Place] = {}
        seen: set[str] = set()
        for candidate in found:
            if candidate.parent is not None and candidate.parent.country is not None:
                self.countries[candidate.parent.country] += 1
            if candidate.key in seen:
                continue
            seen.add(candidate.key)
            best = candidate.places[0]
            if (best.kind == "country" or candidate.adjective or _undoubted(candidate)) and best.country is not None:
                self.countries[best.country] += 1
                if not candidate.adjective:
                    self.fixed[best.id] = best
            for place in candidate.places[:4]:
                if place.kind in ("region", "district") and not place.alias:
                    self.regions.add((place.id, candidate.key))
        self.total = sum(self.countries.values()) or 1
        self.named_regions = {region for region, _ in self.regions}

    def best(self, candidate: Candidate, parent: Place | None) -> Place | None:
        """The likeliest place of a candidate."""
        places: Sequence[Place] = candidate.places
        if candidate.as_region:
            places = [place for place in places if place.kind in ("region", "district")] or places
        elif parent is not None:
            places = [place for place in places if place.id == parent.id or _inside(place, parent)]
            if not places:
                return None
        if not candidate.as_region:
            places = _without_namesakes(places)
        return max(places, key=lambda place: self._score(place, candidate.key))

    def _score(self, place: Place, folded: str) -> float:
        score = math.log10(place.weight + 10) + KIND.get(place.kind, 0.0) + (ALIAS if place.alias else 0.0)
        if place.geonames is None and place.kind != "airport":
            score += OWN_LIST
        if place.country is not None and place.country in self.countries:
            score += NAMED_COUNTRY + SHARE * self.countries[place.country] / self.total
        if place.country is not None and _MEANT.get(folded) == place.country:
            score += MEANT
        if place.region in self.named_regions and (place.region, folded) not in self.regions:
            score += NAMED_REGION
        if place.district in self.named_regions:
            score += NAMED_DISTRICT
        if self.home is not None and place.country == self.home:
            score += HOME
        if place.kind in ("city", "district") and any(
            other.kind == "city" and other.id != place.id and kilometres(place, other) < NEAR_KM
            for other in self.fixed.values()
        ):
            score += NEAR
        return score


def _inside(place: Place, parent: Place) -> bool:
    if parent.kind == "country":
        return place.country == parent.country
    return parent.id in (place.region, place.district) or (place.region is None and place.country == parent.country)


def _without_namesakes(places: Sequence[Place]) -> Sequence[Place]:
    """The places less the regions that merely surround a city of their name."""
    seats = {
        place.region: place.weight for place in reversed(places) if place.kind == "city" and place.region is not None
    }
    return [
        place
        for place in places
        if not (place.kind == "region" and seats.get(place.id, 0) >= SEAT_SHARE * place.weight)
    ] or places


def _undoubted(candidate: Candidate) -> bool:
    """Whether one bearer of the name is so much larger than the next that nobody means the other."""
    places = candidate.places
    if len(places) == 1:
        return True
    first, *others = sorted((place.weight + 1 for place in places if place.kind != "district"), reverse=True) or [1]
    rival = next((w for w in others), 0)
    same = {place.country for place in places if place.weight * 10 >= first}
    return len(same) == 1 or not rival or math.log10(first / rival) >= UNDOUBTED


def kilometres(a: Place, b: Place) -> float:
    """The distance between two places, on a flat map: good enough within a few hundred kilometres."""
    x = (a.longitude - b.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return 111.2 * math.hypot(x, a.latitude - b.latitude)
