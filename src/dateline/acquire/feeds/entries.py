"""What a feed lists, whatever its format."""

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

MOST_ENTRIES = 5_000
"""Entries taken from one feed: a news sitemap may hold 1,000 by its specification; beyond several times that lies abuse."""

LONGEST_ADDRESS = 2_000
"""Characters of an address; longer ones are no pages, and some servers refuse them."""

LONGEST_TEXT = 500
"""Characters kept of a title or a GUID."""

_TAG = re.compile(r"<[^<>]{0,1000}>")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that a feed lists. Moments are ISO 8601 in UTC; what the feed does not give is None."""

    guid: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What one document lists.

    `children` are further documents to ask for (a sitemap index names them), the newest first.
    `problem` says what is broken in a document from which something could still be taken: its
    other entries may be lost, so it must be asked for again in full. `pace` is how many seconds it wants to
    be left alone before it is asked again.
    """

    entries: tuple[Entry, ...] = ()
    children: tuple[str, ...] = ()
    problem: str | None = None
    pace: int | None = None


def one_line(problem: object) -> str:
    """What a parser says of a document, on one line: it may quote the document."""
    return " ".join(_UNSTORABLE.sub("", str(problem)).split())[:200]


def line(text: object) -> str | None:
    """A title or a GUID on one line, without markup and what no database stores; None for nothing."""
    if not isinstance(text, str):
        return None
    plain = html.unescape(_TAG.sub(" ", text[: 4 * LONGEST_TEXT]))
    return " ".join(_UNSTORABLE.sub("", plain).split())[:LONGEST_TEXT].strip() or None


def name(text: object) -> str | None:
    """A GUID, kept as it is but for white space around it and what no database stores; None for nothing."""
    if not isinstance(text, str | int) or isinstance(text, bool):
        return None
    return _UNSTORABLE.sub("", str(text).strip())[:LONGEST_ADDRESS] or None


def web_address(text: object, base: str) -> str | None:
    """A web address, made whole by the address of its feed; None for anything else."""
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        whole = urljoin(base, _UNSTORABLE.sub("", text.strip()))
        parts = urlsplit(whole)
        host, _ = parts.hostname, parts.port  # a port that is no number is only found when it is asked for
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or len(whole) > LONGEST_ADDRESS:
        return None
    return whole


def moment(text: object) -> str | None:
    """An ISO 8601 moment, moved to UTC (without a zone it is taken as UTC), or a day as it is. None for anything else."""
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        when = datetime.fromisoformat(text.strip())
        if len(text.strip()) == len("2026-02-03"):
            return text.strip()
        if when.tzinfo is not None:
            when = when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when.replace(tzinfo=UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
