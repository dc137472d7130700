"""Who pronouns, surnames and short forms stand for when they speak, on sentences written for the project."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dateline.records import Reading

SUITE = yaml.safe_load((Path(__file__).parent / "speakers.yaml").read_text(encoding="utf-8"))
PRECISION_FLOOR = 0.9
RECALL_FLOOR = 0.8


def test_speakers_suite(read: Callable[..., Reading]) -> None:
    right = named = nameable = 0
    wrong = []
    for case in SUITE:
        reading = read(case["text"], published=case.get("date", "2024-06-01"))
        sources = {s.source.text: s.source.name for s in reading.statements if s.source is not None}
        for words, coded in case["who"].items():
            name = sources.get(words)
            expected = None if coded == "none" else coded
            nameable += expected is not None
            named += name is not None
            right += name is not None and name == expected
            if name != expected:
                wrong.append(f"{words} in {case['text']!r}: {name}, not {expected}")
    report = f"{right} right of {named} named, {nameable} that can be named; wrong: {'; '.join(wrong)}"
    assert right >= PRECISION_FLOOR * named, report
    assert right >= RECALL_FLOOR * nameable, report


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chancellor Lena Farkas, who spoke to President Viktor Hanak by telephone, urged him to withdraw.", "Viktor Hanak"),
        ("President Ana Reyes met Foreign Minister Ken Ito in Oslo and accused him of lying.", "Ken Ito"),
        ("President Omar Said accused him of lying.", None),
    ],
)  # fmt: skip
def test_nobody_acts_on_himself_with_him(read: Callable[..., Reading], text: str, name: str | None) -> None:
    (party,) = [p for e in read(text).events for p in e.recipients if p.text == "him"]
    assert party.name == name


def test_who_stands_beside_a_name_makes_it_a_person(read: Callable[..., Reading]) -> None:
    (statement,) = read(
        '"What we found is beyond words," Celso Correia, the environment minister, who leads the relief effort, told reporters.'
    ).statements
    assert statement.source is not None
    assert (statement.source.name, statement.source.standing, statement.source.role) == (
        "Celso Correia",
        "named",
        "environment minister",
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rwandan government spokeswoman Yolande Makolo called the report nonsense.", "Yolande Makolo"),
        ("Lieutenant Colonel Guillaume Ndjike said no troops would come.", "Guillaume Ndjike"),
        ("A spokesman for General Motors said cars would come.", None),
    ],
)
def test_a_title_makes_the_name_behind_it_a_person_s(read: Callable[..., Reading], text: str, name: str | None) -> None:
    (statement,) = read(text).statements
    assert statement.source is not None
    assert statement.source.name == name


def test_it_denies_what_it_is_accused_of(read: Callable[..., Reading]) -> None:
    _, denial = read("Kinshasa accuses Rwanda of backing the rebels, a charge it denies.").statements
    assert denial.source is not None
    assert (denial.source.name, denial.act) == ("Rwanda", "deny")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lin Jian said talks would go on.\n\nThe two sides will meet, Lin added.", "Lin Jian"),
        ("President Lee Hyun-woo met the nurses. Lee said it was late.", "Lee Hyun-woo"),
        ("The bank raised rates. Park Min-su, an analyst, said it was late.", "Park Min-su"),
        ("Marta Kowal-led talks failed. Marta Kowal said it was late.", "Marta Kowal"),
        ('The market burned. "I saw bodies everywhere," sobbed mum-of-two Halima Yusuf, 29.', "Halima Yusuf"),
        ("The bureau said a group had fled.\n\nIts chief, Ben Zhou, has offered money. He said it was enough.", "Ben Zhou"),
    ],
)  # fmt: skip
def test_names_as_they_are_given(read: Callable[..., Reading], text: str, name: str) -> None:
    last = read(text, published="2024-10-30").statements[-1]
    assert last.source is not None
    assert (last.source.name, last.source.standing) == (name, "named")


def test_an_office_of_a_country_is_who_holds_it(read: Callable[..., Reading]) -> None:
    text = 'Volodymyr Zelenskiy will travel to Berlin.\n\n"We need more," the Ukrainian president said.'
    (statement,) = read(text, published="2024-10-30").statements
    assert statement.source is not None
    assert statement.source.name == "Volodymyr Zelensky"


def test_the_year_in_a_description_of_the_speaker_is_not_when_it_was_said(read: Callable[..., Reading]) -> None:
    text = 'The court sat. "He must go," said Ana Quist, head of a group in London, which filed a case in 2019.'
    (statement,) = read(text, published="2024-10-30").statements
    assert statement.said_on is None


def test_what_the_court_did_on_monday_was_not_said_on_monday(read: Callable[..., Reading]) -> None:
    text = 'The ministry says that the airport "is not for sale", but the High Court on Monday blocked the plan.'
    (statement,) = read(text, published="2024-10-30").statements
    assert statement.said_on is None


def test_he_denies_what_he_is_accused_of(read: Callable[..., Reading]) -> None:
    text = "A lawmaker had accused its president, Godswill Akpabio, of harassment, an allegation he denies."
    _, denial = read(text).statements
    assert denial.source is not None
    assert denial.source.name == "Godswill Akpabio"
