"""A real web server on loopback that does what hostile and broken servers do."""

import contextlib
import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

ARTICLE = """<!doctype html><html lang="en"><head><title>Ferry crews walk out | The Ellery Post</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry crews walk out", "datePublished": "2026-03-03T08:00:00+00:00",
"author": {"@type": "Person", "name": "Ines Carvalho"}, "publisher": {"@type": "Organization", "name": "The Ellery Post"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry crews walk out</h1>
<p>Ferry crews in Port Ellery walked out on Monday after talks over pay broke down, their union said, stranding thousands of commuters.</p>
<p>The company said that it would run a reduced service until the crews came back, and that it regretted the trouble.</p>
<figure><img src="a.jpg"><figcaption>Ferries lie idle in the harbour of Port Ellery.</figcaption></figure>
<p>About 4,000 people cross the bay every day, according to the harbour office, which has asked both sides to return to the table.</p>
</article><footer>Subscribe to our newsletter. All rights reserved.</footer></body></html>"""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/article":
            self._send(ARTICLE.encode(), "text/html; charset=utf-8")
        elif path == "/plain":
            self._send(b"Ferry crews walked out on Monday, their union said.\n", "text/plain")
        elif path == "/picture":
            self._send(b"\x89PNG\r\n", "image/png")
        elif path == "/empty":
            self._send(b"", "text/html")
        elif path == "/bomb":
            self._send(gzip.compress(b"<p>" + b" " * 200_000_000), "text/html", packing="gzip")
        elif path == "/damaged":
            self._send(b"\x1f\x8b\x08\x00 not gzip at all", "text/html", packing="gzip")
        elif path == "/loop":
            self._redirect("/loop")
        elif path == "/moved":
            self._redirect("/article")
        elif path == "/to-file":
            self._redirect("file:///etc/passwd")
        elif path == "/to-nonsense":
            self._redirect("http://[half-an-address")
        elif path == "/drip":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # the client hangs up, as it should
                for _ in range(50):
                    self.wfile.write(b"<p>")
                    self.wfile.flush()
                    time.sleep(0.01)
        elif path == "/to-metadata":
            self._redirect("http://169.254.169.254/latest/meta-data/")
        else:
            self.send_error(404)

    def _send(self, body: bytes, kind: str, packing: str | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if packing:
            self.send_header("Content-Encoding", packing)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's log is its assertions."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the running server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
