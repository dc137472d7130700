"""What is new as an RSS 2.0 feed."""

from datetime import datetime
from email.utils import format_datetime
from typing import BinaryIO
from xml.etree import ElementTree as ET

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.publish.export import news
from dateline.publish.export.xml import add, document


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """The feed; its entries link to the page that was read."""
    found = news.entries(connection, where)
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    add(channel, "title", news.title(where))
    add(channel, "link", "urn:dateline:ledger")
    add(channel, "description", "What is new in a ledger, each entry with its words.")
    add(channel, "lastBuildDate", _mail_date(news.updated(found)))
    for entry in found:
        item = ET.SubElement(channel, "item")
        add(item, "title", entry.title)
        if entry.link:
            add(item, "link", entry.link)
        add(item, "guid", entry.id, isPermaLink="false")
        add(item, "pubDate", _mail_date(entry.updated))
        add(item, "category", entry.kind)
        add(item, "category", entry.novelty)
        add(item, "description", f"{entry.evidence} ({entry.outlet or 'no outlet'})")
    out.write(document(root))
    return len(found)


def _mail_date(iso: str) -> str:
    return format_datetime(datetime.fromisoformat(iso))
