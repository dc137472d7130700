"""A ledger of the sample reports and of one report that means harm, for every export."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.acquire import captures
from dateline.clean import to_report
from dateline.ledger import Filter, Ledger
from dateline.pipeline import Reader
from dateline.publish.export import export
from dateline.records import Capture

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
ADDED = "2026-02-06T09:00:00Z"
HARM = (
    '=HYPERLINK("x") talks </script><script>alert(1)</script>\n\n'
    "LISBON - “=SUM(A1:A9) is what we were paid,” the union of dockers said on Tuesday.\n\n"
    "At least 12 people\x0b were killed near Porto when a ferry sank, police said. \u202egnihton\u202c happened after.\n"
)


@pytest.fixture(scope="session")
def examples(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Read only; a test that writes makes its own."""
    path = tmp_path_factory.mktemp("export") / "examples.db"
    with Ledger(f"sqlite:///{path}") as ledger:
        for file in sorted(EXAMPLES.glob("2026-*")):
            for capture in captures(str(file)):
                assert isinstance(capture, Capture)
                report = to_report(capture, published=file.name[:10] if file.suffix == ".txt" else None)
                ledger.add(reader.read_report(report), capture, now=ADDED)
        harm = Capture(origin="test", kind="text", content=HARM, url="javascript:alert(1)")
        ledger.add(reader.read_report(to_report(harm, published="2026-02-05", outlet="+Daily =Harm")), harm, now=ADDED)
        yield ledger


@pytest.fixture(scope="session")
def exported(examples: Ledger) -> Callable[..., bytes]:
    """`exported("csv", story="S1")` gives the bytes."""

    def write(form: str, **filters: object) -> bytes:
        out = io.BytesIO()
        export(examples, form, Filter(**filters), out)
        return out.getvalue()

    return write
