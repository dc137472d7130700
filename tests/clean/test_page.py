"""Web pages of several tempers: the article comes out whole and labelled, the page around it does not."""

from pathlib import Path

import pytest

from dateline.clean import to_report
from dateline.clean.metadata import iso_date
from dateline.errors import InputError
from dateline.records import Capture, Report

PAGES = Path(__file__).parent / "pages"
FURNITURE = (
    "Sign in",
    "newsletter",
    "briefing and never",
    "Most read",
    "Rail strike",
    "pumpkin",
    "Disgraceful",
    "Who owns",
    "Snow closes",
    "Privacy",
    "webmaster",
)


def report_of(page: str | bytes, *, charset: str | None = None) -> Report:
    return to_report(Capture(origin="page.html", kind="html", content=page, charset=charset))


def read(name: str) -> Report:
    return report_of((PAGES / f"{name}.html").read_bytes())


def words(report: Report, kind: str) -> list[str]:
    return [report.text[p.start : p.end].strip() for p in report.passages if p.kind == kind]


@pytest.mark.parametrize(
    ("name", "headline", "byline", "outlet", "published"),
    [
        ("broadsheet", "Dam inspectors warned of cracks a year before collapse", ("Ines Carvalho", "Jo Lim"), "The Ellery Post", "2026-03-11T06:30:00+00:00"),
        ("tabloid", "'They left us on the roof': Fury as chopper crews told to wait", ("Kit Mallory",), "Daily Lantern", "2026-03-12T21:04:00Z"),
        ("wire", "Orlo dam toll rises to 63, hydrologist detained", (), "Meridian Wire", "2026-03-13T09:15:00Z"),
        ("agency", "Foreign minister receives special envoy, stresses good neighbourliness", (), None, "2026-03-09T11:20:00+03:30"),
        ("live", "Ceasefire live: first convoy crosses as monitors arrive", ("Capital Live staff",), "Capital Live", "2026-03-14T05:00:00Z"),
        ("plainest", None, (), None, None),
    ],
)  # fmt: skip
def test_page_says_who_published_it_and_when(name, headline, byline, outlet, published):
    report = read(name)
    assert (report.headline, report.byline, report.outlet, report.published) == (headline, byline, outlet, published)
    assert report.published_basis == ("page" if published else None)


@pytest.mark.parametrize(
    ("name", "paragraphs", "begins", "ends"),
    [
        ("broadsheet", 5, "Inspectors warned the water ministry", "announced on Friday."),
        ("tabloid", 6, "A furious mum told last night", "missing, police said."),
        ("wire", 3, "ORLO BRIDGE, March 13 (Meridian) - Police", "regional emergency office."),
        ("agency", 4, "TARVIA (NNS) - The foreign minister", "in the capital in April."),
        ("live", 5, "The first eleven lorries", "who did not meet."),
        ("plainest", 4, "The harbour council voted", "its organisers said."),
    ],
)
def test_page_gives_the_whole_article_and_nothing_of_the_page(name, paragraphs, begins, ends):
    report = read(name)
    body = words(report, "body")
    assert len(body) == paragraphs
    assert body[0].startswith(begins)
    assert body[-1].endswith(ends)
    read_text = " ".join(report.text[p.start : p.end] for p in report.passages if p.kind != "furniture")
    assert [phrase for phrase in FURNITURE if phrase in read_text] == []


def test_page_shows_its_standfirst_once():
    report = read("broadsheet")
    assert [p.kind for p in report.passages][:3] == ["headline", "standfirst", "body"]
    assert report.text.count("asked three times") == 1


def test_page_keeps_a_summary_that_is_its_first_paragraph_as_body():
    lead = "The harbour council voted nine to four on Wednesday to close the north pier to cargo, after a survey found rot."
    page = f'<head><meta name="description" content="{lead}"></head><body><article><h1>North pier to close</h1><p>{lead}</p><p>The mayor said that the council had no choice and that the region had promised money.</p><p>Dockers said that nobody had asked them, and a petition has 1,800 names.</p></article></body>'
    assert [p.kind for p in report_of(page).passages] == ["headline", "body", "body", "body"]


