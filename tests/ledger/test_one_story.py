"""What the desk asks a ledger about stories, on both engines."""

import pytest
from tests.ledger.made_up import reading

from dateline.ledger import Ledger
from dateline.ledger.changes import caught_up, changes, count_new
from dateline.ledger.overview import Choice, count_stories, disputes, overview, per_day, story_version
from dateline.ledger.provenance import captured, provenance
from dateline.ledger.schema import statements, stories
from dateline.ledger.story import claims, origins, tallies, timeline
from dateline.ledger.visits import keep_mark, marks
from dateline.records import Capture

HEADLINE = "Avalon and Borduria trade fire at Port Quin"
ATTACK = "Avalon attacked Borduria at Port Quin"
TOLL = "The relief agency counted 40 dead in Avalon"
NEWER_TOLL = "The relief agency counted 52 dead in Avalon"
CLAIM = "Avalon said the shelling at Port Quin had stopped before dawn on the coast"
NAMES = ("Harbour", "Castle", "Market", "Bridge", "Temple", "Station", "Garden", "Canal")
NOW, LATER = "2026-02-04T08:00:00Z", "2026-02-05T08:00:00Z"


@pytest.fixture
def story(ledger: Ledger) -> str:
    """A story of two reports by two outlets, the second with a newer toll."""
    capture = Capture(origin="test", kind="html", content="<p>the page</p>")
    first = ledger.add(reading(HEADLINE, ATTACK, TOLL, CLAIM, outlet="Wire"), capture, now=NOW)
    more = "Borduria said its navy would answer for the dead of the harbour and the market"
    second = ledger.add(
        reading(HEADLINE + " again", ATTACK, NEWER_TOLL, more, day="2026-02-05", outlet="Post"), now=LATER
    )
    assert first.story == second.story
    return first.story


def test_a_mark_is_kept_and_what_comes_after_it_is_new(ledger: Ledger, story: str) -> None:
    ledger.change(lambda connection: keep_mark(connection, story, "read", NOW))
    seen = ledger.ask(marks)[story].seen
    assert seen is not None
    assert ledger.ask(lambda connection: caught_up(connection, {story: seen})) == [story]
    third = "Syldavia asked both sides to stop firing on the harbour and to let the ships pass"
    ledger.add(reading(HEADLINE + " still", ATTACK, third, day="2026-02-06", outlet="Torch"), now=LATER)
    new = ledger.ask(lambda connection: count_new(connection, {story: seen}))[story]
    assert (new["reports"], new["origins"]) == (1, 1)
    assert ledger.ask(lambda connection: caught_up(connection, {story: seen})) == []


def test_marks_are_a_log_in_which_the_last_one_holds(ledger: Ledger, story: str) -> None:
    for mark in ("star", "mute", "unmute"):
        ledger.change(lambda connection, mark=mark: keep_mark(connection, story, mark, NOW))
    state = ledger.ask(lambda connection: marks(connection, [story]))[story]
    assert (state.starred, state.muted, state.read) == (True, False, None)


def test_stories_at_a_glance(ledger: Ledger, story: str) -> None:
    row = ledger.ask(lambda connection: overview(connection, Choice(), limit=10, offset=0))[0]
    assert (row["id"], row["reports"], row["outlets"], row["origins"]) == (story, 2, 2, 2)
    assert ledger.ask(lambda connection: count_stories(connection, Choice(without=[story]))) == 0
    assert ledger.ask(lambda connection: per_day(connection, [story])) == {story: {"2026-02-04": 1, "2026-02-05": 1}}
    assert ledger.ask(lambda connection: disputes(connection, [story])) == {}


def test_mentions_of_one_happening_are_one_incident(ledger: Ledger, story: str) -> None:
    rows = ledger.ask(lambda connection: timeline.incidents(connection, story, limit=10))
    assert len(rows) == ledger.ask(lambda connection: timeline.count_incidents(connection, story))
    assert {row["type"] for row in rows} == {"ASSAULT"}
    assert all(row["mentions"] >= row["origins"] >= 1 for row in rows)
    later = ledger.ask(lambda connection: timeline.incidents(connection, story, since="2026-02-05", limit=10))
    assert all(row["day"] >= "2026-02-05" for row in later)


