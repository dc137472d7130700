"""A ledger made from the sample reports, for pages to show."""

from pathlib import Path

from dateline.acquire import captures
from dateline.clean import to_report
from dateline.ledger import Ledger
from dateline.pipeline import Reader

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
NOW = "2026-02-05T08:00:00Z"


def fill(ledger: Ledger, reader: Reader, names: str = "*") -> None:
    """Adds the samples whose file names fit, in order of their day; pasted ones take day and outlet from the name."""
    for path in sorted(EXAMPLES.glob(names)):
        if path.suffix not in {".html", ".txt"}:
            continue
        pasted = path.suffix == ".txt"
        for capture in captures(str(path), allow_private=False):
            assert not isinstance(capture, Exception)
            report = to_report(
                capture,
                published=path.name[:10] if pasted else None,
                outlet=" ".join(path.stem[11:].split("-")[:2]).title() if pasted else None,
            )
            ledger.add(reader.read_report(report), capture, now=NOW)
