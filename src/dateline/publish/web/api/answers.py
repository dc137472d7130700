"""How the API answers: one page of rows, or one thing, with an entity tag."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from fastapi import Request
from starlette.responses import Response

from dateline.publish.web.api.shapes import Problem
from dateline.publish.web.desk import Desk
from dateline.publish.web.forms import send
from dateline.publish.web.paging import Paging
from dateline.publish.web.problems import MEDIA_TYPE

JSON = "application/json"


def described(model: Any) -> dict[int | str, dict[str, Any]]:
    """The answers of an operation, for its description."""
    fault = {"content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}}
    return {
        200: {"model": model},
        304: {"description": "The entity tag given in If-None-Match still holds."},
        404: fault | {"description": "The ledger does not hold it."},
        422: fault | {"description": "A parameter is not valid."},
    }


def listed(
    request: Request,
    desk: Desk,
    version: Callable[[sa.Connection], str],
    rows: Callable[[sa.Connection], tuple[Sequence[Mapping[str, Any]], Paging]],
) -> Response:
    """One page of a list."""

    def make() -> bytes:
        items, paging = desk.ask(rows)
        following = paging.next(dict(request.query_params))
        page = {
            "items": items,
            "total": paging.total,
            "limit": paging.limit,
            "offset": paging.offset,
            "next": request.url.path + following if following else None,
        }
        return msgspec.json.encode(page)

    return send(request, desk, desk.ask(version), JSON, make)


def one(
    request: Request, desk: Desk, version: Callable[[sa.Connection], str], thing: Callable[[sa.Connection], Any]
) -> Response:
    """One thing."""
    return send(request, desk, desk.ask(version), JSON, lambda: msgspec.json.encode(desk.ask(thing)))
