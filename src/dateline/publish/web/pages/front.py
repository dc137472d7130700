"""The front door."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse

router = APIRouter()


@router.get("/", include_in_schema=False)
def front() -> RedirectResponse:
    """The stories are the front page."""
    return RedirectResponse("/stories", status_code=307)
