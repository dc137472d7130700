"""Halves: whether the reports of one story have drifted apart into two.

Two-means on the reports' vectors (Dhillon and Modha 2001, with cosines): the report least like the whole, and the one least
like that, draw the others. Whether the halves are two is told by how near they are as stories.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from dateline.resolve.across.stories import NAME, NAME_PART, faded

DRIFTED, TOGETHER = 0.45, 0.55
"""Nearness of halves below which they are proposed to be two stories, and above which such a proposal falls. On the stories
that ECB+ reports are put into, orders 1-3, 22 of 23 pairs of halves below .45 are of two subtopics, 4 of 12 above .5."""

FEWEST = 3
"""Voices that each half must have; by judgement: one report that strays is moved by hand."""

_ROUNDS = 6  # after which nothing moves any more in stories of a hundred reports

Vector = Mapping[str, float]


def halves(vectors: Sequence[Vector]) -> tuple[dict[str, float], dict[str, float]] | None:
    """The middles of the two halves of some reports; None when a half would be smaller than FEWEST."""
    whole = _middle(vectors)
    places = range(len(vectors))
    first = min(places, key=lambda place: _alike(vectors[place], whole))
    second = min(places, key=lambda place: _alike(vectors[place], vectors[first]) - _alike(vectors[place], whole))
    middles = dict(vectors[first]), dict(vectors[second])
    sides: list[bool] = []
    for _ in range(_ROUNDS):
        moved = [is_of_first(vector, middles) for vector in vectors]
        if moved == sides:
            break
        sides = moved
        if min(sides.count(True), sides.count(False)) < FEWEST:
            return None
        one, other = (
            [vector for vector, side in zip(vectors, sides, strict=True) if side is half] for half in (True, False)
        )
        middles = _middle(one), _middle(other)
    return middles


def is_of_first(vector: Vector, middles: tuple[Vector, Vector]) -> bool:
    """Whether a report is nearer to the first of two middles."""
    return _alike(vector, middles[0]) > _alike(vector, middles[1])


def nearness_of(middles: tuple[Vector, Vector]) -> float:
    """How near two halves are to each other as stories, 0 to 1."""
    one, other = ({term: faded(weight) for term, weight in middle.items()} for middle in middles)
    total = 0.0
    for named, part in ((True, NAME_PART), (False, 1 - NAME_PART)):
        mine, theirs = (
            {term: x for term, x in some.items() if term.startswith(NAME) is named} for some in (one, other)
        )
        length = math.sqrt(sum(x * x for x in mine.values()) * sum(x * x for x in theirs.values()))
        total += part * sum(x * theirs.get(term, 0.0) for term, x in mine.items()) / length if length else 0.0
    return total


def _alike(one: Vector, other: Vector) -> float:
    return sum(
        x * other.get(term, 0.0) * (NAME_PART if term.startswith(NAME) else 1 - NAME_PART) for term, x in one.items()
    )


def _middle(vectors: Iterable[Vector]) -> dict[str, float]:
    """The sum of some vectors, at length one."""
    total: dict[str, float] = {}
    for vector in vectors:
        for term, weight in vector.items():
            total[term] = total.get(term, 0.0) + weight
    length = math.sqrt(sum(weight * weight for weight in total.values())) or 1.0
    return {term: weight / length for term, weight in total.items()}
