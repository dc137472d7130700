"""The list of stories: each with its size, its days, and what is new since it was last read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from dateline.ledger.changes import caught_up, changes, count_new
from dateline.ledger.overview import Choice, Order, count_stories, disputes, overview, per_day
from dateline.ledger.visits import Marks, marks
from dateline.publish.web.paging import Paging

Show = Literal["all", "new", "starred", "muted"]

CHANGES = 2  # shown under a headline: more would hide the next story

TEMPO_DAYS = 30
"""Days that a sparkline shows, ending with the last day that any story has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One story in the list. `origins` counts copies of one text once; `new` is None when it was never marked read."""

    id: str
    headline: str | None
    first_day: str | None
    last_day: str | None
    reports: int
    outlets: int
    origins: int
    added: str
    disputes: int
    new: Mapping[str, int] | None
    changes: Sequence[Mapping[str, Any]]
    read: str | None
    starred: bool
    muted: bool
    tempo: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryList:
    """The page of stories."""

    show: Show
    order: Order
    since: str | None
    until: str | None
    stories: Sequence[StoryLine]
    paging: Paging
    counts: Mapping[Show, int]

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row a story."""
        return [_flat(story) for story in self.stories]


def story_list(
    connection: sa.Connection,
    *,
    show: Show,
    order: Order,
    since: str | None,
    until: str | None,
    limit: int,
    offset: int,
) -> StoryList:
    """The stories to show, latest change first unless another order is asked for."""
    all_marks = marks(connection)
    choices: dict[Show, Choice] = {
        "all": Choice(without=_ids(all_marks, "muted"), since=since, until=until, order=order),
        "starred": Choice(only=_ids(all_marks, "starred"), since=since, until=until, order=order),
        "muted": Choice(only=_ids(all_marks, "muted"), since=since, until=until, order=order),
    }
    known = caught_up(connection, {id_: mark.seen for id_, mark in all_marks.items() if mark.seen is not None})
    choices["new"] = replace(choices["all"], without=sorted({*choices["all"].without, *known}))
    choice = choices[show]
    found = overview(connection, choice, limit=limit, offset=offset)
    ids = [row["id"] for row in found]
    tempo, contested = per_day(connection, ids), disputes(connection, ids)
    seen = {id_: mark.seen for id_ in ids if (mark := all_marks.get(id_)) and mark.seen is not None}
    new = count_new(connection, seen)
    changed = {
        id_: changes(connection, id_, after=after, limit=CHANGES)
        for id_, after in seen.items()
        if new[id_]["updates"] or new[id_]["disputes"]
    }
    end = max((row["last_day"] for row in found if row["last_day"]), default=None)
    lines = [
        StoryLine(
            **{
                key: row[key]
                for key in ("id", "headline", "first_day", "last_day", "reports", "outlets", "origins", "added")
            },
            disputes=contested.get(row["id"], 0),
            new=new.get(row["id"]),
            changes=changed.get(row["id"], ()),
            tempo=series(tempo.get(row["id"], {}), end, TEMPO_DAYS),
            **_state(all_marks.get(row["id"], Marks())),
        )
        for row in found
    ]
    counts = {name: count_stories(connection, one) for name, one in choices.items()}
    return StoryList(
        show=show,
        order=order,
        since=since,
        until=until,
        stories=lines,
        paging=Paging(limit=limit, offset=offset, total=counts[show]),
        counts=counts,
    )


def series(days: Mapping[str, int], end: str | None, length: int) -> list[int]:
    """A number a day for the days up to `end`; days without reports are 0."""
    if end is None:
        return []
    last = date.fromisoformat(end)
    return [days.get((last - timedelta(days=back)).isoformat(), 0) for back in range(length - 1, -1, -1)]


def _ids(all_marks: Mapping[str, Marks], state: Literal["starred", "muted"]) -> list[str]:
    return sorted(id_ for id_, mark in all_marks.items() if getattr(mark, state))


def _state(mark: Marks) -> dict[str, Any]:
    return {"read": mark.read, "starred": mark.starred, "muted": mark.muted}


def _flat(story: StoryLine) -> dict[str, Any]:
    row = asdict(story)
    new = row.pop("new") or {}
    row.pop("tempo")
    row.pop("changes")
    return row | {f"new_{name}": new.get(name) for name in ("reports", "origins", "updates", "disputes")}
