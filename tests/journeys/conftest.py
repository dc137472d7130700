"""A real browser for the journeys: Debian's Chromium, driven by playwright."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        line = "NO BROWSER: the journeys did not run; install chromium to run them"
        if os.environ.get("DATELINE_TESTS_NEED_BROWSER"):
            pytest.fail(line)
        pytest.skip(line)
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