def test_a_figure_is_superseded_by_the_same_counters_newer_one(ledger: Ledger, story: str) -> None:
    measure = ledger.ask(lambda connection: tallies.measures(connection, story))[0]
    assert (measure["measure"], measure["figures"]) == ("deaths", 2)
    rows = ledger.ask(lambda connection: tallies.counts(connection, story, "deaths", measure["unit"], limit=10))
    newest, oldest = rows
    assert (newest["value"], newest["superseded_by"]) == (52, None)
    assert (oldest["value"], oldest["superseded_by"]["id"]) == (40, newest["id"])


def test_what_changed_names_both_records(ledger: Ledger, story: str) -> None:
    rows = ledger.ask(lambda connection: changes(connection, story, after=0, limit=10))
    update = next(row for row in rows if row["kind"] == "update")
    assert (update["earlier"]["value"], update["later"]["value"]) == (40, 52)
    newest = ledger.ask(lambda connection: changes(connection, story, after=99, limit=10))
    assert newest == []


def test_claims_stand_under_their_speakers(ledger: Ledger, story: str) -> None:
    rows = ledger.ask(lambda connection: claims.claims(connection, story, limit=10))
    who = ledger.ask(lambda connection: claims.speakers(connection, story, limit=10))
    assert {row["speaker"] for row in rows} == {row["speaker"] for row in who}
    assert sum(row["claims"] for row in who) == len(rows)
    assert len(who) == ledger.ask(lambda connection: claims.count_speakers(connection, story))


def test_a_rejected_claim_is_not_shown(ledger: Ledger, story: str) -> None:
    shown = ledger.ask(lambda connection: claims.count_claims(connection, story))
    ledger.change(lambda connection: connection.execute(statements.update().values(review="rejected")))
    assert shown > ledger.ask(lambda connection: claims.count_claims(connection, story)) == 0


def test_a_copy_stands_with_its_origin_and_says_nothing_twice(ledger: Ledger) -> None:
    told = [
        f"Witness {name} said the {name.lower()} quarter had been without water since the third night" for name in NAMES
    ]
    wire = ledger.add(reading(HEADLINE, ATTACK, TOLL, *told, outlet="Wire"), now=NOW)
    before = ledger.ask(lambda connection: timeline.count_incidents(connection, wire.story))
    copy = ledger.add(
        reading(HEADLINE, ATTACK, TOLL, *told, outlet="Reprint", url="https://reprint.example/1"), now=LATER
    )
    assert copy.copy_of == wire.report
    assert ledger.ask(lambda connection: timeline.count_incidents(connection, wire.story)) == before == 1
    assert len(ledger.ask(lambda connection: tallies.counts(connection, wire.story, "deaths", None, limit=9))) <= 1
    groups = ledger.ask(lambda connection: origins.origins(connection, wire.story, limit=10))
    assert [[row["outlet"] for row in group["reports"]] for group in groups] == [["Wire", "Reprint"]]


def test_the_version_of_a_story_changes_with_it_alone(ledger: Ledger, story: str) -> None:
    def version() -> str:
        return ledger.ask(lambda connection: story_version(connection, story))

    before = version()
    flood = (
        "Rivers rise in Nuevo Rico",
        "Engineers said the dam above the valley would hold through the night of rain",
    )
    assert ledger.add(reading(*flood, outlet="Wire"), now=LATER).story != story
    assert version() == before
    ledger.add(reading(HEADLINE + " at last", ATTACK, day="2026-02-07", outlet="Torch"), now=LATER)
    assert version() != before


def test_the_version_of_a_story_changes_with_its_saga(ledger: Ledger, story: str) -> None:
    flood = (
        "Rivers rise in Nuevo Rico",
        "Engineers said the dam above the valley would hold through the night of rain",
    )
    other = ledger.add(reading(*flood, outlet="Wire"), now=LATER).story
    ledger.change(lambda connection: connection.execute(stories.update().values(saga="the same")))
    before = ledger.ask(lambda connection: story_version(connection, story))
    again = ledger.add(reading(flood[0] + " again", flood[1], day="2026-02-05", outlet="Post"), now=LATER)
    assert again.story == other
    assert ledger.ask(lambda connection: story_version(connection, story)) != before


def test_the_captured_page_comes_back_whole(ledger: Ledger, story: str) -> None:
    groups = ledger.ask(lambda connection: origins.origins(connection, story, limit=10))
    report = next(row for group in groups for row in group["reports"] if row["page_sha256"])
    page = ledger.ask(lambda connection: captured(connection, report["id"]))
    assert page is not None
    assert (page.content, page.sha256) == (b"<p>the page</p>", report["page_sha256"])
    place = ledger.ask(lambda connection: provenance(connection, report["id"]))
    assert place["story"] == story
