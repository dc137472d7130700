"""Two outlets on one story: who left out what."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import of_ledger, page
from dateline.publish.web.query import Words
from dateline.publish.web.views.compare import compare_view

router = APIRouter()


@page(router, "/stories/{story}/compare", forms=("json", "csv"))
def compare(request: Request, desk: TheDesk, story: str, one: Words = None, other: Words = None) -> Response:
    """The two outlets side by side."""
    return of_ledger(request, desk, "compare.html.j2", lambda connection: compare_view(connection, story, one, other))
