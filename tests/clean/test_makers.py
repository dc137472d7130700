"""Pages as different systems make them. Each marks what a report must hold: `data-is` on an element gives its kind
(`br`: paragraphs of body parted by empty lines). Everything else on the page must stay out."""

from pathlib import Path

import pytest
from lxml import html

from dateline.clean import to_report
from dateline.clean.charset import charset_of
from dateline.records import Capture, Report

MAKERS = Path(__file__).parent / "makers"
TOLD = ("body", "caption")
HEADLINES = {
    "agency-table": "National News Service - President receives credentials of four ambassadors",
    "blogspot": "Council sells the old mill",
    "cyrillic": "Мост в Орлове закроют до мая",
    "hashed": "Two ministers quit over pipeline vote",
    "latin1": "Le préfet ferme l'usine de Saint-Aubin",
    "ministry": "Statement on the incident of 6 March",
    "wordpress": "Grain ship leaves Sarn after nine-day wait",
}


def read(name: str) -> Report:
    return to_report(Capture(origin=name, kind="html", content=(MAKERS / f"{name}.html").read_bytes()))


def marked(name: str) -> list[tuple[str, str]]:
    """What the page says that its report must hold."""
    content = (MAKERS / f"{name}.html").read_bytes()
    page = html.document_fromstring(content.decode(charset_of(content, None, name)))
    found: list[tuple[str, str]] = []
    for element in page.iter():
        kind = element.get("data-is")
        if kind == "br":
            words = element.text_content() if element.tag == "pre" else "\n\n".join(element.itertext())
            found += [("body", " ".join(part.split())) for part in words.split("\n\n") if part.strip()]
        elif kind:
            found.append((kind, " ".join(element.text_content().split())))
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in MAKERS.glob("*.html")))
def test_page_gives_what_is_marked_and_nothing_else(name):
    report = read(name)
    passages = [(p.kind, report.text[p.start : p.end].strip()) for p in report.passages]
    assert sorted(p for p in passages if p[0] in TOLD) == sorted(m for m in marked(name) if m[0] in TOLD)
    headings = {text for kind, text in passages if kind == "headline"}
    assert headings <= {report.headline, *(text for kind, text in marked(name) if kind == "headline")}


@pytest.mark.parametrize(("name", "headline"), HEADLINES.items())
def test_page_has_its_own_headline_and_not_the_name_of_the_site(name, headline):
    assert read(name).headline == headline


def test_article_printed_for_two_screens_is_read_once():
    assert read("twice").text.count("on no map") == 1


def test_body_keeps_the_order_of_the_page():
    report = read("sections")
    body = [report.text[p.start : p.end].strip() for p in report.passages if p.kind == "body"]
    assert body == [text for _, text in marked("sections")]