def test_page_captions_are_those_of_its_own_pictures():
    assert words(read("broadsheet"), "caption") == [
        "Rescuers search the banks below the Orlo dam on Tuesday. Photograph: Pat Doyle/Ellery Post"
    ]
    tabloid = read("tabloid")
    assert len(words(tabloid, "caption")) == 1
    assert words(tabloid, "furniture") == ["Video caption: Drone films the moment the wall gives way"]


def test_page_signatures_are_not_body():
    assert words(read("wire"), "byline") == ["(Reporting by Ana Petrik; Editing by Sol Varga)"]
    assert "MK/TR" not in words(read("agency"), "body")


@pytest.mark.parametrize("name", ["front", "wall"])
def test_page_without_an_article_is_one_line(name):
    with pytest.raises(InputError, match="holds no article") as raised:
        read(name)
    assert "\n" not in str(raised.value)


PARAGRAPHS = [
    "The café owners’ league said on Monday that it would close its doors in protest at the new tax.",
    "About 300 cafés in the old town are expected to stay shut on Thursday, the league’s chairman said.",
    "The finance ministry said that the tax would stay, and that it had been agreed with the league in May.",
]


def article(head: str = "") -> str:
    return (
        f"<html><head>{head}</head><body><article>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("charset", "head", "declared"),
    [
        ("utf-8", "", None),
        ("utf-8-sig", "", None),
        ("utf-16", "", None),
        ("cp1252", '<meta charset="windows-1252">', None),
        ("cp1252", "", "windows-1252"),
        ("cp1252", "", None),
        ("cp1252", '<meta charset="utf-8">', None),  # pages lie
        ("utf-8", "", "no-such-charset"),
    ],
)
def test_page_is_read_in_its_charset(charset, head, declared):
    assert words(report_of(article(head).encode(charset), charset=declared), "body") == PARAGRAPHS


def test_page_words_around_comments_and_inline_marks_stay_whole():
    page = article().replace("league said", "le<!-- -->ague <b>s</b>aid").replace("300", "<a href='/x'>300</a>")
    assert words(report_of(page), "body") == PARAGRAPHS


def test_page_described_by_broken_json_is_read_from_its_meta_tags():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Caf</script><meta property="og:title" content="Cafés to close">'
    assert report_of(article(head)).headline == "Cafés to close"


def test_page_with_numbers_and_lists_where_names_should_be_is_read_all_the_same():
    head = '<script type="application/ld+json">{"@type": ["NewsArticle", 7], "headline": 12, "author": [null, 3, {"name": {"a": 1}}, "Ines Carvalho"], "publisher": "The Ellery Post", "datePublished": ["2026"]}</script>'
    report = report_of(article(head))
    assert (report.byline, report.outlet, report.published) == (("Ines Carvalho",), "The Ellery Post", None)


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2026-03-03", "2026-03-03"),
        ("2026-03-03T08:00:00Z", "2026-03-03T08:00:00Z"),
        ("Tue, 03 Mar 2026 08:00:00 GMT", "2026-03-03T08:00:00+00:00"),
        ("Tue Mar 03 2026 08:00:00 GMT+0100", "2026-03-03T08:00:00+01:00"),
        ("March 3, 2026, 08:00 PM", None),
        ("yesterday", None),
        ("2026-13-40", None),
        (20260303, None),
        (None, None),
    ],
)
def test_dates_of_pages_are_taken_when_they_are_certain(given, date):
    assert iso_date(given) == date


def test_moments_of_other_stories_are_nobodys_date():
    times = "<time datetime='2026-03-01'>1 March</time><time datetime='2026-03-02'>2 March</time>"
    assert report_of(article().replace("<article>", f"<article>{times}")).published is None


def test_dates_given_win_over_the_page_and_bad_ones_are_named():
    capture = Capture(
        origin="page.html", kind="html", content=(PAGES / "wire.html").read_bytes(), published="2026-03-20"
    )
    report = to_report(capture)
    assert (report.published, report.published_basis) == ("2026-03-20", "given")
    assert to_report(capture, published="2026-03-21", outlet="Elsewhere").published == "2026-03-21"
    with pytest.raises(InputError, match=r"page\.html: 'last week' is not a date"):
        to_report(capture, published="last week")


def test_page_is_read_the_same_every_time():
    assert read("broadsheet") == read("broadsheet")
