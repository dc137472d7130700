"""Figures: how many, of what, by whose count.

`numerals` reads numbers, `bounds` and `units` the words beside them, `exclusions` keeps out dates,
ages and names; `quantities` joins these. `nouns`, `counted` and `measures` say what is counted, `counters` who
counted and how surely; `selection` decides which quantities are figures of the story.
The lexicons are in `knowledge/measures/`.
"""

from dateline.extract.figures.quantities import find_quantities
from dateline.extract.figures.selection import find_figures

__all__ = ["find_figures", "find_quantities"]
