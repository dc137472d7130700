"""Pasted text: every line told for what it is, every offset into the text as given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean import to_report
from dateline.clean.plain import headline_of, passages_of
from dateline.records import Capture, Report


def report_of(text: str) -> Report:
    return to_report(Capture(origin="pasted", kind="text", content=text))


PASTED = """Harbour talks stall as ferry crews walk out

By Ines Carvalho

PORT ELLERY, March 3 - Ferry crews walked out on Monday after talks over pay broke down, their union said.

The company said it would run a reduced service.

Ferries lie idle in the harbour of Port Ellery as passengers wait on the quay on Monday

Ferries lie idle in the harbour of Port Ellery as passengers wait on the quay on Monday

Why it matters

About 4,000 people cross the bay every day. “We will not starve quietly,” said a deckhand.

Advertisement

The regulator’s chief, second left, takes part in the talks at the harbour office. Photo by Jo Lim/AFP

Related Articles

Five questions about the ferry strike

Sign up to our newsletter

© 2026 The Ellery Post. All rights reserved.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end].strip()) for p in passages_of(text)]


def test_plain_tells_every_kind_of_line_apart() -> None:
    assert [kind for kind, _ in kinds(PASTED)] == [
        "headline", "byline", "body", "body", "caption", "caption", "headline", "body", "furniture", "caption",
        "furniture", "furniture", "furniture", "furniture",
    ]  # fmt: skip


def test_plain_caption_printed_twice_is_read_once_whatever_its_typography() -> None:
    text = PASTED.replace("wait on the quay on Monday\n\nFerries lie", "wait on the quay on Monday\n\nFerries\u00a0lie")
    passages = passages_of(text)
    assert [p.repeats for p in passages if p.kind == "caption"] == [None, 4, None]


@pytest.mark.parametrize("joint", ["\n\n", "\r\n\r\n", "\n \n", "\n"])
def test_plain_reads_paragraphs_however_they_are_joined(joint: str) -> None:
    lines = [line for line in PASTED.splitlines() if line]
    text = joint.join(lines)
    assert [words for _, words in kinds(text)] == lines


def test_plain_keeps_wrapped_lines_together() -> None:
    wrapped = (
        "Ferry crews walked out on Monday after talks over pay broke down and\n"
        "their union said that the walkout would last until the company came\n"
        "back to the table with a better offer for the night shifts.\n\n"
        "The company said it would run a reduced service for the time being\n"
        "and that it regretted the trouble that the strike was causing.\n"
    )
    assert [kind for kind, _ in kinds(wrapped)] == ["body", "body"]


def test_plain_headline_is_the_line_above_the_running_text() -> None:
    assert headline_of(PASTED, passages_of(PASTED)) == "Harbour talks stall as ferry crews walk out"
    bare = "Ferry crews walked out on Monday, their union said.\n\nThe company regretted it.\n"
    assert headline_of(bare, passages_of(bare)) is None


def test_plain_quoted_summary_between_paragraphs_is_a_subheading() -> None:
    text = "Ferry crews walked out on Monday, their union said.\n\n‘We will not starve’\n\nAbout 4,000 people cross the bay every day.\n"
    assert [kind for kind, _ in kinds(text)] == ["body", "headline", "body"]


def test_plain_body_that_ends_in_a_clause_of_a_list_stays_body() -> None:
    text = "The order, which the port authority signed late on Monday, covers two groups.\n\n(i)  crews who were hired before the first of March; or\n\nThe rest are free to go.\n"
    assert [kind for kind, _ in kinds(text)] == ["body", "body", "body"]


@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_plain_passages_tile_any_text(text: str) -> None:
    passages = passages_of(text)
    assert "".join(text[p.start : p.end] for p in passages) == text
    for i, passage in enumerate(passages):
        assert passage.repeats is None or 0 <= passage.repeats < i


@pytest.mark.parametrize("name", ["The Ellery Post", "Reuters News Agency", "Daily Lantern", "BBC News"])
def test_name_of_the_outlet_above_a_pasted_headline_is_no_headline(name):
    report = report_of(
        f"{name}\n\nDam inspectors warned of cracks a year before collapse\n\nBy Ines Carvalho\n\nInspectors warned the ministry last spring that the wall was cracked, a report said.\n"
    )
    assert report.headline == "Dam inspectors warned of cracks a year before collapse"
    assert report.outlet == name


def test_headline_above_a_standfirst_stays_the_headline():
    report = report_of(
        "Harbour talks stall\n\nUnions walk out for the second time in a week\n\nBy Ines Carvalho\n\nDockers left the talks on Monday, their union said, and will not come back.\n"
    )
    assert report.headline == "Harbour talks stall"
    assert report.outlet is None
