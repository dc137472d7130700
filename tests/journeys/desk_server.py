"""A desk that really listens, for a real browser."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from dateline.ledger import Ledger
from dateline.publish.web import create_app


@contextmanager
def listening(ledger: Ledger) -> Iterator[str]:
    """The address of a desk on the ledger, on a free port of this machine."""
    config = uvicorn.Config(create_app(ledger), port=0, log_level="error", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def tab(browser, base: str, **options) -> Iterator:
    """A fresh profile's page, which fails when anything is logged or asked of another host."""
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: request.url.startswith((base, "data:")) or trouble.append(request.url))
    yield page
    context.close()
    assert trouble == []
