"""The watch file: which sources, how often, how politely. TOML, or an OPML list from a feed reader."""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec

from dateline.acquire.feeds.entries import web_address
from dateline.acquire.feeds.opml import subscriptions
from dateline.acquire.files import read_file
from dateline.errors import InputError
from dateline.watch.toml import decode

SourceKind = Literal["feed", "sitemap", "page"]
KINDS: tuple[SourceKind, ...] = ("feed", "sitemap", "page")

_DURATION = re.compile(r"(\d+)\s*(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
LEAST_EVERY = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source: its address says which kind it is asked as, its name is for people.

    `outlet`, when given, is who printed every report of it; without it the pages say so themselves. `hurried`
    says that the file gives this source a pace of its own, which holds against a slower one that it asks for.
    """

    name: str
    kind: SourceKind
    address: str
    outlet: str | None
    every: timedelta
    hurried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchFile:
    """What a watch file says.

    `delay` is seconds between two requests to one host, `connections` how many hosts are asked at
    the same time, `warc` the folder that captured pages are kept in; `has_rules` whether the file
    has rules for signals, which `rules` reads.
    """

    sources: tuple[Source, ...]
    delay: float
    connections: int
    warc: Path | None
    has_rules: bool


class _Source(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    feed: str | None = None
    sitemap: str | None = None
    page: str | None = None
    outlet: str | None = None
    every: str | None = None


class _Watch(msgspec.Struct, forbid_unknown_fields=True):
    every: str = "15m"
    delay: float = 0.5
    connections: int = 16
    warc: str | None = None
    opml: list[str] = msgspec.field(default_factory=list)


class _File(msgspec.Struct):
    """Other tables of the file are other commands' business."""

    watch: _Watch = msgspec.field(default_factory=_Watch)
    sources: list[_Source] = msgspec.field(default_factory=list)
    rules: list[Any] = msgspec.field(default_factory=list)


def read_watch_file(path: Path) -> WatchFile:
    """What the file says. Raises InputError, one line that names the key, when it says it wrongly."""
    content = read_file(path)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        listed = [_Source(name=name, feed=address) for name, address in subscriptions(content, str(path))]
        return _checked(_File(sources=listed), path)
    found = decode(content, _File, str(path))
    for name in found.watch.opml:
        listing = read_file(path.parent / name)
        for title, address in subscriptions(listing, str(path.parent / name)):
            found.sources.append(_Source(name=title, feed=address))
    return _checked(found, path)


def _checked(found: _File, path: Path) -> WatchFile:
    watch = found.watch
    if not found.sources:
        raise InputError(f"{path}: there is nothing to watch; add a [[sources]] with a name and a feed")
    if not 0 <= watch.delay <= 3600:
        raise InputError(f"{path}: watch.delay must be 0 to 3600 seconds, not {watch.delay:g}")
    if not 1 <= watch.connections <= 256:
        raise InputError(f"{path}: watch.connections must be 1 to 256, not {watch.connections}")
    usual = _duration(watch.every, "watch.every", path)
    sources: dict[str, Source] = {}
    for number, listed in enumerate(found.sources):
        where = f"sources[{number}]"
        source = _source(listed, where, usual, path)
        earlier = sources.setdefault(source.address, source)
        if earlier is not source and not watch.opml:
            raise InputError(f"{path}: {where} has the address of {earlier.name!r}; each is watched once")
    return WatchFile(
        sources=tuple(sources.values()),
        delay=watch.delay,
        connections=watch.connections,
        warc=path.parent / watch.warc if watch.warc else None,
        has_rules=bool(found.rules),
    )


def _source(listed: _Source, where: str, usual: timedelta, path: Path) -> Source:
    given = [(kind, address) for kind in KINDS if (address := getattr(listed, kind)) is not None]
    if len(given) != 1:
        raise InputError(f"{path}: {where} ({listed.name!r}) must have exactly one of feed, sitemap and page")
    if not listed.name.strip():
        raise InputError(f"{path}: {where}.name is empty")
    kind, address = given[0]
    if web_address(address, "") is None:
        raise InputError(f"{path}: {where}.{kind} is no web address: {address!r}")
    return Source(
        name=listed.name.strip(),
        kind=kind,
        address=address.strip(),
        outlet=listed.outlet,
        every=_duration(listed.every, f"{where}.every", path) if listed.every is not None else usual,
        hurried=listed.every is not None,
    )


def _duration(text: str, key: str, path: Path) -> timedelta:
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise InputError(f"{path}: {key} must be a number and a unit, such as 90s, 15m, 2h or 1d; not {text!r}")
    try:
        length = timedelta(**{_UNITS[match[2]]: int(match[1])})
    except OverflowError:
        length = timedelta.max
    if not LEAST_EVERY <= length <= timedelta(days=366):
        raise InputError(f"{path}: {key} must be between 1s and 366d; not {text!r}")
    return length
