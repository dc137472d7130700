"""Joining across reports: copies, incidents, sayings — what is one and what only looks like it."""

from dataclasses import replace

import pytest

from dateline.clean import to_report
from dateline.records import Capture
from dateline.resolve.across import incidents
from dateline.resolve.across.addresses import words_of_address
from dateline.resolve.across.copies import COPY, containment, family, prints_of
from dateline.resolve.across.corrections import in_correction
from dateline.resolve.across.incidents import CERTAIN, POSSIBLE, Happening, sameness
from dateline.resolve.across.plans import Plan, change, is_same
from dateline.resolve.across.sayings import answers, said_again, words
from dateline.resolve.across.stories import Likeness, enough, nearness, terms, vector

ARTICLE = " ".join(
    f"On day {n} the harbour master of Port Ellery counted {n * 7} ships and told the council why it mattered."
    for n in range(20)
)
OTHER = " ".join(
    f"In week {n} the growers near Vale lost {n * 3} acres of barley to frost, a farmer called Anselm reported."
    for n in range(20)
)


@pytest.mark.parametrize(
    "copy",
    [
        ARTICLE[: len(ARTICLE) // 2],
        "Sign up for our newsletter. " + ARTICLE + " Follow us.",
        ARTICLE.upper(),
        ARTICLE.replace("harbour master", "port warden"),
    ],
    ids=["cut", "dressed", "shouted", "edited"],
)
def test_copy_is_found_however_it_is_printed(copy: str) -> None:
    assert containment(prints_of(ARTICLE), prints_of(copy)) >= COPY
    assert family(prints_of(copy), {"F1": prints_of(ARTICLE), "F2": prints_of(OTHER)}) is not None
    assert family(prints_of(copy), {"F1": prints_of(ARTICLE), "F2": prints_of(OTHER)})[0] == "F1"


def test_other_article_and_bare_line_are_no_copies() -> None:
    assert family(prints_of(OTHER), {"F1": prints_of(ARTICLE)}) is None
    assert family(prints_of("The harbour master of Port Ellery"), {"F1": prints_of(ARTICLE)}) is None


STRIKE = Happening(
    type="ASSAULT", status="occurred", day="2026-02-03", actors=frozenset({"USA"}), recipients=frozenset({"IRN"}),
    country=None, where="Arabian Sea", trigger="shot down", who=incidents.words("A fighter jet"),
    whom=incidents.words("an Iranian drone"), words=incidents.words("A fighter jet shot down an Iranian drone near the carrier"),
)  # fmt: skip


def test_mentions_that_agree_in_everything_are_one_incident() -> None:
    assert sameness(STRIKE, STRIKE) >= CERTAIN


@pytest.mark.parametrize(
    "difference",
    [
        {"type": "MOBILIZE"},
        {"day": "2026-02-04"},
        {"actors": frozenset({"ISR"}), "who": incidents.words("Israel's air force")},
        {"recipients": frozenset({"YEM"}), "whom": incidents.words("a Houthi launcher")},
        {"status": "denied"},
        {"country": "OMN"},
    ],
)
def test_mentions_that_differ_in_anything_are_two(difference: dict[str, object]) -> None:
    here = replace(STRIKE, country="YEM")
    assert sameness(here, replace(here, **difference)) == 0.0


def test_mentions_with_different_numbers_of_people_are_two() -> None:
    one = replace(STRIKE, whom=incidents.words("23 pirates") | incidents.numbers("23 pirates"))
    other = replace(STRIKE, whom=incidents.words("26 pirates") | incidents.numbers("26 pirates"))
    assert sameness(one, other) == 0.0
    assert incidents.numbers("two pirates") == incidents.numbers("2 pirates")


def test_mention_that_leaves_much_unsaid_or_says_it_in_other_words_is_never_joined_for_certain() -> None:
    vague = replace(
        STRIKE, day=None, recipients=frozenset(), where=None, words=incidents.words("a drone was destroyed")
    )
    assert sameness(STRIKE, vague) < CERTAIN
    other_words = replace(
        STRIKE, trigger="brought down", words=incidents.words("when a U.S. jet brought down an Iranian drone")
    )
    assert POSSIBLE <= sameness(STRIKE, other_words) < CERTAIN


def test_acts_at_two_places_of_one_country_are_possibly_one_and_a_town_with_its_province_is() -> None:
    said = "Drones struck a grain store near {} before dawn on Tuesday"
    balta, izmail = (
        replace(STRIKE, country="UKR", where=town, words=incidents.words(said.format(town)))
        for town in ("Balta", "Izmail")
    )
    assert POSSIBLE <= sameness(balta, izmail) < CERTAIN
    province = replace(balta, where="Odesa", words=incidents.words(said.format("Balta in Odesa region")))
    assert sameness(balta, province) >= CERTAIN
    assert sameness(balta, replace(balta, where=None)) >= CERTAIN


def test_denial_points_at_what_it_denies_and_not_at_the_rest() -> None:
    claim = words("the army shelled the market in the morning")
    assert answers(words("it had shelled the market, or that the army was there"), claim)
    assert not answers(words("that talks were planned"), claim)
    assert not answers(words("the market"), claim)
    assert not answers(words(""), claim)


def test_same_words_by_the_same_speaker_are_said_again() -> None:
    assert said_again(
        words("talks will resume on Friday in Geneva"), words("the talks will resume in Geneva on Friday")
    )
    assert not said_again(words("talks will resume on Friday"), words("the talks are over"))


def test_words_of_few_stories_weigh_more() -> None:
    found = vector({"minister": 1.0, "geneva": 1.0}, {"minister": 90, "geneva": 2}, 100)
    assert found["geneva"] > found["minister"]


def test_silence_makes_stories_distant() -> None:
    alike = Likeness(names=0.4, words=0.4, voices=1, days_apart=None)
    near = [nearness(replace(alike, days_apart=days), headline=False) for days in (None, 0, 3, 60)]
    assert near[0] == near[1] > near[2] > near[3]


def test_names_decide_between_reports_and_words_between_headlines() -> None:
    names, words_only = (
        Likeness(names=0.6, words=0.1, voices=1, days_apart=0),
        Likeness(names=0.1, words=0.6, voices=1, days_apart=0),
    )
    assert nearness(names, headline=False) > nearness(words_only, headline=False)
    assert nearness(names, headline=True) < nearness(words_only, headline=True)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "https://a.example/world/2026/ferry-capsizes-off-port-ellery-1834.html?ref=home",
            "ferry capsizes off port ellery",
        ),
        ("https://a.example/news/world-news/17-303344", ""),
        ("https://[a.example/ferry-capsizes-off-port", ""),
        (None, ""),
    ],
)
def test_address_tells_words_where_it_has_more_than_the_name_of_a_section(url: str | None, said: str) -> None:
    assert words_of_address(url) == said


