"""Input that nobody writes on purpose, or only on purpose: it is read or refused, and never breaks or hangs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean import to_report
from dateline.errors import DatelineError
from dateline.records import Capture, Report

SENTENCE = "The harbour council voted on Wednesday to close the north pier, its clerk said. "


def outcome(content: str | bytes, kind: str) -> Report | DatelineError:
    try:
        report = to_report(Capture(origin="it", kind=kind, content=content))
    except DatelineError as error:
        assert "\n" not in str(error)
        return error
    assert "".join(report.text[p.start : p.end] for p in report.passages) == report.text
    return report


MONSTERS = {
    "nested": "<div>" * 20_000 + SENTENCE * 5 + "</div>" * 20_000,
    "many": "<p>x</p>" * 30_000,
    "one-line": "<p>" + SENTENCE * 12_000 + "</p>",
    "open": "<p" * 50_000,
    "entities": "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><html><body><p>&b;&b;</p></body></html>",
    "nul": f"<html><body><article><p>{SENTENCE}\0{SENTENCE}</p><p>{SENTENCE * 4}</p></article></body></html>",
    "json": '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>" + SENTENCE * 5,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(20_000)) + ">" + SENTENCE * 5,
    "surrogate": f"<p>{SENTENCE * 5}\ud800</p>",
    "frames": "<figure><figcaption>" * 3_000 + SENTENCE,
}


@pytest.mark.parametrize("name", list(MONSTERS))
@pytest.mark.parametrize("kind", ["html", "text"])
def test_monsters_are_read_or_refused(name, kind):
    outcome(MONSTERS[name], kind)


def test_page_keeps_what_comes_after_a_nul():
    report = outcome(MONSTERS["nul"], "html")
    assert isinstance(report, Report)
    assert report.text.count("north pier") == 6


def test_deep_and_crowded_pages_still_give_their_paragraphs():
    for page in ("<div>" * 230 + f"<p>{SENTENCE * 5}</p>", f"<p>{SENTENCE * 5}</p>" + "<i>x</i>" * 16_000):
        report = outcome(page, "html")
        assert isinstance(report, Report)
        assert "north pier" in report.text


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 12_000,
        "a" * 1_000_000,
        "\n" * 100_000 + SENTENCE,
        ("\u2028".join([SENTENCE] * 500)),
        "(" * 100_000,
        "Photo: " * 20_000,
        "“" * 50_000 + "”",
        "A. " * 100_000,
        ("By " + "Ann and " * 20_000),
        ("By " + "And In " * 2_000 + "!\n\nMore."),
        ("(Reporting by " + "Editing, " * 2_000 + "!\n\nMore."),
        "copyright " * 30_000,
        " \t" * 100_000 + "x",
        ", left" * 30_000,
    ],
)
def test_texts_without_end_are_read(text):
    outcome(text, "text")


def test_text_stays_as_given_to_the_last_character():
    text = (
        "\ufeffHarbour talks stall\r\n\r\n\u00a0Iranand the crews’ union\u00ad met.\x00\r\n\t\ud800 It said so.\x1f\r\n"
    )
    report = outcome(text, "text")
    assert isinstance(report, Report)
    assert report.text == text


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_is_read_or_refused(text):
    outcome(text, "text")


TAGS = st.sampled_from(["<p>", "</p>", "<article>", "</article>", "<h1>", "<figure>", "<figcaption>", "<br>", "<br/>", "<!--", "-->", "<li>", "<table><tr><td>", "<blockquote>", "<script>", "&#0;", "&amp", "<a href=x>", "</a>", SENTENCE])  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(TAGS, st.text(max_size=20)), max_size=40).map("".join))
def test_any_tags_are_read_or_refused(page):
    outcome(page, "html")
