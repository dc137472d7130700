"""The agenda: what lies ahead, with a day or a place."""

from collections.abc import Callable

import pytest
from tests.extract.agenda_cases import score

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


# Floors, two or three sentences under what is read now (docs/codebook/agenda.md tells the shares).
SHOWN_FLOOR, HELD_FLOOR = 0.87, 0.60


def test_coded_plans_are_read_and_other_sentences_are_left(read: Read) -> None:
    shown, held = score(read, held=False), score(read, held=True)
    assert min(shown.recall, shown.precision) >= SHOWN_FLOOR, shown
    assert min(held.recall, held.precision) >= HELD_FLOOR, held
    assert shown.false <= 1
    assert held.false <= 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The vote scheduled for 12 March has been postponed until May.", "moved"),
        ("The meeting, which had been due on Tuesday, will now be held on 17 March in Istanbul.", "moved"),
        ("The country's first free vote, slated for 28 June, is now in doubt.", "in-doubt"),
        ("Friday's vote in the assembly was called off.", "called-off"),
    ],
)
def test_what_becomes_of_a_plan(read: Read, text: str, status: str) -> None:
    assert [entry.status for entry in read(text, published="2026-03-11").agenda] == [status]


def test_a_deadline_without_a_day_stays_in_its_words(read: Read) -> None:
    text = '"We will attack the port within 48 hours if the blockade is not lifted," the spokesman said.'
    (entry,) = read(text, published="2026-03-11").agenda
    assert entry.when is not None
    assert (entry.when.text, entry.when.edtf) == ("within 48 hours", None)


def test_a_threat_without_time_and_place_is_no_entry(read: Read) -> None:
    assert read("The militia threatened to attack the army again.", published="2026-03-11").agenda == ()


def test_what_is_moved_is_where_and_when_it_is_moved_to(read: Read) -> None:
    (talks,) = read("The talks have been moved from Geneva to Vienna, officials said.", published="2026-03-11").agenda
    assert talks.where is not None
    assert (talks.where.name, talks.status) == ("Vienna", "moved")
    (vote,) = read("The government moved the vote to 3 May.", published="2026-03-11").agenda
    assert vote.when is not None
    assert (vote.when.edtf, vote.status) == ("2026-05-03", "moved")
