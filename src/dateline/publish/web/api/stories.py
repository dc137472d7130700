"""Stories and what they hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.ledger.overview import Choice, Order, count_stories, disputes, ledger_version, overview, story_version
from dateline.publish.web.api.answers import described, listed, one
from dateline.publish.web.api.shapes import ApiClaim, ApiFigure, ApiIncident, ApiPlan, ApiReport, ApiStory, Page
from dateline.publish.web.desk import Desk, TheDesk
from dateline.publish.web.paging import PAGE, Limit, Offset, Paging
from dateline.publish.web.query import Day
from dateline.publish.web.story_queries import Agenda, Claims, Figures, Sources, Timeline
from dateline.publish.web.views.story import head_of
from dateline.publish.web.views.story_lists import Making

router = APIRouter(prefix="/api/v1", tags=["stories"])


@router.get("/stories", responses=described(Page[ApiStory]), response_model=None)
def list_stories(
    request: Request,
    desk: TheDesk,
    sort: Order = "change",
    since: Day = None,
    until: Day = None,
    limit: Limit = PAGE,
    offset: Offset = 0,
) -> Response:
    """The stories, the latest change first."""
    choice = Choice(since=since, until=until, order=sort)

    def rows(connection: sa.Connection) -> tuple[Sequence[Mapping[str, Any]], Paging]:
        found = overview(connection, choice, limit=limit, offset=offset)
        contested = disputes(connection, [row["id"] for row in found])
        items = [_only(ApiStory, row | {"disputes": contested.get(row["id"], 0)}) for row in found]
        return items, Paging(limit=limit, offset=offset, total=count_stories(connection, choice))

    return listed(request, desk, ledger_version, rows)


@router.get("/stories/{story}", responses=described(ApiStory), response_model=None)
def get_story(request: Request, desk: TheDesk, story: str) -> Response:
    """One story."""
    return one(request, desk, _version(story), lambda connection: _only(ApiStory, asdict(head_of(connection, story))))


@router.get("/stories/{story}/timeline", responses=described(Page[ApiIncident]), response_model=None)
def list_incidents(request: Request, desk: TheDesk, story: str, make: Timeline) -> Response:
    """What happened, by incident."""
    return _list(request, desk, story, make, ApiIncident)


@router.get("/stories/{story}/claims", responses=described(Page[ApiClaim]), response_model=None)
def list_claims(request: Request, desk: TheDesk, story: str, make: Claims) -> Response:
    """Who says what, the newest first."""
    return _list(request, desk, story, make, ApiClaim)


@router.get("/stories/{story}/figures", responses=described(Page[ApiFigure]), response_model=None)
def list_figures(request: Request, desk: TheDesk, story: str, make: Figures) -> Response:
    """The figures of one measure, the latest first; of the first measure when none is named."""
    return _list(request, desk, story, make, ApiFigure)


@router.get("/stories/{story}/agenda", responses=described(Page[ApiPlan]), response_model=None)
def list_plans(request: Request, desk: TheDesk, story: str, make: Agenda) -> Response:
    """The plans, the latest day first."""
    return _list(request, desk, story, make, ApiPlan)


@router.get("/stories/{story}/reports", responses=described(Page[ApiReport]), response_model=None)
def list_reports(request: Request, desk: TheDesk, story: str, make: Sources) -> Response:
    """The reports by origin: `limit`, `offset` and `total` count origins, and an origin's copies stand with it."""
    return _list(request, desk, story, make, ApiReport)


def _list(request: Request, desk: Desk, story: str, make: Making, shape: type) -> Response:
    def rows(connection: sa.Connection) -> tuple[Sequence[Mapping[str, Any]], Paging]:
        view = make(connection)
        return [_only(shape, item) for item in view.items], view.paging

    return listed(request, desk, _version(story), rows)


def _version(story: str) -> Callable[[sa.Connection], str]:
    return lambda connection: story_version(connection, story)


def _only(shape: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a shape; records that a row is joined to stand as their names."""
    return {field.name: _named(row[field.name]) for field in fields(shape)}


def _named(value: Any) -> Any:
    if isinstance(value, list):
        return [item["id"] for item in value]
    return value["id"] if isinstance(value, dict) else value
