"""The list of stories, page by page: the same stories in the same order as in one list."""

import pytest
from tests.ledger.made_up import reading

from dateline.errors import InputError
from dateline.ledger import Filter, Ledger
from dateline.ledger.overview import Choice, Order, overview

NOW = "2026-02-04T08:00:00Z"
HEADLINES = (
    ("Wheat prices climb in Klow", "2026-02-03"),
    ("Ferry runs aground off Port Ellery", "2026-02-05"),
    ("Glacier lake drains above Vale", "2026-02-03"),
    ("Opera house reopens at Castle Rock", "2026-02-04"),
    ("Tram drivers strike across Harrow", "2026-02-05"),
)


def filled(ledger: Ledger) -> list[str]:
    for headline, day in HEADLINES:
        ledger.add(reading(headline, f"Mayor Orlo spoke of it: {headline}", day=day), now=NOW)
    return [row["id"] for row in ledger.stories()]


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_hold_what_the_whole_list_holds(ledger: Ledger, limit: int) -> None:
    whole = filled(ledger)
    assert len(whole) == len(HEADLINES)
    found: list[str] = []
    while page := ledger.stories(limit=limit, after=found[-1] if found else None):
        found += [row["id"] for row in page]
    assert found == whole


def test_page_is_of_what_the_filter_lets_through(ledger: Ledger) -> None:
    filled(ledger)
    where = Filter(since="2026-02-04")
    assert [row["last_day"] for row in ledger.stories(where, limit=2)] == ["2026-02-05", "2026-02-05"]
    assert len(ledger.stories(where, limit=9)) == len(ledger.stories(where)) == 3


@pytest.mark.parametrize("order", ["change", "day", "voices"])
def test_overview_turns_pages_in_each_order(ledger: Ledger, order: Order) -> None:
    filled(ledger)
    choice = Choice(order=order)
    whole = ledger.ask(lambda connection: overview(connection, choice, limit=None))
    pages = [ledger.ask(lambda connection, at=at: overview(connection, choice, limit=2, offset=at)) for at in (0, 2, 4)]
    assert [row for page in pages for row in page] == whole


def test_page_after_no_story_is_refused(ledger: Ledger) -> None:
    filled(ledger)
    with pytest.raises(InputError, match="S99"):
        ledger.stories(limit=2, after="S99")
