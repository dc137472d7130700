"""A source named by the user → the captures in it."""

import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.acquire import jsonlines, warc
from dateline.acquire.files import read_file, read_stream
from dateline.acquire.pages import fetch
from dateline.acquire.sniff import Form, form_of, signature_of
from dateline.errors import DatelineError, InputError
from dateline.records import Capture


def captures(source: str, *, allow_private: bool = False) -> Iterator[Capture | DatelineError]:
    """Every document of a source: an address, a path, or `-` for standard input.

    A document that cannot be had comes out as the error that says why, in its place, so that one
    bad row or record never stops the others.
    """
    try:
        if source.startswith(("http://", "https://")):
            yield fetch(source, allow_private=allow_private)
            return
        content = read_stream(sys.stdin.buffer) if source == "-" else read_file(Path(source))
        name = "standard input" if source == "-" else source
        yield from _documents(content, name)
    except DatelineError as error:
        yield error


def _documents(content: bytes, name: str) -> Iterator[Capture | DatelineError]:
    """The documents in a file's bytes, by what the bytes are."""
    form = form_of(content, name)
    if form is Form.WARC:
        yield from warc.records(content, name)
    elif form is Form.JSON_LINES:
        yield from jsonlines.rows(content, name)
    elif form in {Form.HTML, Form.TEXT}:
        yield Capture(origin=name, kind="html" if form is Form.HTML else "text", content=content)
    else:
        what = signature_of(content) or form.value
        raise InputError(f"{name} is {what}; dateline reads HTML, plain text, JSON Lines and WARC")
