"""Text that means harm cannot break out of a page, and text beyond measure cannot break it."""

import pytest
from lxml import html
from tests.ledger.made_up import reading

from dateline.ledger.provenance import provenance
from dateline.publish.web.render import page
from dateline.publish.web.views.report import view_of
from dateline.records import Figure, Passage, Reading, Report, Span, report_id
from dateline.records.reading import Generator

NOW = "2026-02-05T09:00:00Z"
SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
ODD = "\u202eevil\u2066 \x00\x07\u200b\u200d\ufeff {{ 7*7 }} {% x %}"


def harmful() -> Reading:
    """A report whose every field means harm."""
    headline = f"{SCRIPT} {ODD}"
    return reading(
        headline,
        f"Avalon{SCRIPT} attacked Borduria at Port{ODD}Quin",
        "The relief agency counted 40 dead in Avalon",
        f"Avalon said{SCRIPT} that the talks{ODD} would go on",
        outlet=f"Wire {SCRIPT}",
        url="javascript:alert(1)",
    )


def tall(figures: int, text: str) -> Reading:
    """A report of one line in which every number is a figure."""
    spans = [Span.of(text, at, at + 2) for at in range(0, 3 * figures, 3)]
    return Reading(
        generator=Generator(name="dateline", version="0", models={}, knowledge="0"),
        report=Report(
            id=report_id(text, None), ref=None, url=None, outlet=None, headline=None, byline=(), published="2026-02-04",
            published_basis="given", retrieved=None, language="en", text=text,
            passages=(Passage(kind="body", start=0, end=len(text)),),
        ),
        figures=tuple(
            Figure(
                id=f"f{n}", measure="people", value=n, low=n, high=n, unit=None, bound="exact", basis=None, of=None,
                counted_by=None, as_of=None, where=None, evidence=span, vouched_by=(),
            )
            for n, span in enumerate(spans, 1)
        ),
    )  # fmt: skip


@pytest.fixture
def harmed(fresh):
    ledger, desk = fresh
    added = ledger.add(harmful(), now=NOW)
    return desk, added


def addresses(desk, added):
    """Every page on which the report shows."""
    story = f"/stories/{added.story}"
    return [
        "/stories", story, *(f"{story}/{name}" for name in ("timeline", "claims", "figures", "agenda", "sources", "tempo")),
        f"/reports/{added.report}", f"/reports/{added.report}/changes/{added.report}",
        *(f"/evidence/{added.report}/{record}" for record in ("e1", "f1", "s1")),
    ]  # fmt: skip


def test_no_script_gets_into_a_page(harmed):
    desk, added = harmed
    for address in addresses(desk, added):
        shown = html.fromstring(desk.get(address).text)
        own = [script.get("src").partition("?")[0] for script in shown.xpath("//script")]
        assert set(own) <= {"/static/desk.js", "/static/page.js"}, address
        assert not shown.xpath("//img | //iframe | //object | //*[@onerror] | //*[@style]"), address
        assert not [link for link in shown.xpath("//@href") if link.startswith("javascript:")], address


def test_no_control_or_direction_character_gets_into_a_page(harmed):
    desk, added = harmed
    for address in addresses(desk, added):
        shown = desk.get(address).text
        assert not set("\u202e\u2066\x00\x07") & set(shown), address
        assert "49" not in html.fromstring(shown).xpath("string(//h1)"), address


def test_a_title_with_markup_is_the_title_itself(harmed):
    desk, added = harmed
    shown = html.fromstring(desk.get(f"/reports/{added.report}").text)
    assert "<script>alert(1)</script>" in shown.xpath("string(//title)")


def test_a_spreadsheet_runs_nothing_from_a_report(fresh):
    ledger, desk = fresh
    added = ledger.add(reading("=cmd|' /C calc'!A0", "Avalon said that the talks would go on"), now=NOW)
    assert "'=cmd" in desk.get("/stories.csv").text
    assert "'=cmd" in desk.get(f"/stories/{added.story}/sources.csv").text


def test_ten_thousand_marks_on_one_line_of_a_megabyte_make_a_page(fresh):
    ledger, desk = fresh
    numbers = "".join(f"{n % 90 + 10} " for n in range(10_000))
    ledger.add(tall(20, numbers + "x" * 1_000_000), now=NOW)
    added = ledger.reports()[0]
    place = ledger.ask(lambda connection: provenance(connection, added["id"]))
    made = page("report.html.j2", view=view_of(tall(10_000, numbers + "x" * 1_000_000), place))
    shown = html.fromstring(made, parser=html.HTMLParser(huge_tree=True))
    assert len(shown.xpath("//a[@data-to]")) == 10_000
    assert shown.xpath("string(//p[@data-kind])") == numbers + "x" * 1_000_000
    assert len(desk.get(f"/stories/{added['story']}").text) < 400_000
    assert len(desk.get(f"/evidence/{added['id']}/f20").text) < 20_000


@pytest.mark.parametrize(
    "query",
    [
        "limit=999999",
        "limit=x",
        "offset=-1",
        "offset=99999999999999999999",
        "from=2026-99-99",
        "from=%00",
        "to=0000-00-00",
        "direction=up",
    ],
)
def test_a_query_that_makes_no_sense_is_refused_in_words(harmed, query):
    desk, added = harmed
    answer = desk.get(f"/stories/{added.story}/timeline?{query}", headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert "query/" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/stories/%00",
        "/stories/..%2f..%2fetc",
        "/reports/%ff",
        "/evidence/a/b",
        "/evidence/%00/e1",
        "/static/..%2fapp.py",
        "/stories/S1%0d%0aX:1",
        "/reports/'%20or%201=1",
    ],
)
def test_an_address_that_names_nothing_is_not_found(harmed, address):
    desk, _ = harmed
    assert desk.get(address).status_code == 404
