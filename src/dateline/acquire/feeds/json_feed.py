"""JSON Feed (jsonfeed.org, versions 1 and 1.1) → what it lists."""

from collections.abc import Mapping
from typing import Any

import msgspec

from dateline.acquire.feeds.entries import MOST_ENTRIES, Entry, Feed, line, moment, name, one_line, web_address
from dateline.errors import SourceError


def json_feed(text: str, address: str) -> Feed:
    """What a JSON Feed lists. Raises SourceError when the text is none."""
    try:
        document = msgspec.json.decode(text.lstrip("\ufeff").encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(f"{address} looks like a JSON feed but is not one: {one_line(error)}") from error
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise SourceError(f'{address} is JSON but no feed: it has no list of "items"')
    return Feed(entries=tuple(_entry(item, address) for item in items[:MOST_ENTRIES] if isinstance(item, dict)))


def _entry(item: Mapping[str, Any], address: str) -> Entry:
    return Entry(
        guid=name(item.get("id")),
        url=web_address(item.get("url") or item.get("external_url"), address),
        title=line(item.get("title")),
        published=moment(item.get("date_published")),
        updated=moment(item.get("date_modified")),
    )
