"""How the watched sources are."""

from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.ledger.overview import ledger_version
from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import answer, page
from dateline.publish.web.views.sources import sources_view

router = APIRouter()

_MINUTE = len("2026-02-03T10:00")


@page(router, "/sources", forms=("json", "csv"))
def sources(request: Request, desk: TheDesk) -> Response:
    """The sources that were ever watched, those that need looking after first; looked at anew every minute."""
    now = desk.now()
    return answer(
        request,
        desk,
        version=f"{desk.ask(ledger_version)} {now[:_MINUTE]}",
        template="sources.html.j2",
        view=lambda: desk.ask(lambda connection: sources_view(connection, datetime.fromisoformat(now))),
    )
