"""What is planned, over all stories."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import of_ledger, page
from dateline.publish.web.narrow import Narrow
from dateline.publish.web.paging import PAGE, Limit, Offset
from dateline.publish.web.views.agenda import Show, agenda_view

router = APIRouter()


@page(router, "/agenda", forms=("json", "csv"))
def agenda(
    request: Request, desk: TheDesk, where: Narrow, show: Show = "coming", limit: Limit = PAGE, offset: Offset = 0
) -> Response:
    """Plans by day, each once."""
    return of_ledger(
        request,
        desk,
        "agenda.html.j2",
        lambda connection: agenda_view(connection, where, show=show, limit=limit, offset=offset),
    )
