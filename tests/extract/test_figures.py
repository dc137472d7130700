"""Figures: the hand-coded set, and single behaviours that a reader of the record would notice."""

from collections.abc import Callable

import pytest
from tests.extract.figure_cases import Score, cases, compare

from dateline.annotate import AnnotatedText
from dateline.extract import find_figures, find_quantities
from dateline.extract.mentions import FigureMention
from dateline.records import Reading

Read = Callable[..., Reading]
Annotate = Callable[..., AnnotatedText]


@pytest.fixture(scope="module")
def score(read: Read) -> Score:
    total = Score()
    for text, wanted in cases():
        compare(total, wanted, read(text, published="2026-02-04"))
    return total


class TestHandCodedSet:
    """Floors, a little under what was measured when they were set; never lowered."""

    def test_has_three_hundred_figures(self, score: Score) -> None:
        assert score.expected >= 300

    def test_value(self, score: Score) -> None:
        assert score.value_f1 >= 0.97, "\n".join(score.errors)

    @pytest.mark.parametrize(
        ("name", "floor"), [("bound", 0.97), ("measure", 0.95), ("unit", 0.98), ("basis", 0.95), ("population", 0.90)]
    )
    def test_field(self, score: Score, name: str, floor: float) -> None:
        assert score.share(name) >= floor, "\n".join(score.errors)

    def test_counter(self, score: Score) -> None:
        assert score.counter >= 0.85, "\n".join(score.errors)

    def test_everything_at_once(self, score: Score) -> None:
        assert score.full_tuple >= 0.85, "\n".join(score.errors)


@pytest.fixture(scope="module")
def figures(annotate: Annotate) -> Callable[[str], list[FigureMention]]:
    def find(text: str) -> list[FigureMention]:
        annotated = annotate(text)
        return find_figures(annotated, find_quantities(annotated), [], [])

    return find


Figures = Callable[[str], list[FigureMention]]


def test_no_deaths_or_injuries_are_two_figures(figures: Figures) -> None:
    found = figures("No deaths or injuries were reported.")
    assert [(f.measure, f.quantity.value) for f in found] == [("deaths", 0), ("injuries", 0)]


def test_no_more_deaths_is_no_zero(figures: Figures) -> None:
    assert figures("There were no further deaths.") == []


def test_an_elided_noun_takes_the_verb_it_stands_under(figures: Figures) -> None:
    found = figures("The bomb went off at noon, killing three and wounding five.")
    assert [(f.measure, f.quantity.value) for f in found] == [("deaths", 3), ("injuries", 5)]


def test_likely_higher_without_a_number_measures_what_the_figure_before_it_measured(figures: Figures) -> None:
    found = figures("The clinic has confirmed 212 deaths. The real figure is probably far higher.")
    assert [(f.measure, f.quantity.value, f.quantity.bound) for f in found] == [
        ("deaths", 212, "exact"),
        ("deaths", None, "likely-higher"),
    ]


def test_higher_without_a_hedge_or_a_count_is_no_figure(figures: Figures) -> None:
    assert figures("Oil prices are higher this week.") == []


def test_the_evidence_is_the_sentence_and_stays_in_its_paragraph(figures: Figures) -> None:
    found = figures("The mayor spoke.\n\nTwelve people died.\n\nThe road is shut.")
    assert [f.evidence.text for f in found] == ["Twelve people died."]


def test_a_headline_does_not_count_the_first_noun_of_the_text(figures: Figures) -> None:
    (found,) = figures("Rockets hit market, killing at least 26\n\nSoldiers sealed off the street.")
    assert (found.measure, found.quantity.value, found.quantity.bound) == ("deaths", 26, "at-least")


def test_as_of_is_the_time_that_the_clause_names(figures: Figures) -> None:
    found = figures("As of Tuesday, 143 people had died.")
    assert [f.as_of.text for f in found if f.as_of is not None] == ["Tuesday"]


@pytest.mark.parametrize(
    ("text", "counter"),
    [
        ("The harbour authority has counted 31 wrecks.", "The harbour authority"),
        ("A tally by the lawyers' union shows 482 arrests.", "the lawyers' union"),
        ("There were 12 deaths, according to the coroner.", "the coroner"),
        ("It has counted 31 wrecks.", None),
    ],
)
def test_the_counter_is_whom_the_clause_names(figures: Figures, text: str, counter: str | None) -> None:
    (found,) = figures(text)
    assert (found.counted_by.text if found.counted_by is not None else None) == counter


@pytest.mark.parametrize(
    "text",
    [
        "The two countries signed it.",
        "There are three reasons.",
        "Both of the two sides left.",
        "One of the men spoke.",
    ],
)
def test_a_number_that_tells_which_is_no_figure(figures: Figures, text: str) -> None:
    assert figures(text) == []
