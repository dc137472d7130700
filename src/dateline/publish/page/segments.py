"""A text under crossing marks, cut into pieces that each lie wholly inside or outside every mark.

Nested tags cannot draw marks that cross; pieces can, each naming the marks over it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A half-open stretch of the text that belongs to a record.

    `target` is the record's anchor on the page. Without `shown` the mark only cuts: its pieces can
    be lit up when the record is opened, but they are not underlined.
    """

    start: int
    end: int
    kind: str
    target: str
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of the text and the shown marks over it, the shortest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def segments(start: int, end: int, marks: Sequence[Mark]) -> list[Segment]:
    """The pieces that tile `start` to `end`, cut wherever a mark begins or ends."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    edges = {start, end}
    for mark in inside:
        edges.update((max(start, mark.start), min(end, mark.end)))
    cuts = sorted(edges)
    opening: dict[int, list[Mark]] = {}
    for mark in inside:
        if mark.shown:
            opening.setdefault(max(start, mark.start), []).append(mark)
    pieces: list[Segment] = []
    open_marks: list[Mark] = []
    for here, after in pairwise(cuts):
        open_marks = [mark for mark in open_marks if mark.end > here] + opening.get(here, [])
        ordered = sorted(open_marks, key=lambda mark: (mark.end - mark.start, mark.start, mark.target))
        pieces.append(Segment(start=here, end=after, marks=tuple(ordered)))
    return pieces
