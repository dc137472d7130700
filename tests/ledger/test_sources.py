"""What sources listed and what became of it, on both engines."""

import pytest

from dateline.acquire.feeds import Entry
from dateline.errors import StoreError
from dateline.ledger import Ledger, sources
from dateline.watch.alone import alone

FEED = "https://post.example/feed"
NOW, LATER = "2026-02-02T09:00:00Z", "2026-02-02T10:00:00Z"
STRIKE = Entry(guid="1", url="https://post.example/strike", title="Strike", updated=NOW)
TALKS = Entry(guid="2", url="https://post.example/talks?utm_source=x", title="Talks", published="2026-02-01T08:00:00Z")


@pytest.fixture
def listing(ledger):
    def take(*entries, source=FEED, now=NOW):
        def change(connection):
            sources.open_source(connection, source, "feed", "Post", now)
            return sources.list_entries(connection, source, entries, now)

        return ledger.change(change)

    return take


def waiting(ledger):
    return [item.key for item in ledger.ask(lambda c: list(sources.pending(c)))]


def test_new_items_wait_in_the_order_of_their_time(ledger, listing):
    found = listing(STRIKE, TALKS)
    assert found.fresh == ("https://post.example/talks", "https://post.example/strike")
    assert waiting(ledger) == list(found.fresh)
    assert listing(STRIKE, TALKS, now=LATER).fresh == ()


def test_item_of_two_sources_waits_once(ledger, listing):
    other = "https://other.example/feed"
    listing(STRIKE)
    assert listing(STRIKE, source=other).fresh == ()
    assert waiting(ledger) == [STRIKE.url]
    for watched in (FEED, other):
        assert [item.source for item in ledger.ask(lambda c, one=watched: sources.left_over(c, {one}))] == [watched]
    assert ledger.ask(lambda c: sources.left_over(c, {"https://third.example/"})) == []


def test_settled_items_wait_no_longer_and_an_update_sends_them_back_five_times(ledger, listing):
    listing(STRIKE)
    for minute in range(1, 8):
        ledger.change(lambda c: sources.settle(c, STRIKE.url, "done", report="r", problem=None))
        assert waiting(ledger) == []
        later = f"2026-02-02T09:{minute:02}:00Z"
        found = listing(Entry(guid="1", url=STRIKE.url, title="Strike", updated=later), now=LATER)
        assert found.again == ((STRIKE.url,) if minute <= sources.MOST_REVISIONS else ())


def test_postponed_item_waits_with_its_reason(ledger, listing):
    listing(STRIKE)
    ledger.change(lambda c: sources.postpone(c, STRIKE.url, "no answer", LATER))
    (item,) = ledger.ask(lambda c: list(sources.pending(c, [STRIKE.url])))
    assert (item.attempts, item.not_before) == (1, LATER)


def test_thousand_items_and_what_no_text_column_takes(ledger, listing):
    many = [Entry(url=f"https://post.example/{i}", title="é" * 3) for i in range(1000)]
    assert len(listing(*many).fresh) == 1000
    assert listing(*many).fresh == ()


def test_host_is_remembered(ledger):
    ledger.change(lambda c: sources.remember_host(c, "post.example", robots="User-agent: *", robots_asked=NOW))
    ledger.change(lambda c: sources.remember_host(c, "post.example", not_before=LATER))
    assert ledger.ask(lambda c: sources.known_hosts(c, LATER)) == []
    assert ledger.ask(lambda c: sources.known_hosts(c, "2026-02-01T09:00:00Z")) == [
        sources.HostState(host="post.example", robots="User-agent: *", robots_asked=NOW, not_before=LATER)
    ]


def test_marks_and_failures_are_remembered(ledger, listing):
    listing(STRIKE)
    ledger.change(lambda c: sources.note_failure(c, FEED, NOW, "answered 500"))
    ledger.change(lambda c: sources.note_failure(c, FEED, NOW, "answered 500"))
    state = ledger.change(lambda c: sources.open_source(c, FEED, "feed", "Post", LATER))
    assert (state.failures, state.etag) == (2, None)
    ledger.change(lambda c: sources.note_answer(c, FEED, LATER, listed=1, etag='"v1"', moved_to="https://new.example/"))
    state = ledger.change(lambda c: sources.open_source(c, FEED, "feed", "Post", LATER))
    assert (state.failures, state.etag, state.moved_to) == (0, '"v1"', "https://new.example/")
    day = ledger.ask(lambda c: c.exec_driver_sql("SELECT polls, answers, items FROM source_days").one())
    assert tuple(day) == (3, 1, 1)


def test_one_watch_at_a_time(url):
    with Ledger(url) as one, Ledger(url) as other:
        with alone(one), pytest.raises(StoreError, match="another dateline watch"), alone(other):
            pass
        with alone(other):
            pass
