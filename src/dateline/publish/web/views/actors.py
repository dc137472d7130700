"""Who acts, is acted on and speaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger import Filter, queries
from dateline.publish.web.narrow import as_query
from dateline.publish.web.paging import Paging
from dateline.publish.web.views.codes import label_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsView:
    """The page of actors, one a code."""

    chosen: Mapping[str, str]
    actors: Sequence[Mapping[str, Any]]
    paging: Paging

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row a code."""
        return self.actors


def actors_view(connection: sa.Connection, where: Filter, *, limit: int, offset: int) -> ActorsView:
    """The codes of those who take part in events, with the independent voices that tell of each."""
    found = queries.actors(connection, where)
    return ActorsView(
        chosen=as_query(where),
        actors=[row | {"label": _label(row)} for row in found[offset : offset + limit]],
        paging=Paging(limit=limit, offset=offset, total=len(found)),
    )


def _label(row: Mapping[str, Any]) -> str:
    """What the code stands for; of several codes, and of one that is not known, a name that was printed."""
    known = label_of(row["code"]) if " " not in row["code"] else None
    return known or row["name"]
