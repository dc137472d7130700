"""Rules find what they are for, tell it once, and take it back when it falls."""

import json
from datetime import date, timedelta

import msgspec
import pytest
from tests.watch.written import Written

from dateline.errors import InputError
from dateline.knowledge import plover
from dateline.ledger.correcting.decision import Decision
from dateline.ledger.signals import listed, mute, pending
from dateline.watch.rules import Rule, read_rules
from dateline.watch.signals import after_cycle, keep_rules, preview

CHANNEL = '\n[[channels]]\nname = "tty"\nterminal = true\n'


@pytest.fixture
def keep(tmp_path, ledger):
    def keep_text(text, now="2026-01-01T00:00:00+00:00"):
        path = tmp_path / "watch.toml"
        path.write_text(text, encoding="utf-8")
        return keep_rules(ledger, path, now)

    return keep_text


def rule(trigger, where="{}", more=""):
    return f'[[rules]]\nname = "r"\ntrigger = "{trigger}"\nwhere = {where}\nchannels = ["tty"]\n{more}\n{CHANNEL}'


def day(offset):
    return (date(2026, 1, 1) + timedelta(days=offset)).isoformat()


def at(offset):
    return f"{day(offset)}T20:00:00+00:00"


def raised(ledger, now):
    after_cycle(ledger, now)
    return [row["headline"] for row in ledger.ask(listed)]


def calm(ledger, days):
    """An act of one side a day, told by one paper."""
    for offset in range(days):
        report = Written(day(offset), seed=offset).event("ACCUSE", "IRN", "USA", day=day(offset))
        report.add_to(ledger)


