"""One document of a source → what it lists, by what the document is."""

import re

from dateline.acquire.feeds.decoding import HEAD, text_of, without_declarations
from dateline.acquire.feeds.entries import Feed
from dateline.acquire.feeds.json_feed import json_feed
from dateline.acquire.feeds.sitemap import sitemap
from dateline.acquire.feeds.syndication import syndicated
from dateline.errors import SourceError

MOST_BYTES = 8 * 1024**2
"""The largest feed. A full news sitemap of 1,000 entries has about 1 MB."""

MOST_TAGS = 250_000
"""Opening brackets in a feed, which is what its parsing takes time for: some 6 s for so many, against 10 ms for a
usual feed with 1,000."""

_SITEMAP = re.compile(r"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def parse(content: bytes, address: str, *, charset: str | None = None) -> Feed:
    """What a document lists. `address` is where it came from, `charset` what its server said.

    Nothing is ever fetched. Raises SourceError, one line, for a document that is no feed, declares
    entities, or is beyond all measure; one that is only broken gives what can still be read of it,
    with the problem.
    """
    if not content.strip():
        raise SourceError(f"{address} is empty")
    if len(content) > MOST_BYTES:
        raise SourceError(f"{address} is larger than {MOST_BYTES // 1024**2} MB, too large for a feed")
    text = text_of(content, charset)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return json_feed(text, address)
    if text.count("<") > MOST_TAGS:
        raise SourceError(f"{address} has more than {MOST_TAGS:,} tags, too many for a feed")
    if _HTML.match(text[:HEAD]):
        raise SourceError(f"{address} is a web page, not a feed; look on the page for the address of its feed")
    bare = without_declarations(text, address)
    if _SITEMAP.search(bare[:HEAD]):
        return sitemap(bare, address)
    return syndicated(bare, address)
