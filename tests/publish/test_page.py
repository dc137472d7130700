"""The page holds the very text of the report, whatever the text and however its marks cross."""

import html
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.publish.page import page
from dateline.publish.page.segments import Mark, segments
from dateline.records import Event, Figure, Generator, Notice, Passage, Reading, Report, Source, Span, Statement

NASTY = "</script><script>alert(1)</script> <!-- --> ]]> &amp; \"'` \x00\x07\x1b[31m \u202eevil\u2066 \r\n\r\ud800\x85 {{ 7*7 }} </p></a><a href='javascript:x'>"


def report_of(text: str, **given: str | None) -> Report:
    cut = max(1, len(text) // 2)
    passages = [Passage(kind="body", start=0, end=cut)]
    if cut < len(text):
        passages.append(Passage(kind="furniture", start=cut, end=len(text)))
    fields: dict[str, str | None] = {"url": None, "outlet": None, "headline": None, "published": None, **given}
    return Report(
        id="x",
        ref=None,
        byline=(),
        published_basis=None,
        retrieved=None,
        language="en",
        text=text,
        passages=tuple(passages),
        **fields,
    )


def reading_of(text: str, spans: list[tuple[int, int]], **given: str | None) -> Reading:
    statements, events, figures = [], [], []
    for i, (start, end) in enumerate(spans):
        span = Span.of(text, start, end)
        if i % 3 == 0:
            source = Source(start=start, end=end, text=span.text, standing="named")
            statements.append(
                Statement(
                    id=f"s{i}",
                    source=source,
                    cue=None,
                    content=(span,),
                    mode="direct",
                    act="say",
                    via=None,
                    said_on=None,
                    parent=None,
                    hedge=(),
                    evidence=span,
                )
            )
        elif i % 3 == 1:
            events.append(
                Event(
                    id=f"e{i}",
                    type="CONSULT",
                    mode=None,
                    contexts=(),
                    cameo=None,
                    quad=1,
                    goldstein=None,
                    actors=(),
                    recipients=(),
                    when=None,
                    where=None,
                    status="occurred",
                    trigger=span,
                    evidence=span,
                    figures=(),
                    vouched_by=(),
                )
            )
        else:
            figures.append(
                Figure(
                    id=f"f{i}",
                    measure="deaths",
                    value=3,
                    low=3,
                    high=3,
                    unit=None,
                    bound="exact",
                    basis=None,
                    of=None,
                    counted_by=None,
                    as_of=None,
                    where=None,
                    evidence=span,
                    vouched_by=(),
                )
            )
    return Reading(
        generator=Generator(name="dateline", version="0", models={}, knowledge="0"),
        report=report_of(text, **given),
        statements=tuple(statements),
        events=tuple(events),
        figures=tuple(figures),
        warnings=(Notice(code="odd", message=text, span=Span.of(text, 0, len(text))),),
    )


class Rebuilt(HTMLParser):
    """The report's text as a page holds it, and every tag on the page."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.covers: list[tuple[int, int, set[str]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside = self.picture = False
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "p" and (attributes.get("class") or "").startswith("passage"):
            self.inside = True
        if self.inside and "data-a" in attributes:
            to = set((attributes.get("data-to") or "").split())
            self.covers.append((int(attributes["data-a"]), int(attributes["data-b"]), to))
        if self.inside and "data-char" in attributes:
            self.text += chr(int(attributes["data-char"]))
            self.picture = True

    def handle_endtag(self, tag):
        if tag == "p":
            self.inside = False
        if tag == "span":
            self.picture = False

    def handle_data(self, data):
        if self.inside and not self.picture:
            self.text += data


@st.composite
def texts_with_spans(draw):
    text = draw(st.text(min_size=1, max_size=60) | st.just(NASTY))
    spans = draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda s: s[0] < s[1]),
            max_size=9,
        )
    )
    return text, spans


@settings(max_examples=150, deadline=None)
@given(texts_with_spans())
def test_the_page_rebuilds_the_text_under_crossing_spans(case):
    text, spans = case
    markup = page([reading_of(text, spans)])
    markup.encode("utf-8")
    rebuilt = Rebuilt(markup)
    assert rebuilt.text == text
    for i, (start, end) in enumerate(spans):
        anchor = f"r1-{'sef'[i % 3]}{i}"
        covered = {at for a, b, to in rebuilt.covers if anchor in to for at in range(a, b)}
        assert covered == set(range(start, end))


def test_nothing_in_a_report_breaks_out_of_the_page():
    markup = page([reading_of(NASTY, [(0, 9), (5, 40)], url="javascript:alert(1)", outlet=NASTY, headline=NASTY)])
    rebuilt = Rebuilt(markup)
    scripts = [attributes for tag, attributes in rebuilt.tags if tag == "script"]
    assert len(scripts) == 1
    assert markup.count("</script") == 1
    assert "<!--" not in markup.replace("<!DOCTYPE", "")
    for tag, attributes in rebuilt.tags:
        assert not any(name.startswith("on") or name in {"src", "style"} for name in attributes), tag
        assert (attributes.get("href") or "#").startswith(("#", "data:,"))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", markup)


def test_a_page_loads_nothing_from_anywhere():
    markup = page([reading_of("A text.", [(0, 1)], url="https://example.org/a")])
    assert "default-src 'none'" in html.unescape(markup)
    assert "unsafe-inline" not in markup
    assert re.findall(r"https?://[^\s\"<]+", markup) == ["https://example.org/a"]


def test_several_readings_share_a_page_without_sharing_anchors():
    markup = page([reading_of("One text.", [(0, 3)]), reading_of("Another text.", [(0, 3)])])
    anchors = [attributes["id"] for _, attributes in Rebuilt(markup).tags if "id" in attributes]
    assert len(anchors) == len(set(anchors))
    assert {"r1-s0", "r2-s0"} <= set(anchors)


def test_every_mark_leads_to_a_record_on_the_page():
    rebuilt = Rebuilt(page([reading_of("Three people met in Geneva.", [(0, 12), (6, 16), (3, 20)])]))
    anchors = {attributes.get("id") for _, attributes in rebuilt.tags}
    targets = {target for _, _, to in rebuilt.covers for target in to}
    assert targets == {"r1-s0", "r1-e1", "r1-f2"}
    assert targets <= anchors


def test_silent_marks_cut_but_do_not_show():
    pieces = segments(0, 10, [Mark(start=2, end=5, kind="event", target="e1", shown=False)])
    assert [(piece.start, piece.end, piece.marks) for piece in pieces] == [(0, 2, ()), (2, 5, ()), (5, 10, ())]