def many(report, when, number):
    """So many happenings of a day between two sides, each of a type and direction of its own."""
    kinds = [kind for kind in sorted(plover.QUADS) if kind != "ACCUSE"]
    for i in range(number):
        sides = ("USA", "IRN") if i % 2 else ("IRN", "USA")
        report.event(kinds[i // 2], *sides, day=when)


def test_a_rise_is_told_once_and_not_again_in_its_episode(ledger, keep, capsys):
    keep(rule("tempo", '{ dyad = ["IRN", "USA"] }'))
    calm(ledger, 80)
    assert raised(ledger, at(79)) == []
    for offset in (80, 81):
        report = Written(day(offset), seed=offset)
        many(report, day(offset), 12)
        report.add_to(ledger)
        after_cycle(ledger, at(offset))
    found = ledger.ask(listed)
    assert [row["day"] for row in found] == [day(81), day(80)]
    assert {row["episode"] for row in found} == {found[-1]["seq"]}
    assert found[-1]["headline"].startswith("IRN–USA: 18 in 7 days, 7.1 expected: ×2.5, chance .0")
    told = capsys.readouterr().out
    assert told.count("r: IRN–USA") == 1
    assert "“Iran did COERCE to the United States”" in told
    assert "Meridian Wire (outlet)" in told


def test_reprints_of_an_old_report_raise_nothing(ledger, keep):
    keep(rule("tempo", '{ dyad = ["IRN", "USA"] }'))
    calm(ledger, 80)
    lead = ledger.reading(ledger.reports()[-1]["id"]).report.text
    for number in range(30):
        Written(day(79), outlet=f"Paper {number}", lead=lead).event("ACCUSE", "IRN", "USA", day=day(79)).add_to(ledger)
    assert raised(ledger, at(79)) == []


def test_first_event_of_a_type_in_a_dyad(ledger, keep):
    keep(rule("first-event", '{ dyad = ["IRN", "USA"], type = "ASSAULT" }'))
    Written(day(1), seed=1).event("ACCUSE", "IRN", "USA").event("ASSAULT", "ISR", "IRN").add_to(ledger)
    assert raised(ledger, at(1)) == []
    Written(day(2), seed=2).event("ASSAULT", "USA", "IRN", day=day(2)).add_to(ledger)
    Written(day(3), seed=3).event("ASSAULT", "IRN", "USA", day=day(3)).add_to(ledger)
    assert raised(ledger, at(3)) == [f"IRN–USA, ASSAULT: the first, {day(2)}"]


def test_first_event_told_as_background_is_no_news_but_is_known(ledger, keep):
    keep(rule("first-event", '{ dyad = ["IRN", "USA"], type = "ASSAULT" }'))
    Written(day(40), seed=1).event("ASSAULT", "USA", "IRN", day=day(3)).add_to(ledger)
    Written(day(41), seed=2).event("ASSAULT", "USA", "IRN", day=day(41)).add_to(ledger)
    assert raised(ledger, at(41)) == []
    keep(rule("first-event", '{ dyad = ["IRN", "USA"], type = "ASSAULT" }', "within_days = 30"))
    Written(day(80), seed=3).event("ASSAULT", "USA", "IRN", day=day(80)).add_to(ledger)
    assert raised(ledger, at(80)) == [f"IRN–USA, ASSAULT: the first in 30 days, {day(80)}"]


def test_new_origin_needs_another_text_and_another_speaker(ledger, keep):
    keep(rule("new-origin"))
    act = {"day": day(1), "where": "Kish"}
    first = Written(day(1), seed=1).event("ASSAULT", "USA", "IRN", **act, by="Captain Ames")
    first.add_to(ledger)
    Written(day(1), outlet="Reprint", lead=first.text).event("ASSAULT", "USA", "IRN", **act).add_to(ledger)
    Written(day(1), outlet="Echo", seed=2).event("ASSAULT", "USA", "IRN", **act, by="Captain Ames").add_to(ledger)
    assert raised(ledger, at(1)) == []
    Written(day(2), outlet="Bay Post", seed=3).event("ASSAULT", "USA", "IRN", **act, by="Mr Karimi").add_to(ledger)
    assert raised(ledger, at(2)) == ["ASSAULT: Mr Karimi tells of it too, after 2 origins"]


def test_new_origin_of_a_claim_is_another_speaker_in_another_text(ledger, keep):
    keep(rule("new-origin"))
    claim = "two tankers were seized off Kish by armed men in speedboats"
    first = Written(day(1), seed=1)
    first.said("Captain Ames", claim)
    first.add_to(ledger)
    echo = Written(day(1), outlet="Echo", seed=2)
    echo.said("Captain Ames", claim)
    echo.said("Mr Karimi", claim, act="deny")
    echo.said("Mr Karimi", "the tankers would sail again")
    echo.add_to(ledger)
    assert raised(ledger, at(1)) == []
    later = Written(day(2), outlet="Bay Post", seed=3)
    later.said("Port authorities", f"{claim} before dawn")
    later.said("Port authorities", "five tankers were seized off Qeshm by armed men in speedboats")
    later.add_to(ledger)
    assert raised(ledger, at(2)) == ["what Captain Ames said is said by Port authorities too, after 2 origins"]


def test_search_for_events_finds_no_origin_of_claims(ledger, keep):
    keep(rule("new-origin", '{ dyad = ["IRN", "USA"] }'))
    for seed, speaker in enumerate(("Captain Ames", "Mr Karimi")):
        report = Written(day(1), outlet=f"Outlet {seed}", seed=seed)
        report.said(speaker, "two tankers were seized off Kish by armed men in speedboats")
        report.add_to(ledger)
    assert raised(ledger, at(1)) == []


def test_denial_carries_both_sentences(ledger, keep, capsys):
    keep(rule("denial"))
    claim = "the tanker was boarded by the navy at dawn"
    one, other = Written(day(1), seed=1), Written(day(1), seed=2, outlet="Bay Post")
    one.said("Captain Ames", claim)
    other.said("Mr Karimi", claim, act="deny")
    one.add_to(ledger)
    other.add_to(ledger)
    assert raised(ledger, at(1)) == ["Mr Karimi denies what Captain Ames asserts"]
    told = capsys.readouterr().out
    assert f"Mr Karimi deny that {claim}" in told
    assert f"Captain Ames say that {claim}" in told


def test_revised_figure_shows_both_numbers(ledger, keep):
    keep(rule("figure-revised", '{ type = "deaths" }'))
    Written(day(1), seed=1).figure("Red Lion Society", 21).figure("Red Lion Society", 22).add_to(ledger)
    assert raised(ledger, at(1)) == []
    Written(day(2), seed=2, outlet="Bay Post").figure("Red Lion Society", 30).add_to(ledger)
    assert raised(ledger, at(2)) == ["Red Lion Society: deaths 22 → 30"]


def test_plan_due_then_passed_in_silence(ledger, keep):
    keep(rule("agenda", more="ahead_days = 1"))
    Written(day(1), seed=1).plan("signing of the accord", day(5), parties=("Egypt",)).add_to(ledger)
    assert raised(ledger, at(1)) == []
    assert raised(ledger, at(4)) == [f"signing of the accord: due {day(5)}"]
    for offset in range(2, 9):
        Written(day(offset), seed=offset).event("AID", "ISR", "OMN", day=day(offset)).add_to(ledger)
    silent = raised(ledger, at(8))
    assert silent[0] == f"signing of the accord: was due {day(5)}, and nothing was printed of it by {day(8)}"


def test_plan_that_moved_is_told_previewed_and_taken_back_when_its_day_is_corrected(ledger, keep, capsys):
    text = rule("agenda", more='news = ["moved"]')
    keep(text)
    what = "signing of the accord with Egypt"
    Written(day(1), seed=1).plan(what, day(10), parties=("Egypt",)).add_to(ledger)
    assert raised(ledger, at(1)) == []
    Written(day(2), seed=2, outlet="Bay Post").plan(what, day(12), parties=("Egypt",)).add_to(ledger)
    told = raised(ledger, at(2))
    assert told == [f"{what}: moved; day was {day(10)}, is {day(12)}"]
    assert f"the {what} is due on {day(12)}" in capsys.readouterr().out
    found = preview(ledger, [Rule(name="r", trigger="agenda", news=("moved",))], day(1), day(3))
    assert [one.finding.headline for one in found] == told
    (row,) = ledger.ask(listed)
    record = row["records"][0]["record"]
    ledger.decide(Decision(action="fix", item=record, change={"when": day(10)}, made=at(3), by="desk"))
    assert len(after_cycle(ledger, at(3)).retracted) == 1
    assert f"when was {day(12)}, is {day(10)}" in capsys.readouterr().out


def test_silence_during_an_outage_is_not_told(ledger, keep):
    keep(rule("agenda", more='news = ["passed"]'))
    Written(day(1), seed=1).plan("signing of the accord", day(5)).add_to(ledger)
    assert raised(ledger, at(8)) == []


def test_indicators_met_by_independent_families(ledger, keep, tmp_path):
    (tmp_path / "list.toml").write_text(
        """
end_state = "Strikes on Iran"
met = 2
[[indicators]]
name = "forces move"
step = 2
type = "MOBILIZE"
actor = "USA"
at_least = 2
[[indicators]]
name = "talks refused"
step = 1
type = "REJECT"
dyad = ["IRN", "USA"]
""",
        encoding="utf-8",
    )
    keep(rule("indicators", more='list = "list.toml"'))
    moved = Written(day(1), seed=1).event("MOBILIZE", "USA", "IRN", day=day(1))
    moved.event("REJECT", "IRN", "USA", day=day(1))
    moved.add_to(ledger)
    Written(day(1), outlet="Reprint", lead=moved.text).event("MOBILIZE", "USA", "IRN", day=day(1)).add_to(ledger)
    assert raised(ledger, at(1)) == []
    Written(day(2), seed=2).event("MOBILIZE", "USA", "OMN", day=day(2)).add_to(ledger)
    assert raised(ledger, at(2)) == ["Strikes on Iran: 2 of 2 indicators met: talks refused (1); forces move (2)"]


def test_rejected_event_retracts_its_signal_and_says_so(ledger, keep, capsys):
    keep(rule("first-event", '{ dyad = ["IRN", "USA"], type = "ASSAULT" }'))
    added = Written(day(1)).event("ASSAULT", "USA", "IRN", day=day(1)).add_to(ledger)
    after_cycle(ledger, at(1))
    record = f"{added.report}/e1"
    ledger.decide(Decision(action="reject", item=record, made=at(1), by="desk"))
    outcome = after_cycle(ledger, at(2))
    assert len(outcome.retracted) == 1
    (row,) = ledger.ask(listed)
    assert row["reason"] == f"{record}: it was rejected"
    assert "RETRACTED: r: IRN–USA, ASSAULT" in capsys.readouterr().out
    assert after_cycle(ledger, at(2)).retracted == ()


def test_rise_is_retracted_when_the_figures_no_longer_hold(ledger, keep):
    keep(rule("tempo", '{ dyad = ["IRN", "USA"] }'))
    calm(ledger, 80)
    report = Written(day(80), seed=80)
    many(report, day(80), 13)
    added = report.add_to(ledger)
    after_cycle(ledger, at(80))
    assert len(ledger.ask(listed)) == 1
    ledger.decide(Decision(action="reject", item=f"{added.report}/e1", made=at(80), by="desk"))
    assert after_cycle(ledger, at(80)).retracted == ()
    for number in range(2, 14):
        ledger.decide(Decision(action="reject", item=f"{added.report}/e{number}", made=at(80), by="desk"))
    assert len(after_cycle(ledger, at(80)).retracted) == 1
    assert "now 6 in 7 days" in ledger.ask(listed)[0]["reason"]


def test_muted_rule_keeps_its_signals_and_tells_nobody(ledger, keep, capsys):
    keep(rule("first-event", '{ type = "ASSAULT" }'))
    ledger.change(lambda connection: mute(connection, "r", at(0)))
    Written(day(1)).event("ASSAULT", "USA", "IRN", day=day(1)).add_to(ledger)
    assert len(raised(ledger, at(1))) == 1
    assert ledger.ask(pending) == []
    assert capsys.readouterr().out == ""
    with pytest.raises(InputError, match="no rule 'x'"):
        ledger.change(lambda connection: mute(connection, "x", None))


def test_new_rule_begins_with_what_comes_next(ledger, keep):
    Written(day(1), seed=1).event("ASSAULT", "USA", "IRN", day=day(1)).add_to(ledger)
    keep(rule("first-event", '{ type = "ASSAULT" }'))
    assert raised(ledger, at(1)) == []


def test_preview_shows_the_past_and_saves_nothing(ledger):
    Written(day(1), seed=1).event("ASSAULT", "USA", "IRN", day=day(1)).add_to(ledger)
    wanted = msgspec.convert({"name": "r", "trigger": "first-event", "where": {"type": "ASSAULT"}}, Rule)
    (found,) = preview(ledger, [wanted], day(0), day(5))
    assert (found.rule, found.told, found.finding.day) == ("r", True, day(1))
    assert ledger.evidence(found.finding.records[0])["words"] == "the United States did ASSAULT to Iran"
    assert ledger.ask(listed) == []


def test_preview_and_live_tell_the_same(ledger, keep):
    keep(rule("tempo", '{ dyad = ["IRN", "USA"] }'))
    calm(ledger, 80)
    for offset in range(80, 84):
        report = Written(day(offset), seed=offset)
        many(report, day(offset), 12)
        report.add_to(ledger)
        after_cycle(ledger, at(offset))
    live = [(row["day"], row["headline"]) for row in reversed(ledger.ask(listed))]
    wanted = msgspec.json.decode(
        json.dumps({"name": "r", "trigger": "tempo", "where": {"dyad": ["IRN", "USA"]}}), type=Rule
    )
    assert [(one.finding.day, one.finding.headline) for one in preview(ledger, [wanted], day(75), day(83))] == live
    assert len(live) == 4


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[[rules]]\nname = "r"\ntrigger = "loud"', "rules[0].trigger: Invalid enum value 'loud'"),
        (
            '[[rules]]\nname = "r"\ntrigger = "tempo"\nchannels = ["x"]',
            "names a channel that the file does not have: 'x'",
        ),
        ('[[rules]]\nname = "r"\ntrigger = "first-event"', "first-event needs where.type"),
        ('[[rules]]\nname = "r"\ntrigger = "indicators"', "`list` belongs to the trigger indicators"),
        ('[[rules]]\nname = "r"\ntrigger = "denial"\nwhere = { dyad = ["A", "B"] }', "cannot be narrowed by dyad"),
        ('[[rules]]\nname = "r"\ntrigger = "tempo"\ncooldown_days = -1', "days are counted from 0 up"),
        ('[[channels]]\nname = "c"', "exactly one of terminal, feed, webhook and apprise"),
        ('[[channels]]\nname = "c"\nwebhook = "https://desk.example/"', "a webhook needs secret"),
        (
            '[[channels]]\nname = "c"\nterminal = true\n[[channels]]\nname = "c"\nterminal = true',
            "two channels are named",
        ),
        ("rules = [", "is not TOML"),
    ],
)
def test_what_a_file_cannot_mean_is_one_clear_line(tmp_path, text, complaint):
    path = tmp_path / "watch.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_rules(path)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)
