"""The application: pages, API and static files over one ledger, behind the safety rules."""

from fastapi import FastAPI

from dateline import __version__
from dateline.ledger import Ledger
from dateline.publish.web import api, pages, problems
from dateline.publish.web.desk import Desk
from dateline.publish.web.safety import Access, Safety


def create_app(ledger: Ledger, access: Access | None = None) -> FastAPI:
    """The desk on an open ledger, which stays the caller's to close.

    `access` says from where the desk may be reached; by default from this machine alone.
    """
    app = FastAPI(
        title="dateline",
        version=__version__,
        summary="A sourced record of press reports: every row points at its words.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # FastAPI's own pages load their script from another host
        redoc_url=None,
    )
    app.state.desk = Desk(ledger)
    app.add_middleware(Safety, access=access or Access())
    problems.install(app)
    for router in (*pages.ROUTERS, *api.ROUTERS):
        app.include_router(router)
    api.describe(app)
    return app
