"""Reports, their records' evidence, and search."""

from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.errors import InputError
from dateline.ledger import Filter
from dateline.ledger.overview import ledger_version
from dateline.ledger.queries import evidence, search
from dateline.publish.web.api.answers import JSON, described, listed, one
from dateline.publish.web.api.shapes import ApiEvidence, ApiHit, Page
from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import send
from dateline.publish.web.paging import PAGE, Limit, Offset, Paging
from dateline.publish.web.problems import NotFoundError
from dateline.publish.web.views.report import find_reading, report_version
from dateline.records.codec import encode

router = APIRouter(prefix="/api/v1", tags=["reports"])

READING = "#/components/schemas/Reading"
_READING = {"content": {JSON: {"schema": {"$ref": READING}}}, "description": "The reading."}


@router.get("/reports/{report}", responses=described(None) | {200: _READING}, response_model=None)
def get_reading(request: Request, desk: TheDesk, report: str) -> Response:
    """The reading of a report, by its whole id, as `dateline read --format json` prints it."""
    version = desk.ask(lambda connection: report_version(connection, report))
    return send(
        request,
        desk,
        version,
        JSON,
        lambda: encode(desk.ask(lambda connection: find_reading(connection, report))),
    )


@router.get("/evidence/{report}/{record}", responses=described(ApiEvidence), response_model=None)
def get_evidence(request: Request, desk: TheDesk, report: str, record: str) -> Response:
    """The words behind a record, and the page they were read from."""

    def words(connection: sa.Connection) -> dict[str, Any]:
        try:
            return evidence(connection, f"{report}/{record}")
        except InputError as error:
            raise NotFoundError(str(error)) from error

    return one(request, desk, lambda connection: report_version(connection, report), words)


@router.get("/search", responses=described(Page[ApiHit]), response_model=None)
def find_reports(
    request: Request,
    desk: TheDesk,
    q: Annotated[str, Query(min_length=1, max_length=200, description="Words that a report must all hold.")],
    limit: Limit = PAGE,
    offset: Offset = 0,
) -> Response:
    """Reports that hold all the words, the best match first; a hundred at most."""

    def rows(connection: sa.Connection) -> tuple[list[dict[str, Any]], Paging]:
        found = search(connection, q, Filter())
        return found[offset : offset + limit], Paging(limit=limit, offset=offset, total=len(found))

    return listed(request, desk, ledger_version, rows)
