"""A dateline is no part of the sentence behind it."""

import pytest

from dateline.annotate.datelines import dateline_ends


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("TEHRAN — President Amiri said no.", "President Amiri said no."),
        ("TEHRAN- President Amiri said no.", "President Amiri said no."),
        ("KYIV, Ukraine (AP) — Shells fell.", "Shells fell."),
        ("GAZA/JERUSALEM, March 7 (Reuters) - Talks failed.", "Talks failed."),
        ("LONDON, 3 Feb. 2026 — A court ruled.", "A court ruled."),
        ("UNITED NATIONS, Oct 3 (Xinhua) -- The council met.", "The council met."),
        ("ISLAMABAD: The government fell.", "The government fell."),
        ("Beirut (AFP) - Two men died.", "Two men died."),
        ("(Reuters) - Oil fell.", "Oil fell."),
    ],
)
def test_dateline_ends_where_the_report_begins(line: str, rest: str) -> None:
    assert [line[end:] for end in dateline_ends(line, [0])] == [rest]


@pytest.mark.parametrize(
    "line",
    [
        "NATO allies agreed on Tuesday - under pressure - to meet.",
        "The minister (pictured) - who resigned - left.",
        "Washington said no.",
        "USA - a nation at war",
        "He flew from TEHRAN - The trip was secret.",
    ],
)
def test_no_dateline_is_seen_in_a_sentence(line: str) -> None:
    assert list(dateline_ends(line, [0])) == []


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("Chandigarh: A farmer died and dozens of people were hurt as police fired gas and rubber bullets.", "Chandigarh: "),
        ("Colombo, May 9: The premier survived a vote of no confidence on Monday after a debate of many hours.", "Colombo, May 9: "),
        ("Goma — Rebels took a town in the east of the country on Friday night, residents and officials said.", "Goma — "),
        ("Clinton: The country must do what it can for those who have lost their homes, and it must do so now.", ""),
        ("Minister: The talks have failed, and nobody knows when they will begin again, if they ever will at all.", ""),
    ],
)  # fmt: skip
def test_a_town_in_small_letters_opens_the_first_paragraph(line: str, dateline: str) -> None:
    ends = list(dateline_ends(f"A headline\n\n{line}", [0]))
    assert ends == ([12 + len(dateline)] if dateline else [])


@pytest.mark.parametrize("dash", ["- ", " - ", " – ", " — ", "—", "–"])
def test_a_title_behind_a_dateline_stays_a_title(read, dash: str) -> None:
    (statement,) = read(f"TEHRAN{dash}President Hassan Amiri said the bridge would be rebuilt.").statements
    assert statement.source is not None
    assert (statement.source.text, statement.source.role) == ("President Hassan Amiri", "President")
