"""A report that means harm, and one beyond measure, in a real browser."""

import pytest
from tests.journeys.desk_server import listening, tab
from tests.ledger.made_up import reading
from tests.publish.web.test_hostile import NOW, harmful

from dateline.ledger import Ledger

PAGES = ("", "/timeline", "/claims", "/figures", "/agenda", "/sources", "/tempo")


@pytest.fixture(scope="module")
def harmed(tmp_path_factory):
    with Ledger(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'ledger.db'}") as ledger:
        added = ledger.add(harmful(), now=NOW)
        with listening(ledger) as base:
            yield base, added


def test_nothing_of_a_report_runs(browser, harmed):
    base, added = harmed
    with tab(browser, base) as page:
        page.on("dialog", lambda dialog: pytest.fail(f"a report opened a dialog: {dialog.message}"))
        for address in ("/stories", *(f"/stories/{added.story}{part}" for part in PAGES), f"/reports/{added.report}"):
            page.goto(base + address)
            assert page.locator("img").count() == 0
            assert page.locator(".wordmark").is_visible()
        page.goto(f"{base}/stories/{added.story}")
        page.locator("main a[data-evidence]").first.click()
        page.locator("#drawer #evidence").wait_for()
        assert page.locator("#drawer img").count() == 0


def test_the_policy_would_stop_what_got_through(browser, harmed):
    base, _ = harmed
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/stories")
    stopped = page.evaluate(
        """() => new Promise(done => {
            document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
            const script = document.createElement('script');
            script.textContent = 'document.title = "owned"';
            document.body.append(script);
        })"""
    )
    assert stopped.startswith("script-src")
    assert page.title() != "owned"
    context.close()


def test_a_headline_of_a_megabyte_can_be_read_on_a_phone(browser, tmp_path):
    sentences = [f"Speaker{n} said word{n} stood" for n in range(300)]
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        added = ledger.add(reading("One long line " + "x" * 1_000_000, *sentences), now=NOW)
        with listening(ledger) as base, tab(browser, base, viewport={"width": 360, "height": 720}) as page:
            for address in (f"/reports/{added.report}", f"/stories/{added.story}", "/stories"):
                page.goto(base + address)
                assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
            page.goto(f"{base}/reports/{added.report}")
            page.keyboard.press("j")
            assert page.locator(".card.open").count() == 1
