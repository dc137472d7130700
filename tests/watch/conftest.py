"""A watch over played hosts: real requests, a real reader, a real ledger; only the clock is the test's."""

import random

import pytest
from tests.watch.played import PlayedClock, PlayedHost

from dateline.acquire.http import Client
from dateline.ledger import Ledger
from dateline.watch.config import read_watch_file
from dateline.watch.reading import PageReader
from dateline.watch.schedule import Tools, Watch


class Heard:
    """What a watch told."""

    def __init__(self):
        self.kept = []
        self.problems = []

    def added(self, added, source, url):
        self.kept.append((added, source, url))

    def failed(self, problem):
        self.problems.append(problem)


@pytest.fixture
def clock():
    return PlayedClock()


@pytest.fixture
def new_host(clock):
    """Starts one more host."""
    hosts = []

    def start():
        hosts.append(PlayedHost(clock))
        return hosts[-1]

    yield start
    for host in hosts:
        host.close()


@pytest.fixture
def host(new_host):
    return new_host()


@pytest.fixture
def ledger(tmp_path):
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        yield ledger


@pytest.fixture
def watching(tmp_path, reader, ledger, clock):
    """Makes a watch from the text of a watch file; what it told is in its `heard`."""
    client = Client(allow_private=True)
    page_reader = PageReader(reader)

    def make(toml, **tools):
        path = tmp_path / "watch.toml"
        path.write_text(toml, encoding="utf-8")
        heard = Heard()
        given = {
            "ledger": ledger,
            "reader": lambda: page_reader,
            "client": client,
            "listener": heard,
            "clock": clock,
            "chance": random.Random(7),
        }
        watch = Watch(read_watch_file(path), Tools(**given | tools))
        watch.heard = heard
        return watch

    yield make
    client.close()


@pytest.fixture
def once(watching):
    """Runs a watch file once; gives what was heard."""

    def run(toml, **tools):
        watch = watching(toml, **tools)
        watch.run(once=True)
        return watch.heard

    return run
