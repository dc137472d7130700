"""Times: what the words mean on the calendar, and what stays unresolved."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate import AnnotatedText
from dateline.records import Reading, When
from dateline.resolve.within.when import Times
from dateline.resolve.within.when.grammar import expressions

WEEKDAYS = Path(__file__).parent / "weekdays.yaml"
WEEKDAY_FLOOR = 0.95
PUBLISHED = "2026-02-04"  # a Wednesday
LEAD = "The council sat for nine hours\n\n"

Annotate = Callable[..., AnnotatedText]


def times(annotate: Annotate, text: str, published: str | None = PUBLISHED) -> list[When]:
    return list(Times(annotate(LEAD + text, published=published)).mentions())


def values(annotate: Annotate, text: str, published: str | None = PUBLISHED) -> list[str | None]:
    return [when.edtf for when in times(annotate, text, published)]


def test_bare_weekdays(annotate: Annotate) -> None:
    rows = yaml.safe_load(WEEKDAYS.read_text(encoding="utf-8"))
    wrong = [
        (text, published, expected)
        for text, published, expected in rows
        if expected not in values(annotate, text, published)
    ]
    assert len(rows) >= 120
    assert 1 - len(wrong) / len(rows) >= WEEKDAY_FLOOR, wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pact was signed on February 3, 2025.", "2025-02-03"),
        ("The pact was signed on 3 February 2025.", "2025-02-03"),
        ("The pact was signed on Tuesday, Feb. 3.", "2026-02-03"),
        ("The pact was signed on 2025-02-03.", "2025-02-03"),
        ("He resigned in November.", "2025-11"),
        ("He will resign in November.", "2026-11"),
        ("The plan failed in January last year.", "2025-01"),
        ("The talks were abandoned last year.", "2025"),
        ("They met last week.", "2026-01-26/2026-02-01"),
        ("They will meet next week.", "2026-02-09/2026-02-15"),
        ("Troops moved in earlier this week.", "2026-02-02/2026-02-08"),
        ("The envoys are meeting this weekend.", "2026-02-07/2026-02-08"),
        ("The flood came three weeks ago.", "2026-01-12/2026-01-18"),
        ("The law passed a year ago.", "2025"),
        ("He spoke the day before yesterday.", "2026-02-02"),
        ("Parliament returns on Monday next week.", "2026-02-09"),
        ("The coup failed last Friday.", "2026-01-30"),
        ("The games run from June 13 to June 24, 2026.", "2026-06-13/2026-06-24"),
        ("The drills will run March 3-9.", "2026-03-03/2026-03-09"),
        ("He ruled in the 1990s.", "199X"),
        ("The fort dates from the 19th century.", "18XX"),
        ("The famine came in the summer of 1932.", "1932-22"),
        ("Output fell in the second half of 2025.", "2025-41"),
        ("The blast came at 3:30 p.m. GMT on Tuesday.", "2026-02-03T15:30Z"),
    ],
)
def test_one_time(annotate: Annotate, text: str, expected: str) -> None:
    assert values(annotate, text) == [expected]


def test_a_duration_and_a_vague_time_are_no_dates(annotate: Annotate) -> None:
    assert values(annotate, "The 12-day war left the harbour in ruins, and aid should come within days.") == []


def test_counting_from_the_last_date_of_the_text(annotate: Annotate) -> None:
    text = "The ship sank on January 20. Divers arrived two days later and left the following day."
    assert values(annotate, text) == ["2026-01-20", "2026-01-22", "2026-01-23"]


def test_a_backgrounder_keeps_its_year(annotate: Annotate) -> None:
    text = "The invasion of 2003 was swift. In March 2003 the army crossed the border. On April 9 the capital fell."
    assert values(annotate, text)[-1] == "2003-04-09"


def test_a_named_year_sets_no_scene(annotate: Annotate) -> None:
    text = "The government left the 2015 accord in May. New penalties followed on August 6."
    assert values(annotate, text) == ["2015", "2025-05", "2025-08-06"]


def test_without_a_day_of_publication(annotate: Annotate) -> None:
    text = annotate(
        LEAD + "He resigned on Friday. The treaty of May 3, 1952 still binds. In June it was ratified.", published=None
    )
    found = Times(text)
    assert [when.edtf for when in found.mentions()] == [None, "1952-05-03", "1952-06"]
    assert [when.basis for when in found.mentions()] == ["unresolved", "explicit", "implied"]
    assert [notice.code for notice in found.notices] == ["time-unresolved"]


def test_other_calendars_are_named_and_left(annotate: Annotate) -> None:
    found = times(annotate, "The truce held through Ramadan, and fiscal 2027 begins in autumn.")
    assert [when.text for when in found[:2]] == ["Ramadan", "fiscal 2027"]
    assert [when.edtf for when in found[:2]] == [None, None]


@pytest.mark.parametrize(
    "text", ["He may march on.", "The Friday Times wrote it.", "Some 2000 soldiers came.", "April Jones won."]
)
def test_words_that_only_look_like_times(annotate: Annotate, text: str) -> None:
    assert values(annotate, text) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The premier invited all parties to talks on Friday.", "2026-02-06"),
        ("The premier proposed a meeting on Friday.", "2026-02-06"),
        ("A senator demanded a report by Friday.", "2026-02-06"),
        ("Guards recorded 468 attempts to cross on Friday.", "2026-01-30"),
        ("The premier met all parties on Friday.", "2026-01-30"),
    ],
)
def test_what_is_called_for_lies_ahead(annotate: Annotate, text: str, edtf: str) -> None:
    assert values(annotate, text) == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        "Police used water cannon against people who had surrounded the building since Sunday.",
        "The army shelled a village whose people had fled on Monday.",
    ],
)
def test_a_time_in_a_description_is_not_the_deed_s(read: Callable[..., Reading], text: str) -> None:
    assert [event.when for event in read(text, published="2026-02-04").events] == [None]


def test_a_time_belongs_to_its_predicate(annotate: Annotate) -> None:
    text = annotate(
        LEAD
        + "The minister said on Tuesday that gunmen had killed nine people in January and that talks would resume on Friday.",
        published=PUBLISHED,
    )
    found = Times(text)
    when = {token.text: found.of(token) for token in text.doc if token.text in ("said", "killed", "resume")}
    assert {word: time and time.edtf for word, time in when.items()} == {
        "said": "2026-02-03",
        "killed": "2026-01",
        "resume": "2026-02-06",
    }


@given(st.text(max_size=300))
def test_expressions_are_ordered_and_apart(text: str) -> None:
    found = expressions(text)
    assert all(0 <= e.start < e.end <= len(text) for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The law dates from 2014.\n\nIn February two men were freed.", "2026-02"),
        ("She first asked in 2024, as she was told. He has been held since October.", "2025-10"),
        ("It has had four coups since it won freedom in 1974. In January a vote was held.", "2026-01"),
        ("In May police raided the flat.", "2025-05"),
        ("She was due to stand trial in November.", "2025-11"),
        ("A party called off Saturday's march.", "2026-03-14"),
        ("The assembly must be elected by 31 December.", "2026-12-31"),
    ],
)
def test_the_last_time_of_a_text_is_of_its_own_tense_and_paragraph(
    read: Callable[..., Reading], text: str, expected: str
) -> None:
    assert read(text, published="2026-03-11").mentions.times[-1].edtf == expected
