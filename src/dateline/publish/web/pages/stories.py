"""The list of stories, and the marks a reader leaves on them."""

from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from dateline.ledger.overview import Choice, Order, count_stories, ledger_version
from dateline.ledger.visits import Mark, keep_mark, last_mark
from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import answer, page
from dateline.publish.web.paging import PAGE, Limit, Offset
from dateline.publish.web.problems import NotFoundError
from dateline.publish.web.query import Day
from dateline.publish.web.views.stories import Show, story_list

router = APIRouter()


@page(router, "/stories", forms=("json", "csv"))
def stories(
    request: Request,
    desk: TheDesk,
    show: Show = "all",
    sort: Order = "change",
    since: Day = None,
    until: Day = None,
    limit: Limit = PAGE,
    offset: Offset = 0,
) -> Response:
    """The stories, with what is new in each since it was last marked read."""
    return answer(
        request,
        desk,
        version=desk.ask(lambda connection: f"{ledger_version(connection)}.{last_mark(connection)}"),
        template="stories.html.j2",
        view=lambda: desk.ask(
            lambda connection: story_list(
                connection, show=show, order=sort, since=since, until=until, limit=limit, offset=offset
            )
        ),
    )


@router.post("/stories/{story}/marks/{mark}", include_in_schema=False)
def mark_story(desk: TheDesk, story: str, mark: Mark, back: Annotated[str, Query()] = "/stories") -> Response:
    """Keeps one mark and goes back to where it was made."""

    def keep(connection: sa.Connection) -> None:
        if not count_stories(connection, Choice(only=[story])):
            raise NotFoundError(f"no story {story!r} in the ledger; /stories lists them")
        keep_mark(connection, story, mark, desk.now())

    desk.change(keep)
    local = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if local else "/stories", status_code=303)
