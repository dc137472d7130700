"""Every page of the desk for everybody: axe finds nothing, light and dark, and a phone shows it whole."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.journeys.desk_server import tab
from tests.ledger.made_up import reading
from tests.publish.web.example import NOW, fill

from dateline.ledger import Ledger

STORY = ("", "/timeline", "/claims", "/figures", "/agenda", "/sources", "/tempo")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def ledger(reader, tmp_path_factory):
    with Ledger(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'ledger.db'}") as ledger:
        fill(ledger, reader)
        url = "https://wire.example/1"
        for toll in (40, 52):
            ledger.add(reading("A toll", f"The relief agency counted {toll} dead in Avalon", url=url), now=NOW)
        yield ledger


@pytest.fixture(scope="module")
def addresses(ledger):
    """One address of every page there is."""
    stories = sorted(ledger.stories(), key=lambda row: -row["voices"])
    rows = ledger.reports()
    newer = next(row for row in rows if row["version_of"])
    figure = ledger.figures()[0]["id"]
    return [
        "/stories",
        "/stories?show=muted",
        *(f"/stories/{stories[0]['id']}{part}" for part in STORY),
        f"/stories/{stories[0]['id']}#evidence={figure}",
        f"/reports/{rows[0]['id']}",
        f"/reports/{newer['id']}/changes/{newer['version_of']}",
        f"/evidence/{figure}",
    ]


def look(page, address):
    page.goto("about:blank")
    page.goto(address)
    if "#evidence" in address:
        page.locator("#drawer #evidence").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, base, addresses, scheme):
    with tab(browser, base, color_scheme=scheme, bypass_csp=True) as page:
        for address in addresses:
            look(page, base + address)
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{address} ({scheme})\n{found.generate_report()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_list_of_keys(browser, base, scheme):
    with tab(browser, base, color_scheme=scheme, bypass_csp=True) as page:
        page.goto(f"{base}/stories")
        page.keyboard.press("?")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()


def test_a_phone_shows_every_page_without_scrolling_sideways(browser, base, addresses):
    with tab(browser, base, viewport={"width": 360, "height": 720}, has_touch=True) as page:
        for address in addresses:
            look(page, base + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