def test_headline_alone_is_known_by_the_words_of_its_address_too() -> None:
    capture = Capture(
        origin="test", kind="text", content="Divers find the worst", url="https://a.example/saint-orla-ferry-hull"
    )
    assert {"ferry", "hull", "diver"} <= terms(to_report(capture)).keys()


def test_small_story_of_headlines_is_taken_into_a_large_one_sooner_than_into_its_like() -> None:
    assert enough(1, 50) < enough(1, 2) < enough(3, 3) == enough(60, 60)


def test_number_with_commas_is_one_word() -> None:
    report = to_report(
        Capture(
            origin="test",
            kind="text",
            content="Ferry sinks\n\nThe port said 3,117 passengers were aboard the ferry when it left Ellery on Monday.",
        )
    )
    assert "@3,117" in terms(report)


PLAN = Plan(
    what="talks in Istanbul",
    parties="United States; Iran",
    day="2026-02-06",
    where="Istanbul",
    country="TUR",
    status="planned",
)


def test_plan_is_recognised_by_kind_and_parties_and_what_changed_is_said() -> None:
    later = replace(PLAN, what="The meeting with the United States", where="Muscat", country="OMN")
    assert is_same(later, PLAN)
    assert change(later, [PLAN]) == ("moved", "place was Istanbul, is Muscat")
    assert change(replace(PLAN, status="called-off"), [PLAN])[0] == "called-off"
    assert change(replace(PLAN, status="in-doubt"), [PLAN])[0] == "in-doubt"
    assert change(replace(PLAN, day="2026-02-09"), [PLAN]) == ("moved", "day was 2026-02-06, is 2026-02-09")
    assert change(PLAN, [PLAN]) is None


def test_place_that_was_given_up_or_is_said_less_exactly_is_no_news() -> None:
    moved = replace(PLAN, where="Muscat", country="OMN")
    assert change(PLAN, [moved, PLAN]) is None
    assert change(replace(moved, status="moved"), [PLAN, moved]) is None
    assert change(replace(moved, where="Oman"), [moved]) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, what="the trial of the officers"),
        replace(PLAN, parties="France; Germany"),
        replace(PLAN, day="2026-05-01"),
    ],
)
def test_other_plans_are_others(other: Plan) -> None:
    assert not is_same(other, PLAN)


def test_correction_is_the_paragraph_that_says_so() -> None:
    text = "The count rose to 40.\nCorrection, 15 January: An earlier report gave 30.\nMore follows."
    assert in_correction(text, text.index("30"))
    assert not in_correction(text, text.index("40"))
    assert not in_correction(text, text.index("More"))
