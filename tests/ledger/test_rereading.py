"""A ledger read anew by a later version keeps its ids, its groups and what people put right."""

from typing import Any

from tests.ledger.made_up import reading

from dateline.ledger import Decision, Filter, Ledger
from dateline.ledger.anchors import anchors

NOW, LATER = "2026-02-04T08:00:00Z", "2026-02-05T08:00:00Z"
HEADLINE = "Shells fall on Port Quin harbour"
FIRST = "Avalon attacked Borduria at Port Quin"
SECOND = "Borduria attacked Avalon at Castle Rock"
THIRD = "Avalon attacked Borduria at Long Bridge"
TOLL = "The relief agency counted 40 dead in Avalon"


def decide(ledger: Ledger, action: Any, item: str, **more: Any) -> str:
    return ledger.decide(Decision(action=action, item=item, made=NOW, by="anna", **more))


def words(ledger: Ledger) -> dict[str, str]:
    return {row["id"]: row["evidence"] for row in (*ledger.timeline(), *ledger.figures())}


def test_record_keeps_its_id_when_a_newer_reading_numbers_it_otherwise(ledger: Ledger) -> None:
    old = reading(HEADLINE, FIRST, SECOND, THIRD, TOLL, drop=[FIRST])
    report = ledger.add(old, now=NOW).report
    before = words(ledger)
    assert ledger.add(reading(HEADLINE, FIRST, SECOND, THIRD, TOLL, version="1"), now=LATER).outcome == "reread"
    after = words(ledger)
    assert {name: after[name] for name in before} == before
    assert after[f"{report}/e3"] == FIRST
    assert [row["evidence"] for row in ledger.timeline()] == [FIRST, SECOND, THIRD]
    kept = ledger.reading(report)
    assert {event.id for event in kept.events} == {"e1", "e2", "e3"}
    assert set(anchors(kept)) == {name.partition("/")[2] for name in after}


def test_id_of_a_record_that_is_gone_is_given_to_no_other(ledger: Ledger) -> None:
    report = ledger.add(reading(HEADLINE, FIRST, SECOND), now=NOW).report
    ledger.add(reading(HEADLINE, FIRST, SECOND, version="1", drop=[SECOND]), now=LATER)
    assert [row["id"] for row in ledger.timeline()] == [f"{report}/e1"]
    ledger.add(reading(HEADLINE, FIRST, SECOND, version="2", drop=[FIRST]), now=LATER)
    assert words(ledger) == {f"{report}/e2": SECOND}


def test_groups_are_kept(ledger: Ledger) -> None:
    ledger.add(reading(HEADLINE, FIRST, TOLL), now=NOW)
    other = ledger.add(reading(HEADLINE + " again", SECOND, FIRST, TOLL), now=NOW).report
    decide(ledger, "merge", "I1.e1", others=["I2.e1"])
    before = groups(ledger)
    assert before[f"{other}/e1"] == "I1.e1"
    ledger.add(reading(HEADLINE, FIRST, TOLL, version="1"), now=LATER)
    ledger.add(reading(HEADLINE + " again", SECOND, FIRST, TOLL, version="1"), now=LATER)
    assert groups(ledger) == before


def groups(ledger: Ledger) -> dict[str, str]:
    from dateline.ledger.correcting import groups as grouping

    found = {}
    for group in ("I1.e1", "I2.e1", "I2.e2", "T1.f1", "T2.f1", "S1", "F1", "F2"):
        for member in ledger.ask(lambda connection, group=group: grouping.members(connection, group)):
            found[f"{group[0]} {member}" if "/" not in member else member] = group
    return found


def test_corrections_are_kept_and_the_machines_values_are_the_newer_ones(ledger: Ledger) -> None:
    report = ledger.add(reading(HEADLINE, FIRST, SECOND, TOLL, drop=[FIRST]), now=NOW).report
    decide(ledger, "fix", f"{report}/e1", change={"where": "the old mill"})
    decide(ledger, "reject", f"{report}/f1")
    ledger.add(reading(HEADLINE, FIRST, SECOND, TOLL, version="1", day="2026-02-04"), now=LATER)
    row = next(row for row in ledger.timeline() if row["id"] == f"{report}/e1")
    assert (row["evidence"], row["where"], row["machine"]["where"]) == (SECOND, "the old mill", "Castle Rock")
    assert ledger.figures() == []
    assert len(ledger.figures(Filter(rejected=True))) == 1


def test_correction_whose_record_is_gone_is_told_and_comes_back_with_it(ledger: Ledger) -> None:
    report = ledger.add(reading(HEADLINE, FIRST, SECOND), now=NOW).report
    decide(ledger, "fix", f"{report}/e2", change={"where": "the old mill"})
    ledger.add(reading(HEADLINE, FIRST, SECOND, version="1", drop=[SECOND]), now=LATER)
    assert [(row["item"], row["found"]) for row in ledger.decisions()] == [(f"{report}/e2", False)]
    ledger.add(reading(HEADLINE, FIRST, SECOND, version="2"), now=LATER)
    assert [row["found"] for row in ledger.decisions()] == [True]
    assert next(row for row in ledger.timeline() if row["id"] == f"{report}/e2")["where"] == "the old mill"


def test_rereading_without_a_change_changes_no_list(ledger: Ledger) -> None:
    for version in ("0", "1"):
        ledger.add(reading(HEADLINE, FIRST, TOLL, version=version), now=NOW)
        ledger.add(reading(HEADLINE + " again", FIRST, SECOND, TOLL, version=version), now=NOW)
        ledger.add(reading(HEADLINE, FIRST, TOLL, url="https://harbourtimes.example/quin", version=version), now=NOW)
        lists = [ledger.timeline(), ledger.figures(), ledger.relations(), ledger.stories()]
        if version == "0":
            before = lists
    assert lists == before
