"""One story: what changed, what happened, who says what, how many, what is next, and who reports it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from dateline.ledger.changes import changes, count_new
from dateline.ledger.overview import Choice, disputes, overview, per_day
from dateline.ledger.schema import forwards
from dateline.ledger.story import claims, origins, plans, tallies, timeline
from dateline.ledger.visits import Marks, marks
from dateline.publish.web.drawing import MARGIN_DAYS
from dateline.publish.web.problems import NotFoundError

Rows = Sequence[Mapping[str, Any]]

# How much of each list the story's page shows; each list has a page of its own. By judgement: a
# screen or two a section, whatever the story's size.
INCIDENTS, SPEAKERS, CLAIMS_EACH, MEASURES, COUNTS_EACH, PLANS, ORIGINS, CHANGES = 24, 10, 4, 4, 12, 8, 10, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every page of a story begins with. `new` is None when the story was never marked read."""

    id: str
    headline: str | None
    first_day: str | None
    last_day: str | None
    reports: int
    outlets: int
    origins: int
    disputes: int
    new: Mapping[str, int] | None
    read: str | None
    starred: bool
    muted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The beginning of a list, and how long the list is."""

    rows: Rows
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """The story's page."""

    head: Head
    since: str | None
    until: str | None
    changes: Rows
    events_by_day: Mapping[str, int]
    origins_by_day: Mapping[str, int]
    timeline: Part
    speakers: Part
    claims: Mapping[str, Rows]
    measures: Part
    figures: Sequence[Rows]
    agenda: Part
    sources: Part

    @property
    def rows(self) -> Rows:
        """The page is no list; its parts have pages of their own."""
        return ()


def story_view(connection: sa.Connection, story: str, *, since: str | None, until: str | None) -> StoryView:
    """The page of one story; `since` and `until` bound the days of the timeline."""
    mark = marks(connection, [story]).get(story, Marks())
    head = head_of(connection, story, mark)
    who = claims.speakers(connection, story, limit=SPEAKERS)
    names = [row["speaker"] for row in who]
    said: dict[str, list[Mapping[str, Any]]] = {name: [] for name in names}
    for row in claims.claims(connection, story, of_speakers=names, each=CLAIMS_EACH, limit=SPEAKERS * CLAIMS_EACH):
        said[row["speaker"]].append(row)
    counted = tallies.measures(connection, story)
    shown = counted[:MEASURES]
    near = within(head, since, until)
    by_day = timeline.count_by_day(connection, story)
    planned = plans.plans(connection, story, limit=PLANS)
    return StoryView(
        head=head,
        since=since,
        until=until,
        changes=changes(connection, story, after=mark.seen or 0, limit=CHANGES),
        events_by_day=by_day,
        origins_by_day=per_day(connection, [story]).get(story, {}),
        timeline=Part(
            rows=timeline.incidents(connection, story, since=near[0], until=near[1], limit=INCIDENTS),
            total=sum(n for day, n in by_day.items() if (near[0] or day) <= day <= (near[1] or day)),
        ),
        speakers=Part(rows=who, total=_total(who, SPEAKERS, lambda: claims.count_speakers(connection, story))),
        claims=said,
        measures=Part(rows=shown, total=len(counted)),
        figures=[tallies.counts(connection, story, row["measure"], row["unit"], limit=COUNTS_EACH) for row in shown],
        agenda=Part(rows=planned, total=_total(planned, PLANS, lambda: plans.count_plans(connection, story))),
        sources=Part(rows=origins.origins(connection, story, limit=ORIGINS), total=head.origins),
    )


def _total(rows: Rows, limit: int, count: Callable[[], int]) -> int:
    """How long a list is; it is only counted when it may go on."""
    return len(rows) if len(rows) < limit else count()


def head_of(connection: sa.Connection, story: str, mark: Marks | None = None) -> Head:
    """The head of a story. Raises NotFoundError when the ledger has none of this id."""
    found = overview(connection, Choice(only=[story]), limit=1, offset=0)
    if not found:
        raise NotFoundError(f"no story {story!r} in the ledger; /stories lists them")
    row, state = found[0], mark or marks(connection, [story]).get(story, Marks())
    return Head(
        **{key: row[key] for key in ("id", "headline", "first_day", "last_day", "reports", "outlets", "origins")},
        disputes=disputes(connection, [story]).get(story, 0),
        new=None if state.seen is None else count_new(connection, {story: state.seen})[story],
        read=state.read,
        starred=state.starred,
        muted=state.muted,
    )


def within(head: Head, since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The days to show: those asked for, or else those of the reports with a margin, which the strip shows."""
    if since or until or not head.first_day or not head.last_day:
        return since, until
    margin = timedelta(days=MARGIN_DAYS)
    first, last = date.fromisoformat(head.first_day) - margin, date.fromisoformat(head.last_day) + margin
    return first.isoformat(), last.isoformat()


def merged_into(connection: sa.Connection, story: str) -> str | None:
    """The story that one was merged into, if it was: its address opens it for ever."""
    return connection.execute(sa.select(forwards.c.target).where(forwards.c.id == story)).scalar()
