"""Tempo counts what happened: not who printed it, and nothing where nobody looked."""

from datetime import date, timedelta

import pytest
from tests.watch.written import Written

from dateline.knowledge import plover
from dateline.ledger import Ledger
from dateline.watch.tempo import daily, monitored


@pytest.fixture
def ledger(tmp_path):
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        yield ledger


DYAD = ("IRN", "USA")


def days(first, n):
    start = date.fromisoformat(first)
    return [(start + timedelta(days=i)).isoformat() for i in range(n)]


def test_reprint_adds_attention_to_nothing(ledger):
    first = Written("2026-02-03", seed=1).event("ASSAULT", "USA", "IRN", day="2026-02-03")
    first.add_to(ledger)
    before = daily(ledger, dyad=DYAD)
    for number in range(12):
        reprint = Written("2026-02-03", outlet=f"Paper {number}", lead=first.text)
        reprint.event("ASSAULT", "USA", "IRN", day="2026-02-03")
        assert reprint.add_to(ledger).copy_of is not None
    after = daily(ledger, dyad=DYAD)
    assert [(d.count, d.tension, d.attention) for d in after.days] == [(1, 9.0, 1)]
    assert [d.count for d in after.days] == [d.count for d in before.days]


def test_rewritten_report_of_one_act_counts_it_once_and_adds_a_voice(ledger):
    for seed in range(3):
        Written("2026-02-03", seed=seed, outlet=f"Paper {seed}").event("ACCUSE", "IRN", "USA").add_to(ledger)
    (day,) = daily(ledger, dyad=DYAD).days
    assert (day.count, day.attention, len(day.incidents)) == (1, 3, len(set(day.incidents)))
    assert set(day.events) == {row["id"] for row in ledger.timeline()}


def test_two_places_are_two_happenings(ledger):
    report = Written("2026-02-03").event("ASSAULT", "USA", "IRN", where="Kish", words="Jets hit a radar on Kish")
    report.event("ASSAULT", "USA", "IRN", where="Isfahan", words="Missiles fell among the depots of Isfahan")
    report.event("ASSAULT", "USA", "IRN", words="Bombs went off before sunrise")
    report.add_to(ledger)
    assert [day.count for day in daily(ledger, dyad=DYAD).days] == [2]


def test_what_is_planned_denied_or_rejected_has_not_happened(ledger):
    report = Written("2026-02-03").event("ASSAULT", "USA", "IRN", status="planned")
    report.event("COERCE", "USA", "IRN", status="denied").event("AID", "USA", "IRN", status="hypothetical")
    report.add_to(ledger)
    assert [day.count for day in daily(ledger, dyad=DYAD).days] == [0]


def test_days_without_living_sources_have_no_number(ledger):
    for day in ("2026-02-01", "2026-02-05"):
        Written(day, seed=day).event("ACCUSE", "IRN", "USA", day=day).add_to(ledger)
    counts = {day.day: day.count for day in daily(ledger, dyad=DYAD).days}
    assert counts["2026-02-01"] == counts["2026-02-05"] == 1
    assert counts["2026-02-02"] is counts["2026-02-03"] is counts["2026-02-04"] is None


def test_quiet_day_with_living_sources_is_zero(ledger):
    Written("2026-02-01", seed=1).event("ACCUSE", "IRN", "USA", day="2026-02-01").add_to(ledger)
    Written("2026-02-02", seed=2).event("AID", "OMN", "ISR", day="2026-02-02").add_to(ledger)
    series = daily(ledger, dyad=DYAD, until="2026-02-02")
    assert [day.count for day in series.days] == [1, 0]
    assert series.days[1].tension == 0.0


def test_partial_outage_below_half_of_the_usual_sources_is_no_day(ledger):
    assert monitored([10] * 30 + [4]) == [True] * 30 + [False]
    assert monitored([10] * 30 + [5]) == [True] * 31
    assert monitored([0, 0, 1]) == [False, False, True]


def test_series_is_seen_as_it_was_known(ledger):
    Written("2026-02-02", seed=1).event("ACCUSE", "IRN", "USA", day="2026-02-02").add_to(ledger)
    Written("2026-02-04", seed=2).event("ASSAULT", "USA", "IRN", day="2026-02-02").add_to(ledger)
    assert daily(ledger, dyad=DYAD, known_by="2026-02-03").days[0].count == 1
    assert daily(ledger, dyad=DYAD).days[0].count == 2


def test_event_dated_after_its_report_stands_at_the_report(ledger):
    Written("2026-02-02").event("ACCUSE", "IRN", "USA", day="2026-02-06").add_to(ledger)
    assert [(day.day, day.count) for day in daily(ledger, dyad=DYAD).days] == [("2026-02-02", 1)]


def test_event_dated_months_after_its_report_is_of_a_day_that_nobody_knows(ledger):
    Written("2026-02-02").event("ACCUSE", "IRN", "USA", day="2026-06-14").add_to(ledger)
    assert [(day.day, day.count) for day in daily(ledger, dyad=DYAD).days] == [("2026-02-02", 0)]


def test_tension_is_conflict_less_cooperation_and_quads_add_up(ledger):
    report = (
        Written("2026-02-02").event("ASSAULT", "USA", "IRN").event("AID", "OMN", "IRN").event("CONSULT", "OMN", "IRN")
    )
    report.add_to(ledger)
    (day,) = daily(ledger, place=None, actor="IRN").days
    assert day.quads == (1, 1, 0, 1)
    assert sum(day.quads) == day.count
    values = {kind: plover.goldstein(kind, None, None) for kind in ("ASSAULT", "AID", "CONSULT")}
    assert values["ASSAULT"] < 0 < values["AID"]
    assert day.tension == pytest.approx(-sum(values.values()))


def test_every_number_opens_to_its_words(ledger):
    for seed, day in enumerate(days("2026-02-01", 5)):
        Written(day, seed=seed).event("ACCUSE", "IRN", "USA", day=day).add_to(ledger)
    for day in daily(ledger, dyad=DYAD).days:
        assert [ledger.evidence(event)["words"] for event in day.events] == ["Iran did ACCUSE to the United States"]


def test_an_empty_ledger_has_no_days(ledger):
    assert daily(ledger, story="S1").days == ()
