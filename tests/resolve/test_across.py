"""Joining across reports: copies, incidents, sayings — what is one and what only looks like it."""

from dataclasses import replace

import pytest

from dateline.clean import to_report
from dateline.records import Capture
from dateline.resolve.across.copies import COPY, containment, family, prints_of
from dateline.resolve.across.incidents import CERTAIN, POSSIBLE, Happening, sameness
from dateline.resolve.across.sayings import denies, said_again, words
from dateline.resolve.across.stories import Likeness, nearness, terms, vector

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
    country=None, where="Arabian Sea", trigger="shot down",
)  # fmt: skip


def test_mentions_that_agree_in_everything_are_one_incident() -> None:
    assert sameness(STRIKE, STRIKE) >= CERTAIN


@pytest.mark.parametrize(
    "change",
    [
        {"type": "MOBILIZE"},
        {"day": "2026-02-04"},
        {"actors": frozenset({"ISR"})},
        {"recipients": frozenset({"YEM"})},
        {"status": "denied"},
    ],
)
def test_mentions_that_differ_in_anything_are_two(change: dict[str, object]) -> None:
    assert sameness(STRIKE, replace(STRIKE, **change)) == 0.0


def test_mention_that_leaves_much_unsaid_is_never_joined_for_certain() -> None:
    vague = replace(STRIKE, day=None, recipients=frozenset(), where=None)
    assert sameness(STRIKE, vague) < CERTAIN
    nearly = replace(STRIKE, where=None)
    assert sameness(STRIKE, nearly) >= POSSIBLE


def test_denial_points_at_what_it_denies_and_not_at_the_rest() -> None:
    claim = words("the army shelled the market in the morning")
    assert denies(words("it had shelled the market"), claim)
    assert not denies(words("that talks were planned"), claim)
    assert not denies(words(""), claim)


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


def test_number_with_commas_is_one_word() -> None:
    report = to_report(
        Capture(
            origin="test",
            kind="text",
            content="Ferry sinks\n\nThe port said 3,117 passengers were aboard the ferry when it left Ellery on Monday.",
        )
    )
    assert "@3,117" in terms(report)
