"""A real browser for the journeys (Debian's Chromium, driven by playwright), and a desk for it to open."""

import os
import shutil

import pytest
from tests.journeys.desk_server import listening
from tests.publish.web.example import fill

from dateline.ledger import Ledger

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


@pytest.fixture(scope="module")
def ledger(reader, tmp_path_factory):
    with Ledger(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'ledger.db'}") as ledger:
        fill(ledger, reader)
        yield ledger


@pytest.fixture(scope="module")
def base(ledger):
    with listening(ledger) as base:
        yield base
