"""Two outlets on one story: who left out what."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.ledger.overview import ledger_version
from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import answer, page
from dateline.publish.web.query import Words
from dateline.publish.web.views.compare import compare_view

router = APIRouter()


@page(router, "/stories/{story}/compare", forms=("json", "csv"))
def compare(request: Request, desk: TheDesk, story: str, one: Words = None, other: Words = None) -> Response:
    """The two outlets side by side."""
    return answer(
        request,
        desk,
        version=desk.ask(ledger_version),
        template="compare.html.j2",
        view=lambda: desk.ask(lambda connection: compare_view(connection, story, one, other)),
    )
