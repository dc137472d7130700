"""Where things are said to happen: a list, and a map of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.ledger.named import places_of
from dateline.publish.web.narrow import as_query
from dateline.publish.web.views.entity import with_kinds

MOST = 150
"""Places on one page: each costs the opening of one reading, some milliseconds in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesView:
    """The page of places."""

    chosen: Mapping[str, str]
    places: Sequence[Mapping[str, Any]]

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row a place."""
        return self.places


def places_view(connection: sa.Connection, where: Filter) -> PlacesView:
    """The places that the filter lets through, those told of most first."""
    return PlacesView(chosen=as_query(where), places=with_kinds(connection, places_of(connection, where, limit=MOST)))
