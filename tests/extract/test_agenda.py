"""The agenda: what lies ahead, with a day or a place."""

from collections.abc import Callable

import pytest

from dateline.records import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The foreign ministers of both countries will hold talks in Vienna on 12 March 2026.", "talks"),
        ("A summit between the two governments is scheduled for 12 March 2026 in Vienna.", "summit"),
        ("The referendum will be held on 12 March 2026, the government said.", "referendum"),
        ("The minister will present the new budget to parliament on 12 March 2026.", "budget"),
        ("New tariffs on steel from the region are set to take effect on 12 March 2026.", "tariffs"),
        ("The president plans to visit Ankara on 12 March 2026 with a large delegation.", "visit"),
    ],
)
def test_a_plan_with_a_day_is_on_the_agenda(read: Read, text: str, what: str) -> None:
    agenda = read(text, published="2026-02-04").agenda
    assert [what in entry.what.text for entry in agenda] == [True]
    assert agenda[0].status == "planned"
    assert agenda[0].when is not None
    assert agenda[0].when.edtf == "2026-03-12"


def test_what_is_cancelled_is_said_to_be(read: Read) -> None:
    agenda = read(
        "The meeting of the two presidents in Vienna on 12 March 2026 was called off.", published="2026-02-04"
    ).agenda
    assert [entry.status for entry in agenda] == ["called-off"]


@pytest.mark.parametrize(
    "text",
    [
        "The foreign ministers of both countries met in Vienna on 12 January 2026.",
        "The minister said that he hoped for peace in the whole region.",
        "The referendum was held on 12 January 2026.",
        "He may one day return to politics, his friends in the party say.",
    ],
)
def test_the_past_and_the_undated_are_not(read: Read, text: str) -> None:
    assert read(text, published="2026-02-04").agenda == ()


def test_the_parties_of_a_planned_meeting_are_on_the_agenda(read: Read) -> None:
    text = "Serbia and Kosovo will hold talks in Brussels on 12 March 2026, a spokesman said."
    (entry,) = read(text, published="2026-02-04").agenda
    assert {party.text for party in entry.parties} == {"Serbia", "Kosovo"}


def test_a_scheduled_happening_is_on_the_agenda_wherever_its_clause_stands(read: Read) -> None:
    text = "Oslo could not even agree on a hall for Friday's meeting slated to take place in Bergen."
    (entry,) = read(text, published="2026-02-04").agenda
    assert entry.what.text == "Friday's meeting"
    assert entry.when is not None
    assert entry.where is not None
    assert (entry.when.edtf, entry.where.name, entry.status) == ("2026-02-06", "Bergen", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "Oslo and Bern had been due to hold talks in January 2026, before the strike.",
        "The minister wants to restore the 2015 agreement.",
    ],
)
def test_plans_that_have_passed_and_years_of_things_are_not(read: Read, text: str) -> None:
    assert read(text, published="2026-03-04").agenda == ()
