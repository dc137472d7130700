"""The lists of a story, each whole and a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger.filters import Filter
from dateline.ledger.story import claims, origins, plans, tallies, timeline
from dateline.publish.web.paging import Paging
from dateline.publish.web.views.story import Head, head_of
from dateline.watch import tempo

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryList:
    """One list of a story. `chosen` is what narrows it, `choices` what could, with counts."""

    head: Head
    items: Rows
    paging: Paging
    chosen: Mapping[str, str | None]
    choices: Mapping[str, Any]

    @property
    def rows(self) -> Rows:
        """The items, flat: records that an item is joined to stand as their names."""
        return [{key: _name(value) for key, value in item.items()} for item in self.items]


def _name(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(item["id"] for item in value)
    return value["id"] if isinstance(value, dict) else value


Making = Callable[[sa.Connection], StoryList]
"""Makes a view from one snapshot of the ledger."""


def timeline_list(
    story: str,
    *,
    since: str | None,
    until: str | None,
    kind: str | None,
    direction: timeline.Direction,
    limit: int,
    offset: int,
) -> Making:
    """Every incident of a story."""

    def make(connection: sa.Connection) -> StoryList:
        return StoryList(
            head=head_of(connection, story),
            items=timeline.incidents(
                connection,
                story,
                since=since,
                until=until,
                kind=kind,
                direction=direction,
                limit=limit,
                offset=offset,
            ),
            paging=Paging(
                limit=limit,
                offset=offset,
                total=timeline.count_incidents(connection, story, since=since, until=until, kind=kind),
            ),
            chosen={"from": since, "to": until, "type": kind, "direction": direction},
            choices={
                "types": timeline.count_by_type(connection, story),
                "days": timeline.count_by_day(connection, story),
            },
        )

    return make


def claim_list(
    story: str, *, speaker: str | None, standing: str | None, act: str | None, limit: int, offset: int
) -> Making:
    """Every claim of a story."""
    of_speakers = None if speaker is None else [speaker]

    def make(connection: sa.Connection) -> StoryList:
        return StoryList(
            head=head_of(connection, story),
            items=claims.claims(
                connection, story, of_speakers=of_speakers, standing=standing, act=act, limit=limit, offset=offset
            ),
            paging=Paging(
                limit=limit,
                offset=offset,
                total=claims.count_claims(connection, story, of_speakers=of_speakers, standing=standing, act=act),
            ),
            chosen={"speaker": speaker, "standing": standing, "act": act},
            choices={"speakers": claims.speakers(connection, story, limit=limit)},
        )

    return make


def figure_list(story: str, *, measure: str | None, unit: str | None, limit: int, offset: int) -> Making:
    """The figures of one measure; of the first one when none is named."""

    def make(connection: sa.Connection) -> StoryList:
        head = head_of(connection, story)
        known = tallies.measures(connection, story)
        chosen = next((row for row in known if row["measure"] == measure and row["unit"] == unit), None)
        if chosen is None and measure is None and known:
            chosen = known[0]
        items = (
            tallies.counts(connection, story, chosen["measure"], chosen["unit"], limit=limit, offset=offset)
            if chosen
            else []
        )
        return StoryList(
            head=head,
            items=items,
            paging=Paging(limit=limit, offset=offset, total=chosen["figures"] if chosen else 0),
            chosen={"measure": chosen["measure"] if chosen else measure, "unit": chosen["unit"] if chosen else unit},
            choices={"measures": known},
        )

    return make


def agenda_list(story: str, *, limit: int, offset: int) -> Making:
    """Every plan of a story."""

    def make(connection: sa.Connection) -> StoryList:
        return StoryList(
            head=head_of(connection, story),
            items=plans.plans(connection, story, limit=limit, offset=offset),
            paging=Paging(limit=limit, offset=offset, total=plans.count_plans(connection, story)),
            chosen={},
            choices={},
        )

    return make


def source_list(story: str, *, limit: int, offset: int) -> Making:
    """Every origin of a story with its reports; the rows are the reports."""

    def make(connection: sa.Connection) -> StoryList:
        head = head_of(connection, story)
        found = origins.origins(connection, story, limit=limit, offset=offset)
        return StoryList(
            head=head,
            items=[report for origin in found for report in origin["reports"]],
            paging=Paging(limit=limit, offset=offset, total=head.origins),
            chosen={},
            choices={"origins": found},
        )

    return make


def tempo_list(story: str, *, since: str | None, until: str | None) -> Making:
    """The daily series of a story; a day without living sources has no numbers."""

    def make(connection: sa.Connection) -> StoryList:
        head = head_of(connection, story)
        series = tempo.measure(
            connection, where=Filter(story=story), since=since or head.first_day, until=until or head.last_day
        )
        items = [
            {
                "day": day.day,
                "incidents": day.count,
                "tension": day.tension,
                "origins": day.attention,
                "sources": day.sources,
            }
            for day in series.days
        ]
        return StoryList(
            head=head,
            items=items,
            paging=Paging(limit=max(len(items), 1), offset=0, total=len(items)),
            chosen={"from": since, "to": until},
            choices={},
        )

    return make
