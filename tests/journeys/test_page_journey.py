"""Somebody opens a page of readings and follows words to records, by mouse, by keyboard, without script."""

import pytest

from dateline.publish.page import page

REPORTS = [
    """Talks in Geneva collapse

GENEVA - Two people familiar with the talks said on Tuesday that the mediator had left.

The Red Cross said at least 1,240 people had been killed since March. Norland's army shelled a hospital in the north on Monday.
""",
    """Envoys to meet in Oslo

OSLO - The two envoys will meet in Oslo on Friday, Norway's foreign ministry said.

</script><script>document.title='owned'</script> said the minister.
""",
]


@pytest.fixture(scope="session")
def readings(read):
    return [read(text, published="2026-02-04") for text in REPORTS]


@pytest.fixture(scope="session")
def address(readings, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "readings.html"
    path.write_text(page(readings), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def tab(browser, address):
    """An open page that fails the test when anything is logged or requested."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    tab = context.new_page()
    trouble = []
    tab.on("console", lambda message: trouble.append(message.text))
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("request", lambda request: request.url.startswith(("file:", "data:")) or trouble.append(request.url))
    tab.goto(address)
    yield tab
    context.close()
    assert trouble == []


def opened(tab):
    return tab.locator(".card.open")


def test_the_browser_shows_the_very_text(tab, readings):
    texts = tab.eval_on_selector_all(
        ".text", "all => all.map(t => [...t.querySelectorAll('.passage')].map(p => p.textContent).join(''))"
    )
    assert texts == [reading.report.text for reading in readings]
    assert tab.title() != "owned"


def test_a_click_on_a_word_opens_its_record(tab):
    mark = tab.locator("#r1 .text a.figure").first
    mark.click()
    assert opened(tab).count() == 1
    assert opened(tab).get_attribute("id") in mark.get_attribute("data-to").split()
    assert opened(tab).locator("dl").is_visible()
    assert tab.locator(".text .lit").count() >= 1


def test_enter_opens_and_escape_closes_and_gives_the_focus_back(tab):
    mark = tab.locator("#r1 .text a.statement").first
    mark.focus()
    tab.keyboard.press("Enter")
    assert opened(tab).count() == 1
    tab.keyboard.press("Escape")
    assert opened(tab).count() == 0
    assert tab.locator(".card:target").count() == 0
    assert mark.evaluate("mark => mark === document.activeElement")


def test_j_and_k_walk_through_the_records(tab):
    ids = tab.eval_on_selector_all(".card", "cards => cards.map(card => card.id)")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    assert opened(tab).get_attribute("id") == ids[1]
    tab.keyboard.press("k")
    assert opened(tab).get_attribute("id") == ids[0]


def test_the_question_mark_lists_the_keys(tab):
    tab.keyboard.press("?")
    assert tab.locator("#keys").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#keys").is_visible()


def test_an_address_with_a_record_opens_it(tab, address):
    tab.goto(address + "#r2-s1")
    tab.reload()
    assert opened(tab).get_attribute("id") == "r2-s1"


def test_without_script_the_link_shows_the_record(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    mark = tab.locator("#r1 .text a.statement").first
    mark.click()
    assert tab.url.endswith(mark.get_attribute("href"))
    assert tab.locator(mark.get_attribute("href")).locator("dl").is_visible()
    context.close()


def test_a_phone_needs_no_sideways_scrolling(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    tab.goto(address)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.locator("#r1 .text a.statement").first.click()
    box = opened(tab).bounding_box()
    assert box["y"] + box["height"] <= 741
    context.close()


def test_print_is_light_and_whole(tab):
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    hidden = tab.eval_on_selector_all(
        ".card dl", "all => all.filter(dl => getComputedStyle(dl).display === 'none').length"
    )
    assert hidden == 0
