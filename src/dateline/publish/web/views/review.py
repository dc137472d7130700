"""What is worth a person's look, and the fields in which it can be put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import sqlalchemy as sa

from dateline.knowledge import plover
from dateline.ledger import Filter
from dateline.ledger.correcting import review
from dateline.ledger.lookup import lookup
from dateline.ledger.whole import whole
from dateline.publish.web.narrow import as_query
from dateline.publish.web.views.records import NAMES, Row
from dateline.records.appointment import PlanStatus
from dateline.records.event import Status
from dateline.records.figure import Bound, CountBasis
from dateline.records.party import Standing

AT_ONCE = 20
"""Doubts on one page: by judgement, one sitting."""

DOUBTS = ("contradiction", "possibly-same", "one-story", "two-stories", "unresolved", "low-standing")

FIELDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "statement": {"name": (), "code": (), "standing": get_args(Standing), "act": (), "via": ()},
    "event": {
        "type": tuple(plover.QUADS),
        "status": get_args(Status),
        "actors": (),
        "recipients": (),
        "when": (),
        "where": (),
        "country": (),
    },
    "figure": {
        "measure": (),
        "value": (),
        "bound": get_args(Bound),
        "basis": get_args(CountBasis),
        "counter": (),
        "counter_code": (),
        "as_of": (),
    },
    "plan": {"status": get_args(PlanStatus), "parties": (), "when": (), "where": (), "country": ()},
}
"""The fields that the page offers to fix, with their values where there is a closed list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """One item of the queue.

    `later` and `earlier` are the ends of a relation; `record` is what a doubt about one record is of, and
    `values` what can be put right in it.
    """

    item: str
    doubt: str
    reason: str
    words: str | None
    earlier_words: str | None
    kind: str | None
    record: Row | None
    values: Row
    later: Row | None
    earlier: Row | None
    outlet: str | None
    day: str | None
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """The queue, the most doubtful first, and what was decided last."""

    doubt: str | None
    chosen: Mapping[str, str]
    items: Sequence[Doubted]
    done: str | None
    action: str | None

    @property
    def fields(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """What can be put right in each kind of record."""
        return FIELDS

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row an item."""
        return [
            {
                "item": item.item,
                "doubt": item.doubt,
                "reason": item.reason,
                "words": item.words,
                "earlier_words": item.earlier_words,
                "outlet": item.outlet,
                "day": item.day,
                "story": item.story,
            }
            for item in self.items
        ]


def review_view(
    connection: sa.Connection, where: Filter, *, doubt: str | None, done: str | None, action: str | None
) -> ReviewView:
    """The next items that nobody has judged."""
    found = review(connection, where, doubt=doubt, limit=AT_ONCE)
    names = [name for row in found for name in (row["later"] or row["id"], row["earlier"] or "") if "/" in name]
    known = lookup(connection, names)
    values = whole(connection, [row["id"] for row in found if row["later"] is None])
    return ReviewView(
        doubt=doubt,
        chosen=as_query(where),
        items=[_item(row, known, values.get(row["id"], {})) for row in found],
        done=done,
        action=action,
    )


def _item(row: Mapping[str, Any], known: Mapping[str, Row], values: Row) -> Doubted:
    is_relation = row["later"] is not None
    record = None if is_relation else known.get(row["id"])
    return Doubted(
        item=row["id"],
        doubt=row["doubt"],
        reason=row["reason"],
        words=row.get("words"),
        earlier_words=row.get("earlier_words"),
        kind=NAMES[row["id"].partition("/")[2][0]] if record else None,
        record=record,
        values={name: values[name] for name in FIELDS[NAMES[row["id"].partition("/")[2][0]]]} if record else {},
        later=known.get(row["later"]) if is_relation else None,
        earlier=known.get(row["earlier"]) if is_relation else None,
        outlet=row["outlet"],
        day=row["day"],
        story=row["story"],
    )
