"""The lists of a story as an address asks for them: with the same parameters on the pages and in the API."""

from typing import Annotated

from fastapi import Depends, Query

from dateline.ledger.story.timeline import Direction
from dateline.publish.web.paging import PAGE, Limit, Offset
from dateline.publish.web.query import Day, Words
from dateline.publish.web.views import story_lists
from dateline.publish.web.views.story_lists import Making

From = Annotated[Day, Query(alias="from")]
Until = Annotated[Day, Query(alias="to")]


def _timeline(
    story: str,
    since: From = None,
    until: Until = None,
    kind: Annotated[Words, Query(alias="type")] = None,
    direction: Direction = "newest",
    limit: Limit = PAGE,
    offset: Offset = 0,
) -> Making:
    return story_lists.timeline_list(
        story, since=since, until=until, kind=kind, direction=direction, limit=limit, offset=offset
    )


def _claims(
    story: str,
    speaker: Words = None,
    standing: Words = None,
    act: Words = None,
    limit: Limit = PAGE,
    offset: Offset = 0,
) -> Making:
    return story_lists.claim_list(story, speaker=speaker, standing=standing, act=act, limit=limit, offset=offset)


def _figures(story: str, measure: Words = None, unit: Words = None, limit: Limit = PAGE, offset: Offset = 0) -> Making:
    return story_lists.figure_list(story, measure=measure, unit=unit, limit=limit, offset=offset)


def _agenda(story: str, limit: Limit = PAGE, offset: Offset = 0) -> Making:
    return story_lists.agenda_list(story, limit=limit, offset=offset)


def _sources(story: str, limit: Limit = PAGE, offset: Offset = 0) -> Making:
    return story_lists.source_list(story, limit=limit, offset=offset)


Timeline = Annotated[Making, Depends(_timeline)]
Claims = Annotated[Making, Depends(_claims)]
Figures = Annotated[Making, Depends(_figures)]
Agenda = Annotated[Making, Depends(_agenda)]
Sources = Annotated[Making, Depends(_sources)]
