"""The pages: one module a page, each with its `router`, its view in `views` and its template."""

from fastapi import APIRouter

from dateline.publish.web.pages import (
    agenda,
    assets,
    compare,
    entities,
    evidence,
    exports,
    front,
    report,
    review,
    search,
    sources,
    stories,
    story,
)

ROUTERS: tuple[APIRouter, ...] = (
    assets.router,
    front.router,
    stories.router,
    story.router,
    compare.router,
    report.router,
    evidence.router,
    search.router,
    entities.router,
    agenda.router,
    sources.router,
    review.router,
    exports.router,
)
"""Every page's router, in the order in which addresses are matched; a new page is one line here."""
