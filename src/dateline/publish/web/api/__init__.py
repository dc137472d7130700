"""The API under /api/v1: the contract's shapes, paged, with entity tags and stable problems."""

from fastapi import APIRouter, FastAPI

ROUTERS: tuple[APIRouter, ...] = ()


def describe(app: FastAPI) -> None:
    """Completes the OpenAPI description."""
