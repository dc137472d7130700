"""Hosts that play what the web does, on a clock that a test moves, and a log of who asked them what and when."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

START = datetime.fromisoformat("2026-02-02T00:00:00+00:00")


class PlayedClock:
    """Stands still while an answer is awaited, and otherwise moves on as far as it is waited for."""

    def __init__(self, start: datetime = START, end: datetime | None = None):
        self._now = start
        self._end = end
        self.at_end: Callable[[], None] = lambda: None

    def now(self):
        return self._now

    def wait(self, inbox, seconds, *, expecting):
        if expecting:
            return inbox.get(timeout=30)
        self._now += timedelta(seconds=max(seconds, 0.001))
        if self._end is not None and self._now > self._end:
            self.at_end()
        return None


@dataclass
class Asked:
    """One request in a host's log."""

    path: str
    headers: Mapping[str, str]
    began: datetime
    ended: datetime | None = None
    alone: bool = True
    status: int = 0


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


DEAD = Reply(status=0)  # the connection is closed without a word


class PlayedHost:
    """A web server on loopback. `routes` maps a path to a reply, or to a function of the request's headers and the time."""

    def __init__(self, clock):
        self.clock = clock
        self.routes = {}
        self.log = []
        self._open = 0
        self._lock = threading.Lock()
        played = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                played.answer(self)

            def log_message(self, *args):
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                """Nothing: an asker that was killed has hung up."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.name = f"127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler):
        asked = Asked(handler.path, {k.lower(): v for k, v in handler.headers.items()}, self.clock.now())
        with self._lock:
            self._open += 1
            asked.alone = self._open == 1
            self.log.append(asked)
        try:
            reply = self.routes.get(handler.path, Reply(404))
            if callable(reply):
                reply = reply(asked.headers, self.clock.now())
            asked.status = reply.status
        finally:
            asked.ended = self.clock.now()  # before the client can have the answer, move the clock and ask again
            with self._lock:
                self._open -= 1
        if reply is DEAD:
            handler.close_connection = True
            return
        headers = {
            "Date": format_datetime(asked.ended, usegmt=True),
            "Content-Length": str(len(reply.body)),
            **reply.headers,
        }
        if reply.status == 304:
            headers.pop("Content-Length")
        handler.close_connection = "Content-Length" in reply.headers  # where it lies, nothing more can come of it
        handler.send_response_only(reply.status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(reply.body)

    def paths(self):
        return [asked.path for asked in self.log]


def page(headline, *paragraphs, published=None, outlet=None):
    """An article page. Its words are the test's; its date and outlet are in the page only when given."""
    meta = f'<meta name="date" content="{published}">' if published else ""
    site = f'<meta property="og:site_name" content="{outlet}">' if outlet else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<!doctype html><html lang='en'><head><title>{headline}</title>{meta}{site}</head><body><article><h1>{headline}</h1>{body}</article></body></html>"
    return Reply(body=html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def rss(*items):
    """An RSS feed of (title, link, guid, published) items; None leaves an element out."""
    rows = []
    for title, link, guid, published in items:
        parts = [
            f"<title>{title}</title>" if title else "",
            f"<link>{link}</link>" if link else "",
            f'<guid isPermaLink="false">{guid}</guid>' if guid else "",
            f"<pubDate>{format_datetime(published)}</pubDate>" if published else "",
        ]
        rows.append(f"<item>{''.join(parts)}</item>")
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title>{"".join(rows)}</channel></rss>'.encode()


def atom(*items):
    """An Atom feed of (title, link, id, updated) entries."""
    rows = "".join(
        f'<entry><title>{title}</title><link href="{link}"/><id>{guid}</id><updated>{updated.isoformat()}</updated></entry>'
        for title, link, guid, updated in items
    )
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>A feed</title>{rows}</feed>'.encode()
