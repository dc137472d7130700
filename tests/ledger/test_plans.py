"""What became of plans, told honestly: silence is that of the reports that were read."""

import pytest
from tests.watch.written import Written

from dateline.ledger import Filter, Ledger
from dateline.ledger.plans import stages

LEAD = (
    "Envoys of Iran and the United States prepare for the signing of the strait accord in Muscat, Captain Ames said. "
    "The accord on the strait was drafted at Kish over nine weeks. "
)


def stage(ledger: Ledger, as_of: str) -> tuple[str, int]:
    (plan,) = ledger.ask(lambda connection: stages(connection, Filter(since="2026-02-01"), as_of))
    return plan["stage"], plan["read_since"]


def planned(ledger: Ledger, *, status: str = "planned") -> None:
    report = Written("2026-02-02", lead=LEAD).plan(
        "signing of the accord", "2026-02-05", status=status, parties=("Iran",)
    )
    report.add_to(ledger)


def test_plan_is_ahead_then_due_then_unknown_while_nothing_later_was_read(ledger: Ledger) -> None:
    planned(ledger)
    assert [stage(ledger, day) for day in ("2026-02-04", "2026-02-05", "2026-02-09")] == [
        ("ahead", 0),
        ("due", 0),
        ("unknown", 0),
    ]
    assert ledger.ask(lambda connection: stages(connection, Filter(until="2026-02-04"), "2026-02-09")) == []
    assert ledger.ask(lambda connection: stages(connection, Filter(actor="Oman"), "2026-02-09")) == []


@pytest.mark.parametrize(("party", "became"), [("IRN", "told"), ("OMN", "passed-without-news")])
def test_plan_is_told_of_only_by_what_its_parties_do(ledger: Ledger, party: str, became: str) -> None:
    planned(ledger)
    later = Written("2026-02-06", lead=LEAD + "Weather held.").event("AGREE", party, "USA", day="2026-02-05")
    later.add_to(ledger)
    (plan,) = ledger.ask(lambda connection: stages(connection, Filter(), "2026-02-09"))
    assert (plan["stage"], plan["read_since"]) == (became, 1)
    assert (plan["news"] is not None) == (became == "told")


def test_what_was_called_off_is_not_missed(ledger: Ledger) -> None:
    planned(ledger, status="called-off")
    assert stage(ledger, "2026-02-09")[0] == "called-off"
