"""Search: records and reports that hold some words, with what they can be narrowed by."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger import queries
from dateline.ledger.facets import Asked, count_facets, count_kinds
from dateline.publish.web.narrow import as_query
from dateline.publish.web.paging import Paging
from dateline.publish.web.views.records import NAMES, Row, flat, records

REPORTS = 5
"""Reports shown above the records: enough to open the right one, few enough to see the records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """What was asked, what fits, and how many of each value."""

    words: str
    kind: str | None
    chosen: Mapping[str, str]
    kinds: Mapping[str, int]
    facets: Mapping[str, Sequence[tuple[str, int]]]
    reports: Sequence[Mapping[str, Any]]
    records: Sequence[Row]
    paging: Paging

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row a record."""
        return flat(self.records)


def search_view(connection: sa.Connection, asked: Asked, *, limit: int, offset: int) -> SearchView:
    """The page of a search; without words, everything that the filter lets through."""
    counts = count_kinds(connection, asked)
    total = counts[asked.kind] if asked.kind else sum(counts.values())
    found = (
        queries.search(connection, asked.words, asked.where)
        if asked.words.strip() and not (offset or asked.kind)
        else []
    )
    return SearchView(
        words=asked.words,
        kind=NAMES[asked.kind] if asked.kind else None,
        chosen=as_query(asked.where),
        kinds={NAMES[kind]: count for kind, count in counts.items()},
        facets=count_facets(connection, asked),
        reports=[row | {"pieces": pieces(row["snippet"])} for row in found[:REPORTS]],
        records=records(connection, asked, limit=limit, offset=offset),
        paging=Paging(limit=limit, offset=offset, total=total),
    )


def pieces(snippet: str) -> list[tuple[str, bool]]:
    """A snippet cut where the index found a word ("[…]"): the pieces, and whether each is such a word."""
    parts = _FOUND.split(" ".join(snippet.split()))
    return [(part, i % 2 == 1) for i, part in enumerate(parts) if part]


_FOUND = re.compile(r"\[([^\[\]]*)\]")
