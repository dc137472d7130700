"""What is new as a JSON Feed (version 1.1)."""

from typing import BinaryIO

import msgspec
import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.publish.export import news


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """The feed; its entries link to the page that was read."""
    found = news.entries(connection, where)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": news.title(where),
        "description": "What is new in a ledger, each entry with its words.",
        "items": [
            {
                "id": entry.id,
                **({"external_url": entry.link} if entry.link else {}),
                "title": entry.title,
                "content_text": entry.evidence,
                "date_published": entry.updated,
                "authors": [{"name": entry.outlet}] if entry.outlet else [],
                "tags": [entry.kind, entry.novelty, f"story {entry.story}"],
            }
            for entry in found
        ],
    }
    out.write(msgspec.json.format(msgspec.json.encode(feed), indent=1) + b"\n")
    return len(found)
