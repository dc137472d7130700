"""What people put right stays right, is shown beside what the machine read, and travels."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.ledger.made_up import reading

from dateline.errors import InputError
from dateline.ledger import Decision, Filter, Ledger
from dateline.ledger.correcting import from_line, groups, to_line
from dateline.ledger.schema import assignments

NOW = "2026-02-04T08:00:00Z"
ATTACK = "Avalon attacked Borduria at Port Quin"
SECOND = "Borduria attacked Avalon at Castle Rock"
TOLL = "The relief agency counted 40 dead in Avalon"
OTHER_TOLL = "Port hospital counted 90 dead in Avalon"
SAYING = "Minister Orlo promised that the harbour would open again by the end of the week"


def decide(ledger: Ledger, action: Any, item: str, **more: Any) -> str:
    return ledger.decide(Decision(action=action, item=item, made=NOW, by="anna", **more))


@pytest.fixture
def battle(ledger: Ledger) -> str:
    """A ledger with one report; its id."""
    one = reading("Shells fall on Port Quin harbour", ATTACK, SECOND, TOLL, SAYING)
    return ledger.add(one, now=NOW).report


def event(ledger: Ledger, name: str, **narrow: Any) -> dict[str, Any]:
    return next(row for row in ledger.timeline(Filter(**narrow)) if row["id"] == name)


def test_fixed_record_shows_the_right_values_and_keeps_the_machines(ledger: Ledger, battle: str) -> None:
    name = f"{battle}/e1"
    decide(ledger, "fix", name, change={"type": "COERCE", "when": "2026-02-01", "actors": "Syldavia's navy (SYL-MIL)"})
    row = event(ledger, name)
    assert (row["type"], row["day"], row["actors"], row["review"]) == (
        "COERCE",
        "2026-02-01",
        "Syldavia's navy",
        "fixed",
    )
    assert row["machine"]["type"] == "ASSAULT"
    assert row["machine"]["actors"] == "Avalon"
    assert row["mode"] is None
    assert [found["id"] for found in ledger.timeline(Filter(actor="SYL"))] == [name]
    assert [found["id"] for found in ledger.timeline(Filter(actor="AVA", type="COERCE"))] == []
    assert ledger.reading(battle).events[0].type == "ASSAULT"


def test_withdrawn_fix_leaves_the_machines_reading(ledger: Ledger, battle: str) -> None:
    before = ledger.timeline()
    decide(ledger, "fix", f"{battle}/e1", change={"actors": "Syldavia (SYL)", "where": None})
    decide(ledger, "withdraw", f"{battle}/e1")
    assert ledger.timeline() == before
    assert [decision["action"] for decision in ledger.decisions()] == ["fix", "withdraw"]


def test_rejected_record_leaves_every_list_unless_asked_for(ledger: Ledger, battle: str) -> None:
    decide(ledger, "reject", f"{battle}/e1")
    decide(ledger, "reject", f"{battle}/f1")
    decide(ledger, "reject", f"{battle}/s1")
    assert [row["id"] for row in ledger.timeline()] == [f"{battle}/e2"]
    assert ledger.figures() == ledger.statements() == []
    assert event(ledger, f"{battle}/e1", rejected=True)["review"] == "rejected"
    assert len(ledger.figures(Filter(rejected=True))) == len(ledger.statements(Filter(rejected=True))) == 1
    assert ledger.evidence(f"{battle}/e1")["words"] == ATTACK


def test_contradiction_goes_when_a_figure_is_put_right(ledger: Ledger, battle: str) -> None:
    other = ledger.add(reading("Shells fall again on Port Quin harbour", ATTACK, OTHER_TOLL), now=NOW).report
    kinds = {row["kind"] for row in ledger.relations() if "/f" in row["later"]}
    assert kinds == {"contradicts"}
    decide(ledger, "fix", f"{other}/f1", change={"value": "40"})
    assert {row["kind"] for row in ledger.relations() if "/f" in row["later"]} == {"compatible"}
    decide(ledger, "fix", f"{battle}/f1", change={"value": 90})
    assert {row["kind"] for row in ledger.relations() if "/f" in row["later"]} == {"contradicts"}
    decide(ledger, "reject", f"{battle}/f1")
    assert not [row for row in ledger.relations() if "/f" in row["later"]]


def test_judged_relation_leaves_the_queue_and_stays_judged(ledger: Ledger, battle: str) -> None:
    other = ledger.add(reading("Shells fall again on Port Quin harbour", ATTACK, OTHER_TOLL), now=NOW).report
    (doubt,) = ledger.review(doubt="contradiction")
    assert (doubt["words"], doubt["earlier_words"]) == (OTHER_TOLL, TOLL)
    decide(ledger, "reject", doubt["id"])
    assert ledger.review(doubt="contradiction") == []
    assert not [row for row in ledger.relations() if row["kind"] == "contradicts"]
    newer = reading("Shells fall again on Port Quin harbour", ATTACK, OTHER_TOLL, version="1")
    assert ledger.add(newer, now=NOW).report == other
    assert not [row for row in ledger.relations() if row["kind"] == "contradicts"]


def test_queue_puts_the_most_doubtful_first_and_forgets_what_was_judged(ledger: Ledger, battle: str) -> None:
    ledger.add(reading("Shells fall again on Port Quin harbour", ATTACK, OTHER_TOLL), now=NOW)
    decide(ledger, "fix", f"{battle}/e2", change={"actors": "the enemy"})
    queue = ledger.review()
    assert [row["weight"] for row in queue] == sorted((row["weight"] for row in queue), reverse=True)
    assert f"{battle}/e2" not in {row["id"] for row in queue}
    for row in queue:
        decide(ledger, "accept", row["id"])
    assert ledger.review() == []


@pytest.mark.parametrize(
    ("action", "item", "more"),
    [
        ("fix", "{}/e1", {"change": {"type": "WAR"}}),
        ("fix", "{}/e1", {"change": {"weather": "fine"}}),
        ("fix", "{}/e1", {"change": {"when": "yesterday"}}),
        ("fix", "{}/e1", {"change": {"status": None}}),
        ("fix", "{}/e1", {"change": {"type": "AID", "cameo": "190"}}),
        ("fix", "{}/e1", {"change": {"actors": "Avalon (nonsense)"}}),
        ("fix", "{}/f1", {"change": {"value": "many"}}),
        ("fix", "{}/e1", {}),
        ("accept", "{}/e99", {}),
        ("accept", "nonsense", {}),
        ("accept", "contradicts:a/f1:b/f2", {}),
        ("merge", "S1", {"others": ["F1"]}),
        ("merge", "S1", {"others": ["S99"]}),
        ("merge", "S1", {}),
        ("split", "S1", {"others": ["{}"]}),
        ("split", "S1", {"others": ["ffff"]}),
    ],
)
def test_decision_that_makes_no_sense_is_one_line_and_changes_nothing(
    ledger: Ledger, battle: str, action: str, item: str, more: dict[str, Any]
) -> None:
    more = {key: [one.format(battle) for one in value] if key == "others" else value for key, value in more.items()}
    with pytest.raises(InputError) as caught:
        decide(ledger, action, item.format(battle), **more)
    assert "\n" not in str(caught.value)
    assert ledger.decisions() == []


def test_merged_story_is_opened_by_either_id(ledger: Ledger, battle: str) -> None:
    flood = ledger.add(
        reading("Wheat prices climb in the markets of Klow", "Trader Wim saw bread cost double"), now=NOW
    )
    assert flood.story != "S1"
    assert decide(ledger, "merge", "S1", others=[flood.story]) == "S1"
    (story,) = ledger.stories()
    assert (story["id"], story["reports"]) == ("S1", 2)
    assert ledger.reports(Filter(story=flood.story)) == ledger.reports(Filter(story="S1"))
    assert ledger.current(flood.story) == "S1"
    more = ledger.add(
        reading("Wheat prices climb again in markets of Klow", "Trader Wim saw bread cost triple"), now=NOW
    )
    assert more.story == "S1"


def test_split_story_gets_an_id_that_was_never_given(ledger: Ledger, battle: str) -> None:
    other = ledger.add(reading("Shells fall again on Port Quin harbour", ATTACK, OTHER_TOLL), now=NOW)
    third = ledger.add(
        reading("Wheat prices climb in the markets of Klow", "Trader Wim saw bread cost double"), now=NOW
    )
    assert other.story == "S1"
    decide(ledger, "merge", "S1", others=[third.story])
    new = decide(ledger, "split", "S1", others=[third.report])
    assert new not in {"S1", third.story}
    assert ledger.current(third.story) == "S1"
    assert [row["id"] for row in ledger.reports(Filter(story=new))] == [third.report]
    assert decide(ledger, "split", "S1", others=[other.report[:8]]) == "S2"


def test_episodes_of_two_sagas_are_compared_when_the_sagas_are_merged_and_no_more_when_split(
    ledger: Ledger, battle: str
) -> None:
    other = ledger.add(reading("Shells fall again on Port Quin harbour", ATTACK, OTHER_TOLL), now=NOW)
    episode = decide(ledger, "split", "S1", others=[other.report])
    assert contradictions(ledger) == 1
    assert decide(ledger, "split", "G1", others=[episode]) == "G2"
    assert contradictions(ledger) == 0
    assert decide(ledger, "merge", "G1", others=["G2"]) == "G1"
    assert ledger.current("G2") == "G1"
    assert contradictions(ledger) == 1


def contradictions(ledger: Ledger) -> int:
    return [row["kind"] for row in ledger.relations()].count("contradicts")


def test_families_incidents_and_tallies_are_merged_and_split(ledger: Ledger, battle: str) -> None:
    same = [ATTACK, SECOND, TOLL, SAYING]
    copy = ledger.add(reading("Shells fall on Port Quin harbour", *same, outlet="The Harbour Times", url="x"), now=NOW)
    assert copy.copy_of == battle
    family = decide(ledger, "split", copy.family, others=[copy.report])
    assert {row["family"] for row in ledger.reports()} == {copy.family, family}
    assert any(row["later"].startswith(copy.report) for row in ledger.relations())
    assert decide(ledger, "merge", "I1.e1", others=["I1.e2"]) == "I1.e1"
    assert ledger.current("I1.e2") == "I1.e1"
    assert decide(ledger, "split", "I1.e1", others=[f"{battle}/e2"]) == "I1.e2-1"


def test_decisions_travel_to_a_ledger_that_numbers_otherwise(ledger: Ledger, battle: str, tmp_path: Path) -> None:
    other = reading("Wheat prices climb in the markets of Klow", "Trader Wim saw bread cost double")
    third = ledger.add(other, now=NOW)
    decide(ledger, "fix", f"{battle}/e2", change={"where": "the old mill"})
    decide(ledger, "merge", "S1", others=[third.story], why="one siege")
    exported = [from_line(to_line(decision)) for decision in kept(ledger)]
    with Ledger(f"sqlite:///{tmp_path / 'elsewhere.db'}") as elsewhere:
        elsewhere.add(other, now=NOW)
        elsewhere.add(reading("Shells fall on Port Quin harbour", ATTACK, SECOND, TOLL, SAYING, drop=[ATTACK]), now=NOW)
        assert [elsewhere.take_over(decision) for decision in exported] == [True, True]
        assert [elsewhere.take_over(decision) for decision in exported] == [False, False]
        (row,) = elsewhere.timeline()
        assert (row["id"], row["evidence"], row["where"]) == (f"{battle}/e1", SECOND, "the old mill")
        assert [row["id"] for row in elsewhere.stories()] == ["S2"]
    with Ledger(f"sqlite:///{tmp_path / 'empty.db'}") as empty:
        for decision in exported:
            with pytest.raises(InputError, match="not in this ledger"):
                empty.take_over(decision)
        assert empty.decisions() == []


def kept(ledger: Ledger) -> list[Decision]:
    rows = ledger.decisions()
    for row in rows:
        del row["found"]
    return [Decision(**row) for row in rows]


def test_log_of_assignments_alone_gives_the_present_groups(ledger: Ledger, battle: str) -> None:
    second = ledger.add(reading("Shells fall again on Port Quin harbour", ATTACK, OTHER_TOLL), now=NOW).report
    third = ledger.add(
        reading("Wheat prices climb in the markets of Klow", "Trader Wim saw bread cost double"), now=NOW
    )
    decide(ledger, "merge", third.story, others=["S1"])
    decide(ledger, "split", third.story, others=[second])
    decide(ledger, "merge", "I1.e1", others=["I1.e2"])
    assert replayed(ledger) == present(ledger)


def replayed(ledger: Ledger) -> dict[tuple[str, str], str]:
    columns = (assignments.c.kind, assignments.c.item, assignments.c.target)
    query = sa.select(*columns).order_by(assignments.c.seq)
    return ledger.ask(lambda connection: groups.replay(tuple(row) for row in connection.execute(query)))


def present(ledger: Ledger) -> dict[tuple[str, str], str]:
    def ask(connection: sa.Connection) -> dict[tuple[str, str], str]:
        found = {}
        for kind in groups.KINDS.values():
            for (group,) in connection.execute(sa.select(kind.column).where(kind.column.is_not(None)).distinct()):
                found.update({(kind.name, member): group for member in groups.members(connection, group)})
        return found

    return ledger.ask(ask)


def test_correction_by_another_process_is_heeded_by_the_next_adding(url: str) -> None:
    with Ledger(url) as adding, Ledger(url) as correcting:
        first = adding.add(reading("Shells fall on Port Quin harbour", ATTACK, TOLL), now=NOW).report
        adding.add(
            reading("Shells fall again on Port Quin harbour", ATTACK, "Colonel Brun counted 7 dead in Avalon"), now=NOW
        )
        decide(correcting, "fix", f"{first}/f1", change={"value": 90})
        third = adding.add(reading("More shells fall on Port Quin harbour", ATTACK, OTHER_TOLL), now=NOW).report
        ends = (f"{third}/f1", f"{first}/f1")
        assert [row["kind"] for row in adding.relations() if (row["later"], row["earlier"]) == ends] == ["compatible"]
