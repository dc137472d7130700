"""How sources are: told from what they listed and how they answered."""

from datetime import timedelta
from pathlib import Path

from tests.watch.played import START

from dateline.acquire.feeds import Entry
from dateline.ledger import sources
from dateline.watch.config import Source
from dateline.watch.health import health

POST = Source(name="Post", kind="feed", address="https://post.example/feed", outlet=None, every=timedelta(hours=1))


def at(day, hour=12):
    return (START + timedelta(days=day, hours=hour)).isoformat().replace("+00:00", "Z")


def listing(ledger, day, number, hour=12):
    def take(connection):
        sources.open_source(connection, POST.address, POST.kind, POST.name, at(0))
        entries = [Entry(url=f"https://post.example/{day}/{hour}/{i}", title=f"{i}") for i in range(number)]
        found = sources.list_entries(connection, POST.address, entries, at(day, hour))
        sources.note_answer(connection, POST.address, at(day, hour), listed=len(found.fresh))

    ledger.change(take)


def shown(ledger, day, hour=13):
    (found,) = health(ledger, [POST], START + timedelta(days=day, hours=hour))
    return found


def test_source_never_asked_is_new(ledger):
    found = shown(ledger, 0)
    assert (found.state, found.last_success, found.usual, found.drift) == ("new", None, None, None)


def test_first_day_is_no_measure_of_the_usual(ledger):
    listing(ledger, 0, 50)
    for day in (1, 2, 3):
        assert shown(ledger, day).usual is None
        listing(ledger, day, 4)
    found = shown(ledger, 4)
    assert (found.state, found.usual, found.last_24_hours, found.drift) == ("ok", 4.0, 0, 0.0)
    assert found.pending == 62


def test_source_that_answers_but_lists_nothing_falls_silent(ledger):
    listing(ledger, 0, 50)
    for day in (1, 2, 3):
        listing(ledger, day, 7)
    listing(ledger, 4, 0)
    assert shown(ledger, 4, hour=11).state == "ok"
    found = shown(ledger, 4, hour=14)
    assert (found.state, found.silent_since, found.last_success) == ("silent", at(3), at(4))


def test_days_without_an_answer_do_not_lower_the_usual(ledger):
    listing(ledger, 0, 50)
    for day in (1, 2):
        listing(ledger, day, 6)
    for day in (3, 4):
        ledger.change(lambda c, day=day: sources.note_failure(c, POST.address, at(day), "no answer"))
    listing(ledger, 5, 6)
    found = shown(ledger, 6)
    assert (found.usual, found.state, found.problem) == (6.0, "ok", None)


def test_failing_source_says_why(ledger):
    listing(ledger, 0, 1)
    ledger.change(lambda c: sources.note_failure(c, POST.address, at(1), "https://post.example/feed answered 500"))
    found = shown(ledger, 1)
    assert (found.state, found.failures, found.last_success) == ("failing", 1, at(0))
    assert "500" in found.problem


def test_health_is_shown_by_the_command(tmp_path, ledger):
    from click.testing import CliRunner

    from dateline.cli import group

    path = Path(tmp_path / "watch.toml")
    path.write_text(f'[[sources]]\nname = "Post"\nfeed = "{POST.address}"\n')
    listing(ledger, 0, 2)
    text, json, csv = (
        CliRunner()
        .invoke(
            group, ["--ledger", ledger.url, "watch", str(path), "--health", "--format", form], standalone_mode=False
        )
        .output
        for form in ("text", "json", "csv")
    )
    assert "Post" in text
    assert '"state":"ok"' in json
    assert csv.startswith("name,state,last_success,last_item,silent_since")
