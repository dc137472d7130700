"""One address, several forms: `/stories` is a page, `/stories.json`, `/stories.csv` and `/stories.atom` the same for programs.

A page's module makes one router; `page` registers its function for each form:

    router = APIRouter()

    @page(router, "/stories", forms=("json", "csv"))
    def stories(request: Request, desk: TheDesk) -> Response:
        return answer(request, desk, version="…", template="stories.html.j2", view=lambda: …)
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeVar
from urllib.parse import quote

import msgspec
import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from dateline import __version__
from dateline.ledger.overview import ledger_version
from dateline.publish.table import printed
from dateline.publish.web.desk import Desk
from dateline.publish.web.render import page as render

Form = Literal["html", "json", "csv", "atom"]
Handler = TypeVar("Handler", bound=Callable[..., Any])

ENDINGS: tuple[Form, ...] = ("json", "csv", "atom")
MEDIA_TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "atom": "application/atom+xml",
}


class View(Protocol):
    """What a page shows: a dataclass, whole in JSON, whose `rows` make the CSV."""

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """The list of the page, as flat rows; empty for a page that is no list."""


def page(router: APIRouter, path: str, forms: Sequence[Form] = ("json",)) -> Callable[[Handler], Handler]:
    """Registers a function at a path and at the same path with each form's ending."""

    def register(function: Handler) -> Handler:
        for form in forms:
            router.add_api_route(f"{path}.{form}", function, methods=["GET", "HEAD"], include_in_schema=False)
        router.add_api_route(path, function, methods=["GET", "HEAD"], include_in_schema=False)
        return function

    return register


def form_of(request: Request) -> Form:
    """The form that the address asks for."""
    route = request.scope.get("route")
    path = route.path if isinstance(route, APIRoute) else ""
    return next((form for form in ENDINGS if path.endswith(f".{form}")), "html")


def answer(
    request: Request,
    desk: Desk,
    *,
    version: str,
    template: str,
    view: Callable[[], View],
    data: Callable[[], bytes] | None = None,
    feed: Callable[[], bytes] | None = None,
) -> Response:
    """The view in the form asked for.

    `version` names the state of everything that the view shows: while it stays, so does the answer.
    `data` makes the JSON form where it is not simply the view, `feed` the Atom form.
    """
    form = form_of(request)
    made = {"json": data, "atom": feed}.get(form)
    kept = send(request, desk, version, MEDIA_TYPES[form], made or (lambda: _made(request, form, template, view)))
    if form == "csv":
        name = request.url.path.strip("/").replace("/", "-")
        kept.headers["content-disposition"] = f'attachment; filename="{quote(name, safe=".-")}"'
    return kept


def of_ledger(request: Request, desk: Desk, template: str, make: Callable[[sa.Connection], View]) -> Response:
    """The view that `make` makes of one snapshot of the ledger, where anything added may change it."""
    return answer(request, desk, version=desk.ask(ledger_version), template=template, view=lambda: desk.ask(make))


def send(request: Request, desk: Desk, version: str, media_type: str, make: Callable[[], bytes]) -> Response:
    """What `make` makes, made once a version; nothing at all when the reader holds this version already."""
    name = f"{request.url.path}?{request.url.query}#{version}"
    tag = f'W/"{hashlib.sha256(f"{__version__} {name}".encode()).hexdigest()[:24]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "cookie"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = desk.kept.get(name)
    if body is None:
        body = make()
        desk.kept.put(name, body)
    return Response(body, headers=headers, media_type=media_type)


def _made(request: Request, form: Form, template: str, view: Callable[[], View]) -> bytes:
    shown = view()
    if form == "json":
        return msgspec.json.encode(shown)
    if form == "csv":
        return printed(shown.rows, "csv", ()).encode()
    return render(template, view=shown, here=request.url.path, query=dict(request.query_params)).encode()
