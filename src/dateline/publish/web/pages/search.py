"""Search, with facets: the address is the whole state."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.ledger.facets import Asked
from dateline.ledger.overview import ledger_version
from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import answer, page
from dateline.publish.web.narrow import Narrow
from dateline.publish.web.paging import PAGE, Limit, Offset
from dateline.publish.web.query import Words
from dateline.publish.web.views.feed import feed
from dateline.publish.web.views.records import KINDS
from dateline.publish.web.views.search import search_view

router = APIRouter()

KindName = Annotated[Literal["", "statement", "event", "figure", "plan"], Query()]


@page(router, "/search", forms=("json", "csv", "atom"))
def search(
    request: Request,
    desk: TheDesk,
    where: Narrow,
    q: Words = None,
    kind: KindName = "",
    limit: Limit = PAGE,
    offset: Offset = 0,
) -> Response:
    """Records and reports by words, narrowed by what they have in common."""
    asked = Asked(where=where, words=q or "", kind=KINDS.get(kind))
    return answer(
        request,
        desk,
        version=desk.ask(ledger_version),
        template="search.html.j2",
        view=lambda: desk.ask(lambda connection: search_view(connection, asked, limit=limit, offset=offset)),
        feed=lambda: desk.ask(lambda connection: feed(connection, asked, str(request.url))),
    )
