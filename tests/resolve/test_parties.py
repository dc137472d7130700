"""The parties of events, grounded: what is taken from another mention, from the place or from the setting says so."""

from collections.abc import Callable
from typing import Any

import pytest

from dateline.records import Event, Reading

Read = Callable[..., Reading]


def event(read: Read, text: str, trigger: str) -> Event:
    return next(e for e in read(text, published="2026-03-04").events if trigger in e.trigger.text)


def told(parties: tuple[Any, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(party.text, party.code, party.basis) for party in parties]


def test_a_later_mention_points_at_the_words_of_the_earlier_one(read: Read) -> None:
    text = "Chadian soldiers stormed a Sudanese border post on Monday. The attack lasted an hour."
    attack = event(read, text, "attack")
    assert told(attack.actors) == [("Chadian soldiers", "TCD-MIL", "mention")]
    assert [text[p.start : p.end] for p in attack.recipients] == ["a Sudanese border post"]


def test_a_headline_takes_the_parties_that_the_body_names(read: Read) -> None:
    text = "Raid on market kills nine\n\nTurkish jets bombed a market in Sinjar on Monday, killing nine people, witnesses said."
    raid = event(read, text, "Raid")
    assert told(raid.actors) == [("Turkish jets", "TUR-MIL", "mention")]


def test_two_earlier_mentions_that_differ_leave_it_open(read: Read) -> None:
    text = "Rebels attacked a depot in Bunia. Soldiers attacked a village in Masisi. The attacks were condemned."
    assert event(read, text, "attacks").actors == ()


def test_a_passive_takes_its_doer_from_who_did_it(read: Read) -> None:
    text = "Gunmen attacked a convoy of lorries near Gao on Monday. The convoy was attacked at dusk."
    last = read(text, published="2026-03-04").events[-1]
    assert told(last.actors)[0][::2] == ("Gunmen", "mention")


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("Police arrested 50 people in Minsk.", "arrested", ("Police", "BLR-COP", "place")),
        ("Protests broke out in Quito on Monday.", "Protests", ("Protests", "ECU-CVL", "place")),
        ("Soldiers shot a man in Minsk.", "shot", ("Soldiers", None, None)),
        ("Polish police arrested a man in Minsk.", "arrested", ("Polish police", "POL-COP", None)),
        ("Officials met in Muscat on Monday.", "met", ("Officials", None, None)),
    ],
)
def test_unnamed_crowds_and_police_are_of_the_place(
    read: Read, text: str, trigger: str, actor: tuple[str, str | None, str | None]
) -> None:
    assert told(event(read, text, trigger).actors) == [actor]


def test_a_country_from_the_setting_says_so(read: Read) -> None:
    text = "Kenya went to the polls on Monday. In Kenya, turnout was high. The army sealed off the tallying centre."
    assert told(event(read, text, "sealed off").actors) == [("The army", "KEN-MIL", "setting")]


def test_what_is_done_to_a_protest_is_done_to_those_who_protest(read: Read) -> None:
    text = "Protests broke out in Quito in May and grew into marches that triggered a crackdown by the authorities."
    crackdown = event(read, text, "crackdown")
    assert told(crackdown.recipients) == [("marches", "ECU-CVL", "place")]


def test_neither_side_is_of_the_country_of_the_passage(read: Read) -> None:
    text = "Kenya went to the polls on Monday. In Kenya, turnout was high. All parties condemned the shooting."
    assert told(event(read, text, "condemned").actors) == [("All parties", None, None)]


def test_envoys_of_two_countries_carry_both_codes(read: Read) -> None:
    talks = event(read, "The foreign ministers of Venezuela and Belarus held talks in Minsk.", "talks")
    assert told(talks.actors) == [("The foreign ministers of Venezuela and Belarus", "VEN-GOV BLR-GOV", None)]
