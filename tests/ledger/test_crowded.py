"""A report with more records than any article has is kept whole, at a cost that does not explode."""

from dateline.ledger import Ledger
from dateline.ledger.joining import MOST_OWN


def test_every_record_of_a_crowded_report_is_kept_and_placed(read, tmp_path) -> None:
    count = MOST_OWN + 20
    text = " ".join(f"Police said {i + 100} people were arrested in town {i}." for i in range(count))
    reading = read(text, published="2026-02-04")
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        ledger.add(reading, now="2026-02-04T12:00:00+00:00")
        figures = ledger.figures()
        ledger.add(
            read("Police said 100 people were arrested in town 0.", published="2026-02-05"),
            now="2026-02-05T12:00:00+00:00",
        )
    assert len(figures) == len(reading.figures) >= count
    assert len({row["id"] for row in figures}) == len(figures)
