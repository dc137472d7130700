"""Archives written by the tests: the same reports as WARC, Parquet, JSON Lines and plain files."""

import gzip
import json
from pathlib import Path

import pytest

from dateline.archive import work
from dateline.archive.bounded import BoundedReader

PLACES = ["Oslo", "Lima", "Accra", "Hanoi", "Quito", "Riga", "Dakar", "Tunis", "Sofia", "Minsk"]


def story(number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return (
        f"Ferry strike number {number} halts traffic in {place}\n\n"
        f"Dock workers in {place} went on strike on Monday, their union said in a statement.\n\n"
        f'"We will not return before our {number + 3} demands are met," its president, Ana Berg, told reporters.\n\n'
        f"At least {number + 20} people were injured when police dispersed the crowd, the interior ministry said.\n"
    )


def rows(count: int) -> list[dict[str, object]]:
    return [
        {
            "id": f"r{number}",
            "text": story(number),
            "url": f"https://news.example/{number}",
            "published": f"{2024 + number % 2}-02-{number % 27 + 1:02}",
        }
        for number in range(count)
    ]


def page(number: int) -> bytes:
    headline, *paragraphs = story(number).split("\n\n")
    body = "".join(f"<p>{paragraph.strip()}</p>" for paragraph in paragraphs)
    more = "<p>The port authority said that trains would carry the freight until talks resume later this week.</p>" * 2
    head = f'<title>{headline}</title><meta property="article:published_time" content="2026-02-03">'
    return f"<html><head>{head}</head><body><article><h1>{headline}</h1>{body}{more}</article></body></html>".encode()


def record(url: str, body: bytes, kind: str = "text/html", status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2026-02-04T06:00:00Z\r\nWARC-Record-ID: <urn:uuid:{hash(url) & 0xFFFF:04x}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warcinfo() -> bytes:
    body = b"software: a crawler\r\n"
    return b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n"


def write_warc(path: Path, count: int) -> Path:
    """As CC-NEWS lays them out: a gzip member a record, other kinds of records among the pages."""
    records = [warcinfo()]
    for number in range(count):
        records.append(record(f"https://news.example/{number}", page(number)))
        records.append(record(f"https://news.example/{number}.jpg", b"\xff\xd8\xff", "image/jpeg"))
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) for one in records))
    return path


def write_lines(path: Path, count: int) -> Path:
    lines = "".join(json.dumps(row) + "\n" for row in rows(count)).encode()
    path.write_bytes(gzip.compress(lines, mtime=0) if path.suffix == ".gz" else lines)
    return path


@pytest.fixture(scope="session")
def bounded():
    """The reading process of this run, started once."""
    bounded = BoundedReader()
    yield bounded
    bounded.close()


@pytest.fixture
def one_reader(bounded, monkeypatch):
    """Lets `process_shard` use the reading process that is there."""
    monkeypatch.setattr(work, "_reader", lambda _: bounded)
    return bounded
