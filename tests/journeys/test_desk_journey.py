"""An analyst at the desk, by keyboard only: what is new, two tolls, their sentences and speakers, a link that holds."""

import re
from contextlib import contextmanager

import pytest
from tests.journeys.desk_server import listening, tab
from tests.ledger.made_up import reading
from tests.publish.web.example import NOW

from dateline.ledger import Ledger

NEW = "Avalon said it would send an envoy to the harbour talks"


@pytest.fixture
def page(browser, base):
    with tab(browser, base) as page:
        yield page


def focused(page):
    return page.evaluate("document.activeElement.textContent")


@contextmanager
def led_elsewhere(page):
    """Waits until what is pressed inside has led to another page."""
    with page.expect_navigation():
        yield


def to_row(page, words, key="j", most=60):
    """Walks down the rows until one holds the words."""
    for _ in range(most):
        page.keyboard.press(key)
        if re.search(words, page.locator("[data-row].here").inner_text(), re.IGNORECASE):
            return
    raise AssertionError(f"no row with {words!r}")


def contested(page, base):
    page.goto(f"{base}/stories?sort=voices")
    to_row(page, "contested")
    with led_elsewhere(page):
        page.keyboard.press("o")


def test_from_the_stories_to_both_tolls_and_their_speakers(page, base):
    contested(page, base)
    to_row(page, "deaths.+against")
    page.keyboard.press("o")
    drawer = page.locator("#drawer")
    drawer.locator("#evidence").wait_for()
    first = drawer.locator("h2").inner_text(), drawer.locator(".near").inner_text()
    assert "counted by" in drawer.inner_text()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("title => document.querySelector('#drawer h2').innerText !== title", arg=first[0])
    second = drawer.locator("h2").inner_text(), drawer.locator(".near").inner_text()
    assert "counted by" in drawer.inner_text()
    assert first[1] != second[1]
    with led_elsewhere(page):
        page.keyboard.press("r")
    card = page.locator(".card.open")
    card.wait_for()
    assert card.locator(".title").inner_text() in second[0]
    assert page.locator(".text .lit").first.is_visible()
    with led_elsewhere(page):
        page.keyboard.press("u")
    assert page.locator("#timeline").count() == 1


def test_escape_closes_the_drawer_and_gives_the_focus_back(page, base):
    contested(page, base)
    to_row(page, ".")
    before = focused(page)
    page.keyboard.press("o")
    page.locator("#drawer #evidence").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#drawer").is_hidden()
    assert focused(page) == before


def test_marking_read_and_seeing_what_is_new(browser, tmp_path):
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger, listening(ledger) as base:
        headline = "Avalon and Borduria talk at the harbour"
        ledger.add(reading(headline, "Borduria said the harbour talks would go on", outlet="Wire"), now=NOW)
        ledger.add(reading("Rivers rise in the valley", "Engineers said the dam would hold until dawn"), now=NOW)
        with tab(browser, base) as page:
            page.goto(f"{base}/stories")
            to_row(page, "harbour")
            with led_elsewhere(page):
                page.keyboard.press("e")
            ledger.add(
                reading(headline + " again", NEW, "Borduria said the harbour talks would go on", outlet="Post"), now=NOW
            )
            page.goto(f"{base}/stories?show=new")
            assert "1 new report" in page.locator("[data-row]", has_text="harbour").inner_text()
            to_row(page, "harbour")
            with led_elsewhere(page):
                page.keyboard.press("s")
            assert page.locator("[data-row]", has_text="harbour").locator("[aria-pressed=true]").inner_text() == "Star"
            to_row(page, "Rivers")
            with led_elsewhere(page):
                page.keyboard.press("m")
            assert page.locator("[data-row]", has_text="Rivers").count() == 0
            assert "Muted 1" in page.locator(".tabs").inner_text()


def test_help_and_search_are_one_key_away(page, base):
    page.goto(f"{base}/stories")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_link_to_evidence_opens_it_in_a_fresh_profile(browser, page, base):
    contested(page, base)
    to_row(page, "deaths.+against")
    page.keyboard.press("o")
    page.locator("#drawer #evidence").wait_for()
    title, address = page.locator("#drawer h2").inner_text(), page.url
    with tab(browser, base) as other:
        other.goto(address)
        other.locator("#drawer #evidence").wait_for()
        assert other.locator("#drawer h2").inner_text() == title


def test_a_link_to_words_leads_to_them_and_says_when_they_are_gone(browser, page, base, ledger):
    report = ledger.reports()[0]["id"]
    text = ledger.reading(report).report.text
    page.goto(f"{base}/reports/{report}")
    page.evaluate(
        "() => { const p = document.querySelectorAll('.text .passage')[2]; getSelection().selectAllChildren(p); }"
    )
    page.keyboard.press("c")
    start, end = map(int, re.search(r"#s=(\d+)-(\d+)&q=", page.url).groups())
    with tab(browser, base) as other:
        other.goto(page.url)
        shown = other.evaluate("[...CSS.highlights.get('linked')].map(range => range.toString()).join('')")
        assert shown == text[start:end]
        assert other.locator("#linked").is_hidden()
        other.goto("about:blank")
        other.goto(f"{base}/reports/{report}#s={start + 3}-{end}&q={text[start : start + 9]}")
        assert "not the one that this link was made for" in other.locator("#linked").inner_text()


def test_dragging_over_the_strip_chooses_days(page, base):
    contested(page, base)
    box = page.locator("svg.strip").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, middle, steps=4)
    with led_elsewhere(page):
        page.mouse.up()
    since, until = re.search(r"from=([\d-]+)&to=([\d-]+)", page.url).groups()
    days = page.eval_on_selector_all("#timeline .day time", "all => all.map(time => time.dateTime)")
    assert since < until
    assert all(since <= day <= until for day in days)


def test_a_dark_desk_prints_light_and_whole(browser, base):
    with tab(browser, base, color_scheme="dark") as page:
        contested(page, base)
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert page.locator(".find").is_hidden()
        assert page.locator("#figures table").first.is_visible()
        assert page.pdf()[:5] == b"%PDF-"


def test_everything_can_be_read_and_marked_without_script(browser, base):
    with tab(browser, base, java_script_enabled=False) as page:
        page.goto(f"{base}/stories?sort=voices")
        page.locator("[data-row] a[data-open]").first.click()
        page.locator("main a[data-evidence]").first.click()
        assert page.locator("#evidence .near").is_visible()
        page.get_by_text("Read it in the report").click()
        assert page.locator(".card:target dl").is_visible()
        page.locator("a[data-up]").click()
        page.get_by_role("button", name="Star").click()
        assert page.get_by_role("button", name="Star").get_attribute("aria-pressed") == "true"
