"""Series, plans, origins and signals ask the same of both engines."""

from pathlib import Path

from tests.watch.written import Written

from dateline.ledger import Filter, Ledger, testimony
from dateline.ledger.origins import telling_of
from dateline.ledger.plans import has_news, latest_plans
from dateline.ledger.series import alive, families, mentions
from dateline.ledger.signals import listed
from dateline.watch.rules import read_rules
from dateline.watch.signals import after_cycle, keep_rules, preview

RULES = """
[[rules]]
name = "strikes"
trigger = "first-event"
where = { dyad = ["IRN", "USA"], type = "ASSAULT" }
[[rules]]
name = "toll"
trigger = "figure-revised"
[[rules]]
name = "agenda"
trigger = "agenda"
[[rules]]
name = "tempo"
trigger = "tempo"
where = { actor = "IRN" }
[[rules]]
name = "denials"
trigger = "denial"
[[rules]]
name = "origins"
trigger = "new-origin"
"""


def test_series_and_signals(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "watch.toml"
    path.write_text(RULES, encoding="utf-8")
    assert keep_rules(ledger, path, "2026-02-01T00:00:00+00:00") == 6
    one = Written("2026-02-03", seed=1).event(
        "ASSAULT", "USA", "IRN", day="2026-02-03", where="Kish", by="Captain Ames"
    )
    one.figure("Red Lion Society", 21).plan("signing of the accord", "2026-02-04", parties=("Egypt",))
    two = Written("2026-02-04", seed=2, outlet="Bay Post")
    two.event("ASSAULT", "USA", "IRN", day="2026-02-03", where="Kish", by="Mr Karimi").figure("Red Lion Society", 30)
    for report in (one, two):
        report.add_to(ledger)
    found = ledger.ask(lambda connection: mentions(connection, Filter(dyad=("IRN", "USA"))))
    assert [(m.day, m.known, m.dated, m.actors, m.coded) for m in found] == [
        ("2026-02-03", "2026-02-03", True, ("USA",), True),
        ("2026-02-03", "2026-02-04", True, ("USA",), True),
    ]
    assert ledger.ask(alive) == {"2026-02-03": 1, "2026-02-04": 1}
    assert len(ledger.ask(lambda connection: families(connection, Filter(place="Kish")))) == 2
    told = ledger.ask(lambda connection: telling_of(connection, list(found[0].incidents)))
    assert [each.speakers for each in told[found[0].incidents[0]]] == [("Captain Ames",), ("Mr Karimi",)]
    (plan,) = ledger.ask(lambda c: latest_plans(c, Filter(), "2026-02-01", "2026-02-28", "2026-02-08"))
    assert plan["day"] == "2026-02-04"
    assert not ledger.ask(lambda connection: has_news(connection, plan, "2026-02-08"))
    (witness,) = ledger.ask(
        lambda connection: testimony.testify(connection, [found[0].events[0], "nothing/e9"])
    ).values()
    assert (witness.speaker, witness.words) == ("Captain Ames", "the United States did ASSAULT to Iran in Kish")
    after_cycle(ledger, "2026-02-04T20:00:00+00:00")
    raised = [(row["rule"], row["day"]) for row in ledger.ask(listed)]
    assert sorted(raised) == [
        ("agenda", "2026-02-03"),
        ("origins", "2026-02-04"),
        ("strikes", "2026-02-03"),
        ("toll", "2026-02-04"),
    ]
    after_cycle(ledger, "2026-02-04T21:00:00+00:00")
    assert len(ledger.ask(listed)) == 4
    seen = preview(ledger, read_rules(path)[0], "2026-02-01", "2026-02-04")
    assert sorted((one.rule, one.finding.day) for one in seen) == sorted(raised)
