"""The pages that find, in a real browser: for everybody, on a phone, by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.journeys.desk_server import tab

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def addresses(ledger):
    """One address of every page, and of some in another state."""
    story = max(ledger.stories(), key=lambda row: row["voices"])["id"]
    return [
        "/search",
        "/search?q=talks&standing=named",
        "/search?q=zork",
        "/actors",
        "/actors/IRN",
        "/actors/Abbas%20Araghchi",
        "/places",
        f"/places?story={story}",
        "/places/Istanbul",
        "/dyads/IRN/USA",
        "/agenda",
        "/agenda?show=all",
        "/review",
        "/review?doubt=unresolved&done=x&action=reject",
        f"/stories/{story}/compare",
        f"/exports?story={story}",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, base, addresses, scheme):
    with tab(browser, base, color_scheme=scheme, bypass_csp=True) as page:
        for address in addresses:
            page.goto(base + address)
            for details in page.locator("details").all()[:1]:
                details.locator("summary").click()
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{address} ({scheme})\n{found.generate_report()}"


def test_a_phone_shows_every_page_without_scrolling_sideways(browser, base, addresses):
    with tab(browser, base, viewport={"width": 360, "height": 720}, has_touch=True) as page:
        for address in addresses:
            page.goto(base + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_search_by_keyboard_from_anywhere_to_the_words(browser, base):
    with tab(browser, base) as page:
        page.goto(f"{base}/agenda")
        page.keyboard.press("/")
        page.keyboard.type("drone")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("/search?q=drone")
        page.get_by_role("link", name=re.compile("^institution")).click()
        page.wait_for_url("**standing=institution**")
        record = page.locator(".records-list [data-row]").first
        assert "institution" in record.inner_text()
        page.keyboard.press("j")
        for _ in range(8):
            if page.locator("[data-row].here [data-evidence]").count():
                break
            page.keyboard.press("j")
        page.keyboard.press("o")
        page.locator("#drawer #evidence").wait_for()
        assert "drone" in page.locator("#drawer").inner_text().lower()
        state = page.url
    with tab(browser, base) as page:
        page.goto(state)
        page.locator("#drawer #evidence").wait_for()
        assert "institution" in page.locator(".facets").inner_text()


def test_the_queue_is_worked_by_keyboard_and_a_decision_taken_back(browser, base, ledger):
    with tab(browser, base) as page:
        page.goto(f"{base}/review?doubt=unresolved")
        first = page.locator("[data-row]").first.inner_text()
        page.keyboard.press("f")
        assert page.locator("[data-row].here details").get_attribute("open") is not None
        page.locator("[data-row].here details summary").click()
        page.locator("h1").click()
        with page.expect_navigation():
            page.keyboard.press("x")
        assert page.get_by_role("status").inner_text().startswith("Rejected")
        assert page.locator("[data-row]").first.inner_text() != first
        with page.expect_navigation():
            page.keyboard.press("z")
        assert page.locator("[data-row]").first.inner_text() == first
    assert [row["action"] for row in ledger.decisions()] == ["reject", "withdraw"]


def test_the_pages_work_without_script(browser, base):
    with tab(browser, base, java_script_enabled=False) as page:
        page.goto(f"{base}/search?q=talks")
        page.locator(".facets a").first.click()
        assert "type=" in page.url or "actor=" in page.url
        page.goto(f"{base}/review")
        assert page.get_by_role("button", name="Right").count()
