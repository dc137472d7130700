"""A source named by the user → the captures in it."""

from collections.abc import Iterator
from pathlib import Path

from dateline.records import Capture


def captures(source: str, *, allow_private: bool = False) -> Iterator[Capture | Exception]:
    """Every document of a source: an address, a path, or `-` for standard input.

    A document that cannot be had comes out as the error that says why, in its place, so that one
    bad row or record never stops the others.
    """
    yield Capture(origin=source, kind="text", content=Path(source).read_bytes())
