"""Places: which words are one, which one they mean, and what gets no pin."""

from collections.abc import Callable

import pytest

from dateline.annotate import AnnotatedText
from dateline.knowledge.gazetteer import key, lookup
from dateline.records import Where
from dateline.resolve.within.where import Places

LEAD = "The council sat for nine hours\n\n"

Annotate = Callable[..., AnnotatedText]


def places(annotate: Annotate, text: str) -> list[Where]:
    return list(Places(annotate(LEAD + text)).mentions())


def named(annotate: Annotate, text: str, words: str) -> Where:
    return next(place for place in places(annotate, text) if place.text == words)


def test_a_city_and_the_country_behind_it(annotate: Annotate) -> None:
    found = named(annotate, "The envoys met in Istanbul, Turkey, for two hours.", "Istanbul")
    assert (found.country, found.kind) == ("TUR", "city")
    assert found.latitude == pytest.approx(41.0, abs=0.3)
    assert found.geonames == 745044


def test_the_state_tells_the_towns_of_one_name_apart(annotate: Annotate) -> None:
    illinois = named(annotate, "The governor spoke in Springfield, Illinois.", "Springfield")
    missouri = named(annotate, "The bus left Springfield, Mo., at dawn.", "Springfield")
    assert illinois.longitude == pytest.approx(-89.6, abs=0.5)
    assert missouri.longitude == pytest.approx(-93.3, abs=0.5)


def test_the_countries_of_the_text_decide(annotate: Annotate) -> None:
    text = (
        "Canadian police closed roads in Ontario. Toronto sent help, and crews in London fought the fire near Hamilton."
    )
    assert named(annotate, text, "Hamilton").country == "CAN"


def test_a_distance_is_an_offset_and_no_pin(annotate: Annotate) -> None:
    found = named(annotate, "The tanker burned in the Arabian Sea about 500 miles from Oman.", "Oman")
    assert found.offset is not None
    assert (found.offset.value, found.offset.unit, found.offset.bound, found.offset.from_) == (
        500,
        "mile",
        "about",
        "Oman",
    )
    assert found.latitude is None


def test_a_sea_has_no_country(annotate: Annotate) -> None:
    found = named(annotate, "A frigate patrolled the Red Sea.", "Red Sea")
    assert (found.kind, found.country) == ("sea", None)


@pytest.mark.parametrize(
    "text",
    [
        "Tehran said it would answer any attack.",
        "The White House declined to comment.",
        "Talks between Moscow and Washington broke down.",
        "NATO condemned the strike.",
        "Beijing's policy has hardened.",
        "Jordan Peters told the court that Georgia Miller had left.",
    ],
)
def test_who_acts_is_no_place(annotate: Annotate, text: str) -> None:
    assert [place.text for place in places(annotate, text) if place.kind != "country"] == []


def test_the_same_names_as_places(annotate: Annotate) -> None:
    assert named(annotate, "Thousands marched in Tehran on Sunday.", "Tehran").country == "IRN"


def test_the_gazetteer_knows_no_such_town_there(annotate: Annotate) -> None:
    found = Places(annotate(LEAD + "He was held in Aleppo, Norway, for a week."))
    assert [place.text for place in found.mentions()] == ["Norway"]
    assert [notice.code for notice in found.notices] == ["place-unresolved"]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Gunmen attacked a convoy near Mosul after Iran and Russia had held talks in Vienna.", "attacked", "Mosul"),
        ("Gunmen attacked a convoy near Mosul after Iran and Russia had held talks in Vienna.", "talks", "Vienna"),
        ("Norway's defence minister praised the crew of a ship from Iceland.", "praised", None),
        ("India fired missiles into Pakistani-controlled territory overnight.", "fired", "Pakistan"),
        ("A navy patrol rescued 40 people off the Indonesian coast.", "rescued", "Indonesia"),
        ("US jets bombed a depot in Yemen.", "bombed", "Yemen"),
    ],
)
def test_a_place_belongs_to_its_predicate(annotate: Annotate, text: str, trigger: str, expected: str | None) -> None:
    annotated = annotate(LEAD + text)
    token = next(token for token in annotated.doc if token.text == trigger)
    where = Places(annotated).of(token)
    assert (where.name if where else None) == expected


def test_accents_case_and_stops_do_not_matter() -> None:
    assert key("St. Étienne") == key("SAINT ETIENNE")
    assert lookup(key("São Paulo"))[0].country == "BRA"
    assert lookup("no such place anywhere") == ()


@pytest.mark.parametrize(
    ("text", "country"),
    [("A strike hit a hospital in Gaza.", "PSE"), ("Floods cut the road to Xai-Xai in Gaza, Mozambique.", "MOZ")],
)
def test_a_name_means_what_the_news_means_by_it(annotate: Annotate, text: str, country: str) -> None:
    (gaza,) = (place for place in Places(annotate(text)).mentions() if place.text == "Gaza")
    assert gaza.country == country
