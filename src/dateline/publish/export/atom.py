"""What is new as an Atom feed (RFC 4287)."""

import hashlib
from typing import BinaryIO
from xml.etree import ElementTree as ET

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.publish.export import news
from dateline.publish.export.xml import add, document

_NAMESPACE = "http://www.w3.org/2005/Atom"


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """The feed; its entries link to the page that was read."""
    found = news.entries(connection, where)
    out.write(feed(news.title(where), found))
    return len(found)


def feed(title: str, found: list[news.Entry], address: str | None = None) -> bytes:
    """Entries as a feed. `address` is the feed's own, where it has one."""
    root = ET.Element("feed", {"xmlns": _NAMESPACE})
    add(root, "title", title)
    add(root, "id", f"urn:dateline:feed:{hashlib.sha256(title.encode()).hexdigest()[:16]}")
    add(root, "updated", news.updated(found))
    if address:
        add(root, "link", rel="self", href=address)
    author = add(root, "author")
    add(author, "name", "dateline")
    for entry in found:
        item = add(root, "entry")
        add(item, "title", entry.title)
        add(item, "id", entry.id)
        add(item, "updated", entry.updated)
        if entry.link:
            add(item, "link", rel="alternate", href=entry.link)
        for term in (entry.kind, entry.novelty, f"story {entry.story}"):
            add(item, "category", term=term)
        if entry.outlet:
            author = add(item, "author")
            add(author, "name", entry.outlet)
        add(item, "content", entry.evidence, type="text")
    return document(root)
