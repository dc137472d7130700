"""The page of the watched sources: who is well, who is not, and since when."""

from datetime import UTC, datetime, timedelta

from dateline.acquire.feeds import Entry
from dateline.ledger import sources

NAMES = ("Agency", "Gazette", "<b>Herald</b>")


def watched(ledger):
    """Three sources that listed four items a day for a week; one is silent since, one has failed."""
    now = datetime.now(UTC)
    for days in range(9, 0, -1):
        moment = (now - timedelta(days=days)).isoformat(timespec="seconds").replace("+00:00", "Z")
        for name in NAMES:
            address = f"https://{name.strip('</b>').lower()}.example/feed"
            listed = 0 if name == "Gazette" and days < 4 else 4
            entries = [Entry(url=f"{address}/{days}/{i}", title=str(i)) for i in range(listed)]

            def take(connection, address=address, name=name, entries=entries, moment=moment):
                sources.open_source(connection, address, "feed", name, moment)
                found = sources.list_entries(connection, address, entries, moment)
                sources.note_answer(connection, address, moment, listed=len(found.fresh))

            ledger.change(take)
    late = (now - timedelta(hours=1)).isoformat(timespec="seconds").replace("+00:00", "Z")
    ledger.change(lambda connection: sources.note_failure(connection, "https://agency.example/feed", late, "no answer"))


def test_sources_are_shown_with_those_first_that_need_looking_after(fresh):
    ledger, desk = fresh
    watched(ledger)
    found = desk.get("/sources.json").json()["sources"]
    assert [(one["name"], one["state"]) for one in found] == [
        ("Agency", "failing"),
        ("Gazette", "silent"),
        ("<b>Herald</b>", "ok"),
    ]
    page = desk.get("/sources").text
    assert "Well: 1 of 3 watched sources" in page
    assert "silent since" in page
    assert "no answer" in page
    assert "<b>Herald</b>" not in page.replace("<b>&lt;b&gt;Herald", "")
    assert desk.get("/sources.csv").text.count("https://") >= len(NAMES)


def test_ledger_without_sources_says_how_to_watch(fresh):
    _, desk = fresh
    assert "dateline watch" in desk.get("/sources").text
