"""What a poll of 500 feeds costs: CPU and memory of whole cycles, and the share of feed parsing in them.

    python benchmarks/watch.py [FEEDS]
    python benchmarks/watch.py FOLDER      # of feeds, such as feedparser's tests: what is taken, against feedparser alone

The hosts are 500 addresses of the loopback network, served by another process, so that only the
watch is measured. Each feed has 40 items; every second one carries its texts in full. Robots.txt,
conditional requests, politeness queues, parsing, the ledger: all as in `dateline watch`. The pause
between two requests to one host is left out, as it costs time but no CPU.
"""

import io
import logging
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree

from dateline.acquire import feeds
from dateline.acquire.feeds.syndication import _moment
from dateline.acquire.http import Client
from dateline.errors import SourceError
from dateline.ledger import Added, Ledger
from dateline.pipeline import Reader
from dateline.watch import polls
from dateline.watch.config import Source, read_watch_file
from dateline.watch.reading import PageReader
from dateline.watch.schedule import Tools, Watch

ITEMS = 40
READ = 50  # feeds that bring a page to be read in the last cycle
WORDS = "The mayor of Port Ellery said on Monday that talks with the union would go on, and that two people were hurt. "


def body(feed: int, version: int, pages: str | None) -> bytes:
    """A feed's items; `version` makes the first one new. Items have no link unless `pages` is where they are."""
    rows = []
    for i in range(ITEMS):
        name = f"{feed}-{version if i == 0 else 0}-{i}"
        link = f"<link>{pages}/{name}</link>" if pages and i == 0 else ""
        text = f"<content:encoded><![CDATA[{f'<p>{WORDS * 3}</p>' * 12}]]></content:encoded>" if feed % 2 else ""
        rows.append(
            f"<item><title>Talks in Port Ellery, report {name}</title>{link}<guid isPermaLink='false'>{name}</guid>"
            f"<pubDate>Mon, 02 Feb 2026 {i % 24:02}:00:00 GMT</pubDate><description>{WORDS}</description>{text}</item>"
        )
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title>'
    return f"{head}{''.join(rows)}</channel></rss>".encode()


