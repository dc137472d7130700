"""The API under /api/v1: the contract's shapes, paged, with entity tags and stable problems."""

from fastapi import APIRouter

from dateline.publish.web.api import reports, stories
from dateline.publish.web.api.description import describe

ROUTERS: tuple[APIRouter, ...] = (stories.router, reports.router)
"""Every router of the API; a new group of operations is one more."""

__all__ = ["ROUTERS", "describe"]
