"""Downloads: every format of an export under the filters of the lists."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO, cast

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from dateline.publish.export import FORMATS
from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import of_ledger, page
from dateline.publish.web.narrow import Narrow, as_query
from dateline.publish.web.problems import NotFoundError
from dateline.publish.web.views.exports import exports_view

router = APIRouter()

_IN_MEMORY = 8 * 1024 * 1024  # bytes of an export that are kept in memory before it goes to a temporary file
_PIECE = 64 * 1024
_SHOWN = frozenset({"rss", "atom", "jsonfeed"})
"""Formats that a browser or a feed reader opens by address, not as a download."""


@page(router, "/exports")
def exports(request: Request, desk: TheDesk, where: Narrow) -> Response:
    """The formats, how many records the filter lets through, and how to cite them."""
    return of_ledger(request, desk, "exports.html.j2", lambda connection: exports_view(connection, where))


@router.get("/exports/{form}", include_in_schema=False)
def download(desk: TheDesk, form: str, where: Narrow) -> Response:
    """One export. It is made whole before its first byte is sent, so that a failure is no half of a file."""
    if form not in FORMATS:
        raise NotFoundError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    kind = FORMATS[form]
    write = kind.writer()
    with ExitStack() as held:
        made = cast("BinaryIO", held.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY)))
        desk.ask(lambda connection: write(connection, where, made))
        held.pop_all()  # it is closed when it was sent
    name = "-".join(["dateline", *(value.replace(" ", "-") for value in as_query(where).values())])
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in name)
    how = "inline" if form in _SHOWN else "attachment"
    headers = {
        "content-disposition": f'{how}; filename="{plain}.{kind.ending}"',
        "content-length": str(made.tell()),
        "cache-control": "private, no-cache",
    }
    made.seek(0)
    return StreamingResponse(_pieces(made), headers=headers, media_type=kind.media_type)


def _pieces(made: BinaryIO) -> Iterator[bytes]:
    with made:
        while piece := made.read(_PIECE):
            yield piece
