"""One page of a long list, and the addresses of the next and the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

PAGE = 50
MOST = 500
FARTHEST = 10_000_000  # beyond any list; an offset that a database can still hold

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many rows.")]
Offset = Annotated[int, Query(ge=0, le=FARTHEST, description="How many rows to leave out before.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where in a list a page stands. `total` counts the whole list."""

    limit: int
    offset: int
    total: int

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1; 0 when there is none."""
        return self.offset + 1 if self.total > self.offset else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.offset + self.limit, self.total)

    def next(self, query: Mapping[str, str]) -> str | None:
        """The query of the next page, the rest of the address kept."""
        return self._at(self.offset + self.limit, query) if self.last < self.total else None

    def before(self, query: Mapping[str, str]) -> str | None:
        """The query of the page before."""
        return self._at(max(0, self.offset - self.limit), query) if self.offset else None

    def _at(self, offset: int, query: Mapping[str, str]) -> str:
        rest = {key: value for key, value in query.items() if key != "offset" and value}
        return "?" + urlencode(rest | ({"offset": str(offset)} if offset else {}))
