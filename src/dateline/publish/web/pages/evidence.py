"""The words behind one record: what every row of every page links to."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import answer, page
from dateline.publish.web.views.evidence import evidence_view
from dateline.publish.web.views.report import report_version

router = APIRouter()


@page(router, "/evidence/{report}/{record}")
def evidence(request: Request, desk: TheDesk, report: str, record: str) -> Response:
    """One record with its sentence, its neighbours, and the page it was read from."""
    return answer(
        request,
        desk,
        version=desk.ask(lambda connection: report_version(connection, report)),
        template="evidence.html.j2",
        view=lambda: desk.ask(lambda connection: evidence_view(connection, report, record)),
    )
