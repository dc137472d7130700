"""News pages made up around real prose, in the layout of CC-NEWS: as many as a run needs, no two alike.

A page's article is spliced from printed ones: runs of two to six consecutive sentences, each from another article
drawn at random, until it has as many words as an article drawn from the corpus has. Sentences are whole, so that they cost
what prose costs; their company is new on every page. The same number gives the same page every time.
"""

import gzip
import html
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

SCRIPT_BYTES = 40_000
"""Of scripts and style in each page; extraction has to walk past them. Real news pages carry more: benchmarks/whole.py has them."""

DAYS = 27
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[“\"A-Z])")

Sentences = list[list[str]]


def articles(path: Path) -> list[str]:
    """The texts of a file of JSON Lines, compressed or not: its rows with "text"."""
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode().splitlines()
    return [json.loads(line)["text"] for line in lines]


def spliced(texts: Sequence[str], count: int, words: int | None = None) -> Iterator[str]:
    """So many articles, each of about `words` words, or as long as articles of the corpus are."""
    sentences = [_SENTENCE_END.split(text) for text in texts]
    printed = Counter(sentence for article in sentences for sentence in article)
    prose = [[sentence for sentence in article if printed[sentence] == 1] for article in sentences]
    lengths = [len(text.split()) for text in texts]
    for number in range(count):
        chance = random.Random(number)
        yield _splice([article for article in prose if article], words or chance.choice(lengths), chance)


def _splice(articles: Sentences, words: int, chance: random.Random) -> str:
    """No run makes up more than half of it: there are few runs and many pages."""
    paragraphs: list[str] = []
    left = words
    while left > 0:
        article = chance.choice(articles)
        start, size = chance.randrange(len(article)), chance.randint(2, 6)
        run, room = [], min(left + words // 10, words // 2)
        for sentence in article[start : start + size]:
            own = len(sentence.split())
            if own > room:
                break
            run.append(" ".join(sentence.split()))
            room -= own
            left -= own
        paragraphs += [" ".join(run)] if run else []
    return "\n\n".join(paragraphs)


def write_warc(path: Path, texts: Sequence[str], count: int, words: int | None = None) -> int:
    """A gzip member a record; returns the words written."""
    written = 0
    with path.open("wb") as file:
        for number, text in enumerate(spliced(texts, count, words)):
            written += len(text.split())
            file.write(gzip.compress(record(number, page(number, text)), mtime=0))
    return written


def page(number: int, text: str) -> bytes:
    """An article among what a news page has around it."""
    first, *rest = [html.escape(part.strip()) for part in text.split("\n\n") if part.strip()]
    title = first if rest and len(first) < 200 else " ".join(first.split()[:10])
    body = "".join(f"<p>{part}</p>" for part in (first, *rest))
    menu = "".join(f'<li><a href="/section/{i}">Section {i}</a></li>' for i in range(40))
    cards = "".join(
        f'<div class="card"><a href="/news/{i}"><h3>Another story, number {i}</h3></a></div>' for i in range(15)
    )
    script = f"<script>var data = '{'x' * SCRIPT_BYTES}';</script>"
    meta = f'<meta property="article:published_time" content="2026-01-{number % DAYS + 1:02}T06:00:00Z">'
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{meta}{script}</head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>{title}</h1>{body}</article></main><aside>{cards}</aside><footer>All rights reserved</footer></body></html>"
    ).encode()


def record(number: int, body: bytes) -> bytes:
    http = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Date: 2026-02-04T06:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"
