"""RSS, Atom, RDF and CDF → what they list, by feedparser.

feedparser is given UTF-8 bytes and never an address, which it would fetch. Its sanitising of HTML
is off, and with it most of its time: of a feed only addresses, names and dates are used, and
titles lose their markup here.
"""

import calendar
import io
import re
import time
from datetime import UTC, datetime
from typing import Any

import feedparser

from dateline.acquire.feeds.entries import MOST_ENTRIES, Entry, Feed, line, name, one_line, web_address
from dateline.errors import SourceError

_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 7 * 86400, "monthly": 30 * 86400, "yearly": 365 * 86400}

_OPENED = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)\b", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\b", re.IGNORECASE)

FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What feedparser raises where broken documents lead its handlers astray."""


def syndicated(text: str, address: str) -> Feed:
    """What a feed lists, in its order. Raises SourceError when the text is no feed of any kind."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    try:
        found = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except FAULTS as error:
        raise SourceError(f"{address} is too broken to be read as a feed: {one_line(repr(error))}") from error
    listed = found.entries
    problem = None
    if found.bozo:
        problem = f"{address} is broken XML: {one_line(found.get('bozo_exception'))}"
        if _is_torn(text):
            listed = listed[:-1]
    entries = tuple(
        entry
        for entry in (_entry(entry, address) for entry in listed[:MOST_ENTRIES])
        if entry.url or entry.guid or entry.title
    )
    if not entries and (problem or not found.get("version")):
        raise SourceError(problem or f"{address} is no feed: neither RSS, Atom, JSON Feed nor a sitemap")
    return Feed(entries=entries, problem=problem, pace=_pace(found.feed))


def _pace(feed: Any) -> int | None:
    """Seconds between two updates: RSS's `ttl`, in minutes, or the Syndication module's updates a period; None for nonsense."""
    try:
        if "ttl" in feed:
            return round(float(feed["ttl"]) * 60)
        return round(_PERIODS[feed["sy_updateperiod"].strip()] / float(feed.get("sy_updatefrequency") or 1))
    except (KeyError, AttributeError, TypeError, ValueError, ArithmeticError):
        return None


def _entry(entry: Any, address: str) -> Entry:
    return Entry(
        guid=name(entry.get("id")),
        url=web_address(entry.get("feedburner_origlink") or entry.get("link"), address),
        title=line(entry.get("title")),
        published=_moment(_own(entry, "published_parsed") or _own(entry, "created_parsed")),
        updated=_moment(_own(entry, "updated_parsed")),
    )


def _is_torn(text: str) -> bool:
    """Whether the last entry does not end: its address may be cut, and half an address is another one."""
    opened = max((match.start() for match in _OPENED.finditer(text)), default=-1)
    closed = max((match.start() for match in _CLOSED.finditer(text)), default=-1)
    return opened > closed


def _own(entry: Any, key: str) -> Any:
    """A value that the entry itself gives: feedparser answers for a missing `updated` with `published`."""
    return dict.get(entry, key)


def _moment(parsed: time.struct_time | None) -> str | None:
    if parsed is None:
        return None
    try:
        when = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")
