"""One story, and its lists one by one."""

from collections.abc import Callable

import sqlalchemy as sa
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dateline.ledger.overview import story_version
from dateline.ledger.visits import Marks, marks
from dateline.publish.web.desk import Desk, TheDesk
from dateline.publish.web.forms import View, answer, page
from dateline.publish.web.story_queries import Agenda, Claims, Figures, From, Sources, Timeline, Until
from dateline.publish.web.views import story_lists
from dateline.publish.web.views.story import merged_into, story_view

router = APIRouter()


@page(router, "/stories/{story}")
def story(request: Request, desk: TheDesk, story: str, since: From = None, until: Until = None) -> Response:
    """The story from every side."""
    return _of_story(
        request,
        desk,
        story,
        "story.html.j2",
        lambda connection: story_view(connection, story, since=since, until=until),
    )


@page(router, "/stories/{story}/timeline", forms=("json", "csv"))
def timeline(request: Request, desk: TheDesk, story: str, make: Timeline) -> Response:
    """What happened, by incident."""
    return _of_story(request, desk, story, "story_timeline.html.j2", make)


@page(router, "/stories/{story}/claims", forms=("json", "csv"))
def claims(request: Request, desk: TheDesk, story: str, make: Claims) -> Response:
    """Who says what."""
    return _of_story(request, desk, story, "story_claims.html.j2", make)


@page(router, "/stories/{story}/figures", forms=("json", "csv"))
def figures(request: Request, desk: TheDesk, story: str, make: Figures) -> Response:
    """How many, by whom."""
    return _of_story(request, desk, story, "story_figures.html.j2", make)


@page(router, "/stories/{story}/agenda", forms=("json", "csv"))
def agenda(request: Request, desk: TheDesk, story: str, make: Agenda) -> Response:
    """What is next, and what was moved."""
    return _of_story(request, desk, story, "story_agenda.html.j2", make)


@page(router, "/stories/{story}/sources", forms=("json", "csv"))
def sources(request: Request, desk: TheDesk, story: str, make: Sources) -> Response:
    """Who reports it, by origin."""
    return _of_story(request, desk, story, "story_sources.html.j2", make)


@page(router, "/stories/{story}/tempo", forms=("json", "csv"))
def tempo(request: Request, desk: TheDesk, story: str, since: From = None, until: Until = None) -> Response:
    """How much happens a day."""
    make = story_lists.tempo_list(story, since=since, until=until)
    return _of_story(request, desk, story, "story_tempo.html.j2", make)


def _of_story(
    request: Request, desk: Desk, story: str, template: str, make: Callable[[sa.Connection], View]
) -> Response:
    """The view of a story in the form asked for, or the way to the story that it was merged into."""

    def state(connection: sa.Connection) -> tuple[str | None, str]:
        mark = marks(connection, [story]).get(story, Marks())
        return merged_into(connection, story), f"{story_version(connection, story)}.{mark.seq}"

    target, version = desk.ask(state)
    if target is not None:
        rest = request.url.path.removeprefix(f"/stories/{story}")
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/stories/{target}{rest}{query}", status_code=308)
    return answer(request, desk, version=version, template=template, view=lambda: desk.ask(make))
