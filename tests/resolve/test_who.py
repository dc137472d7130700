"""Who an actor is: country and sector, on sentences written for the project."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dateline.annotate import AnnotatedText
from dateline.records import Party, Reading
from dateline.resolve.within.who import Actors

SUITE = yaml.safe_load((Path(__file__).parent / "actors.yaml").read_text(encoding="utf-8"))
COUNTRY_FLOOR = 0.92
SECTOR_FLOOR = 0.85


def party_of(text: AnnotatedText, phrase: str) -> Party:
    start = text.report.text.index(phrase)
    tokens = text.doc.char_span(start, start + len(phrase), alignment_mode="expand")
    assert tokens is not None
    return Actors(text).party(tokens)


def test_actors_suite_country_and_sector(annotate: Callable[..., AnnotatedText]) -> None:
    country = sector = total = 0
    wrong = []
    for case in SUITE:
        text = annotate(case["text"], published=case.get("date", "2024-06-01"))
        for phrase, code in case["who"].items():
            got = party_of(text, phrase).code
            expected = None if code == "none" else code
            total += 1
            same_country = [c.split("-")[0] for c in (got or "").split()] == [
                c.split("-")[0] for c in (expected or "").split()
            ]
            country += same_country
            sector += got == expected
            if got != expected:
                wrong.append(f"{phrase}: {got}, not {expected}")
    report = f"country {country}/{total}, country and sector {sector}/{total}; wrong: {'; '.join(wrong)}"
    assert country >= COUNTRY_FLOOR * total, report
    assert sector >= SECTOR_FLOOR * total, report


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        (
            "Masoud Pezeshkian spoke on Monday. Pezeshkian said talks would go on.",
            "Pezeshkian said",
            "Masoud Pezeshkian",
        ),
        (
            "The Human Rights Activists News Agency (HRANA) counted 90 dead. HRANA said more bodies were found.",
            "HRANA said",
            "Human Rights Activists News Agency",
        ),
        ("The EU warned Belgrade.", "The EU", "European Union"),
        ("A man called Trump a liar.", "A man", None),
    ],
)
def test_party_has_the_name_that_the_text_or_the_knowledge_gives(
    annotate: Callable[..., AnnotatedText], text: str, phrase: str, name: str | None
) -> None:
    annotated = annotate(text, published="2026-02-04")
    start = annotated.report.text.index(phrase)
    end = start + len(phrase.removesuffix(" said"))
    tokens = annotated.doc.char_span(start, end, alignment_mode="expand")
    assert tokens is not None
    assert Actors(annotated).party(tokens).name == name


def test_office_ends_with_its_dates(annotate: Callable[..., AnnotatedText]) -> None:
    sentence = "Hassan Rouhani said the economy would recover."
    assert party_of(annotate(sentence, published="2019-05-01"), "Hassan Rouhani").code == "IRN-GOV"
    assert party_of(annotate(sentence, published="2024-05-01"), "Hassan Rouhani").code == "IRN"


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        ("Peru closed the port. The country's military was put on alert.", "The country's military", "PER-MIL"),
        ("North Korea fired shells. South Korea said the North had aimed at a hill.", "the North", "PRK"),
        ("Storms hit the North on Monday. North Korea closed its ports.", "the North", None),
        ("Armenia and Azerbaijan talked. Azerbaijan said Armenia shelled a hill of its rival.", "its rival", "AZE"),
        ("Kenya's cabinet met in Kenya. Hundreds of protesters marched.", "Hundreds of protesters", "KEN-CVL"),
    ],
)
def test_country_of_words_that_do_not_name_it(
    annotate: Callable[..., AnnotatedText], text: str, phrase: str, code: str | None
) -> None:
    assert party_of(annotate(text), phrase).code == code


def test_both_countries_are_the_two_that_a_report_is_on(annotate: Callable[..., AnnotatedText]) -> None:
    two = annotate("Chad met Niger. Niger said Chad had agreed. Both countries signed.")
    assert party_of(two, "Both countries").code == "NER TCD"
    three = annotate("Chad met Niger. Mali and Ghana watched. Both countries signed.")
    assert party_of(three, "Both countries").code is None


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        ("Chad moved to punish Niger after accusing it of theft.", "it", "NER"),
        ("The union urged the Kenyan government to publish the findings of its inquiry.", "its", "KEN-GOV"),
    ],
)
def test_it_is_the_one_acted_on(annotate: Callable[..., AnnotatedText], text: str, phrase: str, code: str) -> None:
    annotated = annotate(text)
    (token,) = (t for t in annotated.doc if t.text == phrase)
    assert Actors(annotated).party(annotated.doc[token.i : token.i + 1]).code == code


def test_the_police_of_towns_that_a_report_names_are_of_their_country(read: Callable[..., Reading]) -> None:
    text = "Floods cut the road from Beira to Tete on Monday. Two bridges fell, police said."
    (statement,) = read(text, published="2026-01-20").statements
    assert statement.source is not None
    assert (statement.source.text, statement.source.code, statement.source.basis) == ("police", "MOZ-COP", "setting")
