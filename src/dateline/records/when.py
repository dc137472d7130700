"""When: the words of a time and the calendar interval they mean."""

from dataclasses import dataclass
from typing import Literal

from dateline.records.span import Span

Precision = Literal["minute", "day", "week", "month", "season", "year", "period"]
TimeBasis = Literal["explicit", "relative", "implied", "unresolved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Span):
    """A time. `edtf` follows ISO 8601-2 (EDTF) and is `None` while the time is unresolved."""

    edtf: str | None = None
    precision: Precision | None = None
    basis: TimeBasis = "unresolved"
