"""What searches, pages and exports ask of a ledger, on both engines."""

import pytest
from tests.ledger.made_up import reading

from dateline.ledger import Filter, Ledger
from dateline.ledger.ahead import count_plans_ahead, newest_day, plans_ahead
from dateline.ledger.conditions import answers
from dateline.ledger.facets import Asked, count_days, count_facets, count_kinds, find, stems
from dateline.ledger.named import counterparts, names_of, places_of
from dateline.ledger.omissions import compare, outlets_of
from dateline.ledger.selection import latest, select, weigh
from dateline.ledger.whole import whole

ATTACK = "Avalon attacked Borduria at Port Quin"
BACK = "Borduria attacked Avalon at Camelot"
TOLL = "The relief agency counted 40 dead in Avalon"
SAID = "Avalon said that the talks would go on"


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Three reports: the second by another outlet, the third a later day."""
    for i, (outlet, day, sentences) in enumerate(
        (
            ("Times", "2026-02-03", (ATTACK, TOLL, SAID)),
            ("Post", "2026-02-03", (BACK, TOLL)),
            ("Times", "2026-02-05", (ATTACK, "Borduria said that nobody would talk")),
        )
    ):
        read = reading(f"War in Avalon, part {i}", *sentences, outlet=outlet, day=day)
        ledger.add(read, now=f"2026-02-06T0{i}:00:00Z")
    return ledger


def ask(ledger: Ledger, question, *args, **kwargs):
    return ledger.ask(lambda connection: question(connection, *args, **kwargs))


def test_kinds_and_facets_count_what_is_listed(told: Ledger) -> None:
    assert ask(told, count_kinds, Asked()) == {"s": 2, "e": 3, "f": 2, "a": 0}
    facets = ask(told, count_facets, Asked())
    assert dict(facets["outlet"]) == {"Times": 5, "Post": 2}
    assert dict(facets["place"]) == {"Port Quin": 2, "Camelot": 1}
    for name, values in facets.items():
        for value, count in values:
            found = ask(told, find, Asked(where=Filter(**{name: value})), limit=50)
            assert len(found) == count, (name, value)


def test_words_are_found_in_any_form_and_in_the_record_itself(told: Ledger) -> None:
    found = ask(told, find, Asked(words="talk"), limit=50)
    assert len(found) == 2
    assert {row["kind"] for row in found} == {"s"}
    assert ask(told, find, Asked(words="talks", kind="e"), limit=50) == []
    assert stems("talks going this") == ["talk", "go", "this"]


@pytest.mark.parametrize("words", ["100%", "a_b", "\\", "it's", "NEAR", "…"])
def test_words_are_no_pattern_and_no_query(told: Ledger, words: str) -> None:
    assert ask(told, find, Asked(words=words), limit=50) in ([], ask(told, find, Asked(), limit=50))


def test_the_latest_day_comes_first_or_what_was_added_last(told: Ledger) -> None:
    days = [row["day"] for row in ask(told, find, Asked(), limit=50)]
    assert days == sorted(days, reverse=True)
    added = [row["added"] for row in ask(told, find, Asked(), limit=50, by="added")]
    assert added == sorted(added, reverse=True)
    assert ask(told, count_days, Asked()) == {"2026-02-03": 2, "2026-02-05": 1}


def test_a_filter_that_a_kind_cannot_answer_leaves_it_out(told: Ledger) -> None:
    assert not answers("f", Filter(standing="named"))
    assert not answers("s", Filter(dyad=("AVA", "BOR")))
    assert answers("f", Filter(place="Avalon"))
    assert ask(told, count_kinds, Asked(where=Filter(dyad=("AVA", "BOR")))) == {"s": 0, "e": 3, "f": 0, "a": 0}


def test_selection_holds_each_record_once_beside_its_reading(told: Ledger) -> None:
    chosen = ask(told, lambda connection: list(select(connection, Filter())))
    names = [record.name for one in chosen for record in one.records]
    assert len(names) == len(set(names)) == 7
    for one in chosen:
        for record in one.records:
            evidence = record.reading.evidence
            assert one.reading.report.text[evidence.start : evidence.end] == evidence.text
    few = ask(told, lambda connection: list(select(connection, Filter(type="ASSAULT", since="2026-02-05"))))
    assert [len(one.records) for one in few] == [1]
    newest = ask(told, lambda connection: list(latest(connection, Filter(), 1)))
    assert [one.reading.report.headline for one in newest] == ["War in Avalon, part 2"]


def test_an_incident_weighs_its_mentions_and_its_families(told: Ledger) -> None:
    incidents = {
        row.row["incident"]
        for one in ask(told, lambda c: list(select(c, Filter())))
        for row in one.records
        if row.kind == "e"
    }
    weights = ask(told, weigh, incidents)
    assert set(weights) == incidents
    assert sum(weight.mentions for weight in weights.values()) == 3
    assert all(1 <= weight.families <= weight.reports for weight in weights.values())


def test_an_actor_has_names_counterparts_and_places(told: Ledger) -> None:
    assert [row["name"] for row in ask(told, names_of, "AVA", limit=5)] == ["Avalon"]
    (other,) = ask(told, counterparts, "AVA", Filter(), limit=5)
    assert other["code"] == "BOR"
    assert other["done_to"] >= 1
    assert other["done_by"] == 1
    assert {row["name"] for row in ask(told, places_of, Filter(actor="AVA"), limit=5)} == {"Port Quin", "Camelot"}


def test_two_outlets_are_matched_by_what_was_joined(told: Ledger) -> None:
    story = told.stories()[0]["id"]
    assert ask(told, outlets_of, story)[0][0] == "Times"
    things = ask(told, compare, story, "Times", "Post")
    toll = next(thing for thing in things if thing.kind == "f")
    assert toll.one
    assert toll.other
    left_out = [thing for thing in things if not (thing.one and thing.other)]
    assert any(thing.kind == "e" and not thing.one for thing in left_out)


def test_nothing_is_planned(told: Ledger) -> None:
    assert ask(told, plans_ahead, Filter(), dated=True, limit=5) == []
    assert ask(told, count_plans_ahead, Filter(), dated=False) == 0
    assert ask(told, newest_day) == "2026-02-05"


def test_a_whole_record_has_parties_as_a_fix_takes_them(told: Ledger) -> None:
    name = told.timeline()[0]["id"]
    row = ask(told, whole, [name, "none/e1"])[name]
    assert row["actors"] in {"Avalon (AVA)", "Borduria (BOR)"}
    assert row["type"] == "ASSAULT"
