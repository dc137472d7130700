"""A story whose reports have drifted apart: proposed to be two, parted by a person, never unasked."""

import random

import pytest
import sqlalchemy as sa
from tests.ledger.made_up import reading

from dateline.ledger import Decision, Filter, Ledger
from dateline.ledger.parting import PARTED, look
from dateline.ledger.schema import relations
from dateline.ledger.told import Words

NOW = "2026-03-02T08:00:00Z"
SIEGE = (
    "Shells of the Avalon fleet broke the harbour wall of Port Quin, Colonel Brun said in Ellery",
    "Colonel Brun of the Port Quin garrison saw the Avalon fleet fire on the harbour of Ellery",
    "Port Quin harbour burned for a second night as the Avalon fleet fired shells, Colonel Brun said",
    "The garrison of Port Quin under Colonel Brun answered the Avalon fleet from the harbour wall",
)
WHEAT = (
    "Trader Wim saw bread cost double in the markets of Klow after the Vale wheat harvest failed",
    "Bread prices in Klow doubled as the wheat harvest of Vale failed, trader Wim told the council",
    "The Vale wheat harvest failed and markets in Klow ran out of bread, trader Wim said in spring",
    "Klow markets sold bread at double prices, trader Wim said, since Vale growers lost the wheat harvest",
)
AT_SEA = (
    "frigates cutters minesweepers lighthouse gunners cannon barracks arsenals cranes jetties customs admiral ensigns"
)
ON_LAND = (
    "farmers millers bakers granaries ministers tariffs rations subsidies barley seed loans drought relief villages"
)


def story(ledger: Ledger, *others: str) -> str:
    """A story of the siege's reports and of others, put together by hand if they are not."""
    told = []
    for n, text in enumerate((*SIEGE, *others)):
        around = (ON_LAND if "Klow" in text else AT_SEA).split()
        random.Random(n).shuffle(around)  # the same words in the same order would be a copy
        told.append(ledger.add(reading(f"Dispatch {n}", text, f"They spoke of {' '.join(around)}"), now=NOW).story)
    for other in dict.fromkeys(told[1:]):
        if ledger.current(other) != ledger.current(told[0]):
            decide(ledger, "merge", told[0], other)
    return ledger.current(told[0])


def decide(ledger: Ledger, action: str, item: str, *others: str) -> str:
    return ledger.decide(Decision(action=action, item=item, others=others, made=NOW, by="anna"))


def looked(ledger: Ledger, one: str) -> list[dict[str, object]]:
    ledger.change(lambda connection: look(connection, Words(connection), one))
    return ledger.review(doubt=PARTED)


def test_two_courses_of_events_in_one_story_are_proposed_and_parted_when_a_person_agrees(ledger: Ledger) -> None:
    one = story(ledger, *WHEAT)
    [proposal] = looked(ledger, one)
    assert looked(ledger, one) == [proposal]
    new = decide(ledger, "accept", str(proposal["id"]))
    halves = [{row["headline"] for row in ledger.reports(Filter(story=name))} for name in (one, new)]
    assert sorted(map(sorted, halves)) == [[f"Dispatch {n}" for n in part] for part in (range(4), range(4, 8))]
    assert new not in {one, *(row["story"] for row in ledger.reports(Filter(story=one)))}
    assert ledger.review(doubt=PARTED) == []


def test_what_a_person_refused_is_not_proposed_again(ledger: Ledger) -> None:
    one = story(ledger, *WHEAT)
    [proposal] = looked(ledger, one)
    decide(ledger, "reject", str(proposal["id"]))
    assert looked(ledger, one) == []
    assert len(ledger.reports(Filter(story=one))) == len(SIEGE) + len(WHEAT)


@pytest.mark.parametrize("others", [SIEGE[::-1], WHEAT[:1]], ids=["one course", "one stray report"])
def test_story_without_two_halves_is_left_alone(ledger: Ledger, others: tuple[str, ...]) -> None:
    one = story(ledger, *(f"{text}, and more was heard" for text in others))
    assert looked(ledger, one) == []


def test_proposal_falls_when_the_halves_have_come_together(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    one = story(ledger, *WHEAT)
    assert looked(ledger, one)
    monkeypatch.setattr("dateline.resolve.across.halves.TOGETHER", -1.0)
    assert looked(ledger, one) == []
    assert not ledger.ask(
        lambda connection: connection.execute(sa.select(relations.c.kind).where(relations.c.kind == PARTED)).all()
    )
