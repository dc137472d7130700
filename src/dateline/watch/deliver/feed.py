"""Signals as an Atom feed in a file: any feed reader follows them; a retraction updates its entry."""

import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from lxml import etree
from sqlalchemy import Connection

from dateline.errors import StoreError
from dateline.ledger import Ledger
from dateline.ledger import signals as kept
from dateline.ledger.queries.form import Rows
from dateline.watch.deliver.message import Message, compose
from dateline.watch.rules import Channel, Rule

MOST_ENTRIES = 100
"""The newest episodes that a feed holds: more than a reader shows at once."""

_ATOM = "http://www.w3.org/2005/Atom"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_feed(ledger: Ledger, channel: Channel, now: str) -> None:
    """Writes the feed anew, whole or not at all. Raises StoreError when the file cannot be written."""
    path = Path(str(channel.feed))
    content = ledger.ask(
        lambda connection: feed(kept.listed(connection), _rules(connection, channel.name), channel, now)
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            part.chmod(0o644)  # a web server reads it; a temporary file is its owner's alone
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"the feed {path} cannot be written: {error.strerror}; name another file in the channel"
        ) from error


def feed(signals: Rows, rules: frozenset[str], channel: Channel, now: str) -> bytes:
    """The Atom document of the episodes of some rules, the newest first; muted ones are left out."""
    root = etree.Element(_tag("feed"), nsmap={None: _ATOM})  # type: ignore[dict-item] # the default namespace has no name
    _add(root, "title", f"Signals: {channel.name}")
    _add(root, "id", f"urn:dateline:channel:{channel.name}")
    _add(root, "updated", _moment(now))
    etree.SubElement(_add(root, "author"), _tag("name")).text = "dateline"
    first = [row for row in signals if row["episode"] == row["seq"] and row["rule"] in rules and row["muted"] is None]
    for row in first[:MOST_ENTRIES]:
        news = kept.RAISED if row["retracted"] is None else kept.RETRACTED
        _entry(root, compose(row, news, channel.desk), _moment(row["retracted"] or row["raised"]))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(root: etree._Element, message: Message, updated: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "title", message.title)
    _add(entry, "id", f"urn:dateline:signal:{message.id}")
    _add(entry, "updated", updated)
    _add(entry, "published", _moment(message.raised))
    web = [line.link for line in message.lines if line.link.startswith(("https://", "http://"))]
    if web:
        _add(entry, "link").set("href", _clean(web[0]))
    _add(entry, "content", message.text()).set("type", "text")


def _rules(connection: Connection, channel: str) -> frozenset[str]:
    """The rules that deliver to a channel."""
    saved = {row["name"]: msgspec.json.decode(row["definition"], type=Rule) for row in kept.saved_rules(connection)}
    return frozenset(name for name, rule in saved.items() if channel in rule.channels)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, _tag(name))
    if text is not None:
        element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def _moment(time: str) -> str:
    """A time as Atom wants it: with seconds and a zone; one without a zone is taken to be UTC."""
    moment = datetime.fromisoformat(time)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat(timespec="seconds")


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