def serve(ready: Connection, state: Any) -> None:
    """Plays all hosts; `state` says what the next cycle is to be."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            mode, version = state[0], state[1]
            feed = int(self.path.rsplit("/", 1)[-1].split("-")[0] or 0) if self.path != "/robots.txt" else 0
            if self.path == "/robots.txt":
                self.reply(404, b"")
            elif self.path.startswith("/feed/"):
                if mode == 0 and self.headers.get("If-None-Match"):
                    self.reply(304, b"")
                else:
                    at = f"http://{self.headers['Host']}/page" if mode == 2 and feed < READ else None
                    self.reply(200, body(feed, version, at), "application/rss+xml")
            else:
                text = "".join(f"<p>Report {self.path}. {WORDS * 4}</p>" for _ in range(6))
                self.reply(
                    200, f"<html><body><article><h1>Talks</h1>{text}</article></body></html>".encode(), "text/html"
                )

        def reply(self, status: int, content: bytes, kind: str = "text/plain") -> None:
            self.send_response_only(status)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", '"x"')
            if status != 304:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

    server = Server(("0.0.0.0", 0), Handler)
    ready.send(server.server_port)
    server.serve_forever()


class Deaf:
    def added(self, added: Added, source: Source, url: str) -> None:
        pass

    def failed(self, problem: str) -> None:
        pass


def compare_parsers() -> None:
    """Milliseconds of CPU for one feed: feedparser as it comes, as it is used here, and XML parsing alone as the floor."""
    for number in (0, 1):
        content = body(number, 0, None)
        costs = []
        for parse in (
            lambda content: feedparser.parse(io.BytesIO(content)),
            lambda content: feeds.parse(content, "http://x.example/"),
            etree.fromstring,
        ):
            start = time.process_time()
            for _ in range(20):
                parse(content)
            costs.append((time.process_time() - start) * 1000 / 20)
        print(
            f"{len(content):,} bytes: feedparser {costs[0]:.1f} ms, here {costs[1]:.1f} ms, XML alone {costs[2]:.2f} ms"
        )


def compare_results(folder: Path) -> None:
    """Counts the feeds whose GUIDs, addresses and dates are those that feedparser gives on its own."""
    counts: Counter[str] = Counter()
    at = "http://127.0.0.1:8097/feed.xml"
    for path in sorted(folder.rglob("*.xml")):
        content = path.read_bytes()
        headers = {"content-type": "application/xml", "content-location": at}
        plain = feedparser.parse(io.BytesIO(content), response_headers=headers).entries
        expected = [
            (e.get("id"), e.get("link"), moment(e, "published_parsed"), moment(e, "updated_parsed")) for e in plain
        ]
        expected = [(g and g.strip(), u if u and u.startswith("http") else None, p, n) for g, u, p, n in expected]
        try:
            found = [(e.guid, e.url, e.published, e.updated) for e in feeds.parse(content, at).entries]
        except SourceError:
            counts["refused, feedparser finds entries" if expected else "refused, feedparser finds nothing either"] += 1
            continue
        same = [one for one in found if any(one)] == [one for one in expected if any(one)]
        counts["same" if same else "only a date in it" if not found else "different"] += 1
    print(f"{counts.total()} feeds: {dict(counts)}")


def moment(entry: Any, key: str) -> str | None:
    return _moment(dict.get(entry, key))


def main() -> None:
    logging.disable()
    if len(sys.argv) > 1 and not sys.argv[1].isdecimal():
        compare_results(Path(sys.argv[1]))
        return
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    context = multiprocessing.get_context("spawn")
    state = context.Array("i", [1, 0])
    here, there = context.Pipe()
    server = context.Process(target=serve, args=(there, state), daemon=True)
    server.start()
    port = here.recv()
    folder = Path(tempfile.mkdtemp())
    sources = "".join(
        f'[[sources]]\nname = "F{i}"\nfeed = "http://127.0.{i // 200 + 1}.{i % 200 + 1}:{port}/feed/{i}"\n'
        for i in range(number)
    )
    (folder / "watch.toml").write_text(f"[watch]\ndelay = 0\n{sources}")
    plan = read_watch_file(folder / "watch.toml")
    reader = PageReader(Reader())
    parsing = [0.0, 0]

    def timed(*arguments: Any, **options: Any) -> feeds.Feed:
        start = time.thread_time()
        try:
            return feeds.parse(*arguments, **options)
        finally:
            parsing[0] += time.thread_time() - start
            parsing[1] += 1

    polls.parse = timed
    compare_parsers()
    print(f"{number} feeds, {ITEMS} items each; {len(body(0, 0, None)):,} and {len(body(1, 0, None)):,} bytes")
    print(f"{'cycle':44}{'CPU s':>8}{'wall s':>8}{'parsed':>8}{'parsing s':>11}{'share':>7}{'peak MB':>9}")
    with Ledger(f"sqlite:///{folder / 'ledger.db'}") as ledger, Client(allow_private=True) as client:
        tools = Tools(ledger=ledger, reader=lambda: reader, client=client, listener=Deaf())
        for name, mode, version in (
            ("first: robots.txt, every item new", 1, 0),
            ("nothing new, answered 304", 0, 0),
            ("nothing new, same bytes sent again", 1, 0),
            ("one new item in every feed", 1, 1),
            (f"the same, and {READ} pages read", 2, 2),
        ):
            state[0], state[1] = mode, version
            parsing[:] = [0.0, 0]
            cpu, wall = time.process_time(), time.monotonic()
            Watch(plan, tools).run(once=True)
            cpu, wall = time.process_time() - cpu, time.monotonic() - wall
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{name:44}{cpu:8.2f}{wall:8.1f}{parsing[1]:8}{parsing[0]:11.2f}{parsing[0] / cpu:7.0%}{peak:9.0f}")
        print(f"{ledger.count()} reports read")
    server.kill()


if __name__ == "__main__":
    main()
