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


@pytest.mark.parametrize("dash", ["- ", " - ", " – ", " — ", "—", "–"])
def test_a_title_behind_a_dateline_stays_a_title(read, dash: str) -> None:
    (statement,) = read(f"TEHRAN{dash}President Hassan Amiri said the bridge would be rebuilt.").statements
    assert statement.source is not None
    assert (statement.source.text, statement.source.role) == ("President Hassan Amiri", "President")
