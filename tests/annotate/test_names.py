"""Names that are in the knowledge base, and words that only look like them."""

import itertools
from collections.abc import Callable

import pytest

from dateline import knowledge
from dateline.annotate import AnnotatedText


def found(text: AnnotatedText) -> list[tuple[str, str | None]]:
    return [(text.doc[name.start : name.end].text, name.entry.code) for name in text.names]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The U.S. and Iran met in Oman.", [("U.S.", "USA"), ("Iran", "IRN"), ("Oman", "OMN")]),
        ("They told us that we should wait.", []),
        ("Michael Jordan bought a team.", []),
        ("Jordan recalled its envoy.", [("Jordan", "JOR")]),
        ("She posted it on X on Friday.", [("X", None)]),
        ("He signed with an X on Friday.", []),
        ("IRAN WARNS ISRAEL", [("IRAN", "IRN"), ("ISRAEL", "ISR")]),
        ("The Islamic Revolutionary Guard Corps denied it.", [("Islamic Revolutionary Guard Corps", "IRN-MIL")]),
        ("Melania Trump opened the show.", []),
        ("Park Min-su opened the show.", []),
        (
            "Sudan fights the Rapid Support Forces. The RSF denied it.",
            [("Sudan", "SDN"), ("Rapid Support Forces", "SDN-REB"), ("RSF", "SDN-REB")],
        ),
        ("In Paris, RSF protested.", [("Paris", "FRA"), ("RSF", "NGO")]),
        ("In Lima, Peru's Congress sat. Congress voted.", [("Lima", "PER"), ("Peru", "PER")]),
        ("The Mexican Senate sat.", [("Mexican", "MEX")]),
        ("In Ohio, Congress voted.", [("Congress", "USA-LEG")]),
    ],
)
def test_names_found_are_names(
    annotate: Callable[..., AnnotatedText], sentence: str, expected: list[tuple[str, str | None]]
) -> None:
    assert found(annotate(sentence)) == expected


def test_names_never_overlap_and_prefer_the_longest(annotate: Callable[..., AnnotatedText]) -> None:
    text = annotate("The UN Security Council and the South Korean Joint Chiefs of Staff met the Bank of China.")
    ends = [(name.start, name.end) for name in text.names]
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(ends))
    assert "UN Security Council" in [name for name, _ in found(text)]


def test_every_row_of_the_actors_is_whole() -> None:
    people = knowledge.table("actors/people.tsv")
    countries = {row["code"] for row in knowledge.table("actors/countries.tsv")} | {"IGO", "UAF"}
    for row in people:
        assert row["country"] in countries, row["name"]
        assert row["check"], row["name"]
        assert row["from"], row["name"]
        assert not row["to"] or row["from"] <= row["to"], row["name"]
    assert len({(row["name"], row["from"]) for row in people}) == len(people)


def test_a_country_is_no_initials_of_its_army(annotate: Callable[..., AnnotatedText]) -> None:
    text = annotate("The United States Army left Oslo, and the USA said so.")
    assert ("USA", "USA") in found(text)
