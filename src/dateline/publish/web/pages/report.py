"""One report: its text under its marks, its versions, and the page it was read from."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dateline.ledger.provenance import captured
from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import answer, of_ledger, page
from dateline.publish.web.problems import NotFoundError
from dateline.publish.web.views.report import find_reading, report_version, report_view
from dateline.publish.web.views.versions import versions_view
from dateline.records.codec import encode
from dateline.records.report import ID_LENGTH

router = APIRouter()


@page(router, "/reports/{report}")
def report(request: Request, desk: TheDesk, report: str) -> Response:
    """The text with its records. As JSON it is the reading itself, in the contract's shape."""
    if len(report) < ID_LENGTH:
        whole = desk.ask(lambda connection: find_reading(connection, report)).report.id
        return RedirectResponse(request.url.path.replace(report, whole, 1), status_code=307)
    return answer(
        request,
        desk,
        version=desk.ask(lambda connection: report_version(connection, report)),
        template="report.html.j2",
        view=lambda: desk.ask(lambda connection: report_view(connection, report)),
        data=lambda: encode(desk.ask(lambda connection: find_reading(connection, report))),
    )


@page(router, "/reports/{report}/changes/{earlier}")
def versions(request: Request, desk: TheDesk, report: str, earlier: str) -> Response:
    """What changed from an earlier text to this one."""
    return of_ledger(request, desk, "versions.html.j2", lambda connection: versions_view(connection, earlier, report))


@router.get("/reports/{report}/capture", include_in_schema=False)
def capture(desk: TheDesk, report: str) -> Response:
    """The page as it was fetched, to keep: never shown by the browser, because it is another site's."""
    kept = desk.ask(lambda connection: captured(connection, report))
    if kept is None:
        raise NotFoundError(f"no captured page is kept for the report {report!r}")
    ending = "html" if kept.kind == "html" else "txt"
    return Response(
        kept.content,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{kept.sha256}.{ending}"',
            "content-security-policy": "sandbox; default-src 'none'",
            "etag": f'"{kept.sha256}"',
        },
    )
