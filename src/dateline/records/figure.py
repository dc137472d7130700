"""Figures: how many, of what, who counted, as of when."""

from dataclasses import dataclass
from typing import Literal

from dateline.records.party import Party
from dateline.records.span import Span
from dateline.records.when import When
from dateline.records.where import Where

Bound = Literal[
    "exact", "at-least", "more-than", "at-most", "less-than", "about", "range",
    "dozens", "hundreds", "thousands", "likely-higher", "likely-lower",
]  # fmt: skip
CountBasis = Literal["confirmed", "counted", "estimated", "reported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Span):
    """A number in the text: as printed (`value`) and as bounded (`low` to `high`, `None` = open)."""

    value: float | int | None
    low: float | int | None
    high: float | int | None
    bound: Bound
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity that counts or measures something in the story, with who counted it."""

    id: str
    measure: str
    value: float | int | None
    low: float | int | None
    high: float | int | None
    unit: str | None
    bound: Bound
    basis: CountBasis | None
    of: Span | None
    counted_by: Party | None
    as_of: When | None
    where: Where | None
    evidence: Span
    vouched_by: tuple[str, ...]
