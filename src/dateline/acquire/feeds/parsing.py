"""One document of a source → what it lists, by what the document is."""

import html
import re

from dateline.acquire.feeds.decoding import HEAD, text_of, without_declarations
from dateline.acquire.feeds.entries import Feed, web_address
from dateline.acquire.feeds.json_feed import json_feed
from dateline.acquire.feeds.sitemap import sitemap
from dateline.acquire.feeds.syndication import syndicated
from dateline.acquire.files import unpack
from dateline.errors import InputError, SourceError

MOST_BYTES = 8 * 1024**2
"""The largest feed, by judgement: several times a news sitemap that is full, which has 1,000 entries."""

MOST_TAGS = 250_000
"""Opening brackets in a feed, which is what its parsing takes time for: by judgement, hundreds of times those of a
usual feed."""

MOST_HEAD = 200_000
"""Characters of a page in which the address of its feed is looked for: the head of a page, and that of the longest."""

_SITEMAP = re.compile(r"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^>]{0,500}>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"type\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def parse(content: bytes, address: str, *, charset: str | None = None) -> Feed:
    """What a document lists. `address` is where it came from, `charset` what its server said.

    Nothing is ever fetched. Raises SourceError, one line, for a document that is no feed, declares
    entities, or is beyond all measure; one that is only broken gives what can still be read of it,
    with the problem.
    """
    try:
        content = unpack(content, address)  # sitemaps are often files that are packed themselves
    except InputError as error:
        raise SourceError(str(error)) from error
    if len(content) > MOST_BYTES:
        raise SourceError(f"{address} is larger than {MOST_BYTES // 1024**2} MB, too large for a feed")
    text = text_of(content, charset)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return json_feed(text, address)
    if text.count("<") > MOST_TAGS:
        raise SourceError(f"{address} has more than {MOST_TAGS:,} tags, too many for a feed")
    if _HTML.match(text[:HEAD]):
        raise SourceError(f"{address} is a web page, not a feed; {_advice(text, address)}")
    bare = without_declarations(text, address)
    if _SITEMAP.search(bare[:HEAD]):
        return sitemap(bare, address)
    return syndicated(bare, address)


def _advice(page: str, address: str) -> str:
    """Where the feed of a page is, when the page says so."""
    for link in _LINK.findall(page[:MOST_HEAD]):
        href = _HREF.search(link) if _FEED_TYPE.search(link) else None
        feed = web_address(html.unescape(href[1]), address) if href is not None else None
        if feed is not None:
            return f"its feed is at {feed}"
    return "look on the page for the address of its feed"
