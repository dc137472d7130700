"""What every room's tests share: one reader for the whole run, and a way to read a bare text."""

from collections.abc import Callable

import pytest

from dateline.annotate import AnnotatedText
from dateline.clean import to_report
from dateline.pipeline import Reader
from dateline.records import Capture, Reading


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Reading]:
    """Reads a text as a pasted report: `read("Two people were killed.", published="2026-02-04")`."""

    def read_text(text: str, *, published: str | None = None, outlet: str | None = None) -> Reading:
        capture = Capture(origin="test", kind="text", content=text)
        return reader.read_report(to_report(capture, published=published, outlet=outlet))

    return read_text


@pytest.fixture(scope="session")
def annotate(reader: Reader) -> Callable[..., AnnotatedText]:
    """Annotates a text as a pasted report."""

    def annotate_text(text: str, *, published: str | None = None) -> AnnotatedText:
        capture = Capture(origin="test", kind="text", content=text)
        return reader.annotator(to_report(capture, published=published))

    return annotate_text
