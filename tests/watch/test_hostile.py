"""Hosts that answer anything at all: a round ends, asks a bounded number of times, and breaks at nothing."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.watch.conftest import Heard
from tests.watch.played import DEAD, START, PlayedClock, Reply, page, rss

from dateline.acquire.http import Client
from dateline.ledger import Ledger
from dateline.watch.config import read_watch_file
from dateline.watch.reading import PageReader
from dateline.watch.schedule import Tools, Watch

PATHS = ("/robots.txt", "/feed", "/a", "/b", "/c")
TARGETS = st.sampled_from(
    [*PATHS, "{other}/a", "{other}/robots.txt", "file:///etc/passwd", "http://[x", "//", "", "http://x:99999/"]
)
HEADERS = st.dictionaries(
    st.sampled_from(["Retry-After", "ETag", "Last-Modified", "Content-Type", "Content-Encoding", "Date", "Content-Length"]),
    st.sampled_from(["0", "5", "86400", "-1", "soon", '"x"', "W/é", "text/html", "text/xml; charset=utf-7", "gzip", "br", "Mon, 02 Feb 2026 00:00:09 GMT", "image/png", ""]),
    max_size=3,
)  # fmt: skip
BODIES = st.sampled_from(
    [
        b"", b"\x1f\x8b\x08", b"User-agent: *\nDisallow: /b\nCrawl-delay: 9\n", b"<rss", b"{", b"\xff\xfe<", b"<html><body>Log in</body></html>",
        rss(("A", "/a", "1", START), ("B", "/b", "1", START), ("C", "{other}/c", None, None), ("N", None, None, None)),
        rss(("A", "/a", "1", START))[:-40],
        b"<sitemapindex><sitemap><loc>{here}/feed</loc></sitemap><sitemap><loc>{other}/feed</loc></sitemap></sitemapindex>",
        page("Talks go on", "The mayor of Ellery said on Monday that talks with the union would go on for a week.").body,
    ]
)  # fmt: skip


@st.composite
def replies(draw):
    status = draw(st.sampled_from([200, 200, 200, 301, 302, 304, 308, 400, 403, 404, 410, 429, 500, 503, 0, 206, 299]))
    headers = draw(HEADERS)
    if status in (301, 302, 308):
        headers["Location"] = draw(TARGETS)
    return status, draw(BODIES), headers


@pytest.fixture
def pair(new_host):
    return new_host(), new_host()


@given(
    routes=st.tuples(
        st.tuples(st.integers(0, 1), st.just("/feed"), replies()),
        st.lists(st.tuples(st.integers(0, 1), st.sampled_from(PATHS), replies()), min_size=2, max_size=10),
    ).map(lambda parts: [*parts[1], parts[0]]),
    kind=st.sampled_from(["feed", "sitemap", "page"]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_round_ends_whatever_is_answered(reader, pair, tmp_path_factory, routes, kind):
    clock = PlayedClock()
    for host in pair:
        host.clock, host.log, host.routes = clock, [], {}
    for number, path, (status, body, headers) in routes:
        here, there = pair[number].url, pair[1 - number].url
        sent = {name: value.replace("{other}", there).encode().decode("latin-1") for name, value in headers.items()}
        words = body.replace(b"{other}", there.encode()).replace(b"{here}", here.encode())
        pair[number].routes[path] = Reply(status, words, sent) if status else DEAD
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "watch.toml"
    file.write_text("".join(f"[[sources]]\nname = '{h.name}'\n{kind} = '{h.url}/feed'\n" for h in pair))
    with Ledger(f"sqlite:///{folder / 'ledger.db'}") as ledger, Client(allow_private=True) as client:
        for _ in range(2):
            tools = Tools(
                ledger=ledger,
                reader=lambda: PageReader(reader),
                client=client,
                listener=Heard(),
                clock=clock,
                chance=random.Random(1),
            )
            Watch(read_watch_file(file), tools).run(once=True)
    assert sum(len(host.log) for host in pair) <= 300
    assert all(asked.alone for host in pair for asked in host.log)
