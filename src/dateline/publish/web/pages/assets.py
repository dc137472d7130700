"""Static files, each kept by the browser until its content, and so its address, changes."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.publish.web.problems import NotFoundError
from dateline.publish.web.render import asset, static

router = APIRouter()

FILES: Mapping[str, str] = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "finding.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "page.js": "text/javascript; charset=utf-8",
    "reading.css": "text/css; charset=utf-8",
    "review.js": "text/javascript; charset=utf-8",
}
"""Every file that is served, and its type: a new one is one more line."""

_A_YEAR = 31_536_000  # seconds: the longest that a cache is asked to keep anything (RFC 9111 names no limit)


@router.get("/static/{name}", include_in_schema=False)
def static_file(request: Request, name: str) -> Response:
    """One static file."""
    if name not in FILES:
        raise NotFoundError(f"no static file {name!r}")
    fixed = f"{request.url.path}?{request.url.query}" == static(name)
    kept = f"public, max-age={_A_YEAR}, immutable" if fixed else "no-cache"
    return Response(asset(name), media_type=FILES[name], headers={"cache-control": kept})
