"""Two outlets on one story, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger import Filter, queries
from dateline.ledger.lookup import lookup
from dateline.ledger.omissions import compare, outlets_of
from dateline.publish.web.problems import NotFoundError
from dateline.publish.web.views.records import NAMES, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One thing that either tells of; an empty side left it out."""

    kind: str
    one: Sequence[Row]
    other: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """The comparison; `one` and `other` are None while there are not two outlets to compare."""

    story: str
    headline: str | None
    outlets: Sequence[tuple[str, int]]
    one: str | None
    other: str | None
    pairs: Sequence[Pair]
    counts: Mapping[str, int]

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row a thing told."""
        return [
            {
                "kind": pair.kind,
                "one": self.one,
                "one_records": " ".join(row["id"] for row in pair.one),
                "other": self.other,
                "other_records": " ".join(row["id"] for row in pair.other),
            }
            for pair in self.pairs
        ]


def compare_view(connection: sa.Connection, story: str, one: str | None, other: str | None) -> CompareView:
    """The two outlets asked for, or else the two that report most. Raises NotFoundError for an unknown story."""
    stories = queries.stories(connection, Filter(story=story))
    if not stories:
        raise NotFoundError(f"no story {story!r} in the ledger; /stories lists them")
    outlets = outlets_of(connection, stories[0]["id"])
    names = [name for name, _ in outlets]
    first = one if one in names else next((name for name in names if name != other), None)
    second = other if other in names and other != first else next((name for name in names if name != first), None)
    things = compare(connection, stories[0]["id"], first, second) if first and second else []
    known = lookup(connection, sorted({name for thing in things for name in (*thing.one, *thing.other)}))
    pairs = [
        Pair(kind=NAMES[thing.kind], one=_rows(known, thing.one), other=_rows(known, thing.other)) for thing in things
    ]
    return CompareView(
        story=stories[0]["id"],
        headline=stories[0]["headline"],
        outlets=outlets,
        one=first,
        other=second,
        pairs=pairs,
        counts={
            "both": sum(bool(pair.one and pair.other) for pair in pairs),
            "only_one": sum(not pair.other for pair in pairs),
            "only_other": sum(not pair.one for pair in pairs),
        },
    )


def _rows(known: Mapping[str, Row], names: Sequence[str]) -> list[Row]:
    return [known[name] for name in names if name in known]
