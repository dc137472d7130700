"""Actors, places and pairs of actors: their lists, and a page for each."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import form_of, of_ledger, page
from dateline.publish.web.narrow import Narrow
from dateline.publish.web.paging import PAGE, Limit, Offset
from dateline.publish.web.views.actors import actors_view
from dateline.publish.web.views.entity import actor_view, dyad_view, place_view
from dateline.publish.web.views.places import places_view

router = APIRouter()


@page(router, "/actors", forms=("json", "csv"))
def actors(request: Request, desk: TheDesk, where: Narrow, limit: Limit = PAGE, offset: Offset = 0) -> Response:
    """Who acts and is acted on."""
    return of_ledger(
        request, desk, "actors.html.j2", lambda connection: actors_view(connection, where, limit=limit, offset=offset)
    )


@page(router, "/actors/{actor}", forms=("json", "csv"))
def actor(request: Request, desk: TheDesk, actor: str) -> Response:
    """One actor, by a name or a code."""
    return of_ledger(request, desk, "entity.html.j2", lambda connection: actor_view(connection, actor))


@page(router, "/places", forms=("json", "csv"))
def places(request: Request, desk: TheDesk, where: Narrow) -> Response:
    """Where things are said to happen, on a map."""
    return of_ledger(request, desk, "places.html.j2", lambda connection: places_view(connection, where))


@page(router, "/places/{place}", forms=("json", "csv"))
def place(request: Request, desk: TheDesk, place: str) -> Response:
    """One place, by its name or a country's code."""
    return of_ledger(request, desk, "entity.html.j2", lambda connection: place_view(connection, place))


@page(router, "/dyads/{one}/{other}", forms=("json", "csv"))
def dyad(request: Request, desk: TheDesk, one: str, other: str) -> Response:
    """What two actors do to each other; a pair has one address, in the order of the alphabet."""
    if one > other:
        ending = "" if form_of(request) == "html" else f".{form_of(request)}"
        return RedirectResponse(f"/dyads/{quote(other, safe='')}/{quote(one, safe='')}{ending}", status_code=308)
    return of_ledger(request, desk, "entity.html.j2", lambda connection: dyad_view(connection, one, other))
