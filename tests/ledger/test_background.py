"""Background is no news: what a report tells as history does not count on the day of its printing."""

import pytest

from dateline.ledger import Ledger
from dateline.ledger.background import is_over, told_as_background
from dateline.watch import tempo

DAY = "2026-03-04"


def told(reading):
    """The triggers of the events told as background, and of the others."""
    background = told_as_background(reading)
    return (
        {event.trigger.text for event in reading.events if event.id in background},
        {event.trigger.text for event in reading.events if event.id not in background},
    )


def test_past_perfect_of_the_outlet_is_background(read):
    reading = read("Rebels shelled the port of Brega. The army had bombed their camp.", published=DAY)
    background, news = told(reading)
    assert "bombed" in background
    assert "shelled" in news


def test_past_perfect_of_a_speaker_is_what_he_reports(read):
    reading = read("The army said that it had bombed a rebel camp near Brega.", published=DAY)
    assert told(reading)[0] == set()


def test_paragraph_that_begins_with_an_old_time_goes_on_telling_of_it(read):
    text = (
        "In June 2024, the army bombed the port. Rebels shelled the capital.\n\n"
        "Police arrested 20 demonstrators in Tripoli."
    )
    background, news = told(read(text, published=DAY))
    assert {"bombed", "shelled"} <= background
    assert any("arrest" in trigger for trigger in news)


def test_present_perfect_and_newer_times_end_the_history(read):
    text = "In June 2024, the army bombed the port. On Tuesday, rebels shelled the capital."
    background, news = told(read(text, published=DAY))
    assert "shelled" in news
    assert "bombed" in background


@pytest.mark.parametrize(
    ("edtf", "over"),
    [
        ("2025", True),
        ("2026", False),
        ("2026-02", True),
        ("2026-03", False),
        ("2026-02-27", False),
        ("2026-02-20", True),
        ("2026-02-20/2026-03-02", False),
        ("2025-11/2026-01", True),
        ("../2025", True),
        ("2026-24", False),
        (None, False),
    ],
)
def test_time_is_over_when_its_end_lies_behind(edtf, over):
    assert is_over(edtf, DAY) is over


def test_background_counts_on_no_day(read):
    text = "Libya's army shelled Brega on Tuesday. Last year Egypt bombed Libya."
    with Ledger("sqlite://") as ledger:
        ledger.add(read(text, published=DAY, outlet="Coast Daily"), now=f"{DAY}T10:00:00Z")
        assert [(h.day, h.type) for h in tempo.daily(ledger).happenings] == [("2026-03-03", "ASSAULT")]
