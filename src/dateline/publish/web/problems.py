"""What went wrong, in the shape of RFC 9457 for programs and as a page for people."""

from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dateline.errors import DatelineError, InputError, StoreError

MEDIA_TYPE = "application/problem+json"


class NotFoundError(InputError):
    """What the address names is not in the ledger."""


def problem(status: int, title: str, detail: str, **more: Any) -> Response:
    """A problem as JSON; `type` is stable, `detail` is for a person."""
    kind = f"/problems/{title.lower().replace(' ', '-')}"
    body = {"type": kind, "title": title, "status": status, "detail": detail, **more}
    return Response(msgspec.json.encode(body), status_code=status, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Answers every error of the application with a problem."""
    app.add_exception_handler(DatelineError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unforeseen)


def _ours(request: Request, error: Exception) -> Response:
    if isinstance(error, StoreError):
        return _answer(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    if isinstance(error, NotFoundError):
        return _answer(request, HTTPStatus.NOT_FOUND, str(error))
    if isinstance(error, InputError):
        return _answer(request, HTTPStatus.BAD_REQUEST, str(error))
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, str(error))


def _unforeseen(request: Request, error: Exception) -> Response:
    """A fault of our own: its trace goes to the server's log, never to the reader."""
    said = f"a fault in dateline ({type(error).__name__}); the log of `dateline serve` says more"
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, said)


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    said = error.detail if error.detail != status.phrase else _advice(request, status)
    answer = _answer(request, status, said)
    answer.headers.update(error.headers or {})
    return answer


def _invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    faults = [{"where": "/".join(map(str, fault["loc"])), "what": fault["msg"]} for fault in error.errors()]
    said = "; ".join(f"{fault['where']}: {fault['what']}" for fault in faults)
    return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, said, errors=faults)


def _advice(request: Request, status: HTTPStatus) -> str:
    if status is HTTPStatus.NOT_FOUND:
        return f"there is no page {request.url.path}; /stories lists what the ledger holds"
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        return f"{request.url.path} does not take {request.method}"
    return status.description or status.phrase


def _answer(request: Request, status: HTTPStatus, detail: str, **more: Any) -> Response:
    from dateline.publish.web.render import page  # noqa: PLC0415 - the templates' errors are answered here too

    path = request.url.path
    wants_page = "text/html" in request.headers.get("accept", "")
    if path.startswith("/api/") or not wants_page or path.endswith((".json", ".csv", ".atom")):
        return problem(status, status.phrase, detail, instance=path, **more)
    body = page("problem.html.j2", status=int(status), title=status.phrase, detail=detail)
    return Response(body, status_code=status, media_type="text/html")
