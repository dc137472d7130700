"""The command line as a user runs it: a process of its own, and a real server on this machine."""

import contextlib
import gzip
import subprocess
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = b"""<!DOCTYPE html><html><head><title>Ferry talks fail</title></head><body><nav>Home</nav><article>
<h1>Ferry talks fail</h1><p>The ferry operator said on Monday that talks with the union had failed after nine hours.</p>
<p>The union, which represents 400 sailors, accused the operator of breaking its word. It said a strike would begin on Friday
unless a new offer was made. A spokesman for the port declined to comment on the dispute.</p></article></body></html>"""


class Site(BaseHTTPRequestHandler):
    """Pages that go wrong in the ways that pages do."""

    def do_GET(self):
        if self.path == "/page":
            self._send(200, PAGE)
        elif self.path == "/loop":
            self._send(302, b"", Location="/loop")
        elif self.path == "/bomb":
            self._send(200, gzip.compress(b"<p>" + b"a" * 200_000_000), **{"Content-Encoding": "gzip"})
        elif self.path == "/no-article":
            self._send(200, b"<html><body><nav><a href='/a'>Home</a> <a href='/b'>About</a></nav></body></html>")
        else:
            self._send(404, b"nothing here")

    def _send(self, status, body, **headers):
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):  # the client has seen enough and hung up
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def dateline(tmp_path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs `dateline` with arguments in an empty folder."""

    def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "dateline", *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, cwd=tmp_path, timeout=120, check=False)

    return run
