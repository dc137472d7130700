"""Watched sources: what they listed, what became of it, how they answered. All in the caller's transaction.

Times are ISO 8601 in UTC, to the second, as the ledger writes them; they compare as text.
"""

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import sqlalchemy as sa

from dateline.acquire.canonical import canonical
from dateline.acquire.feeds import Entry
from dateline.ledger.schema import hosts, items, source_days, source_items, sources

MOST_REVISIONS = 5
"""How often an item is read again because its feed says that it was updated; some feeds say so at every poll."""

_AT_ONCE = 400  # keys in one query; SQLite's oldest limit is 999 parameters
_DAY = len("2026-02-03")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is remembered of a source between two polls."""

    moved_to: str | None
    etag: str | None
    last_modified: str | None
    digest: str | None
    failures: int
    problem: str | None
    gone: str | None
    pace: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that a source listed and that is to be read."""

    key: str
    source: str
    url: str
    published: str | None
    found: str
    attempts: int
    not_before: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """What is remembered of a host: its robots.txt, when it was fetched, how long the host wants to be left alone."""

    host: str
    robots: str | None
    robots_asked: str | None
    not_before: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The keys of the items that nobody listed before, and of others that are to be read, again or still."""

    fresh: tuple[str, ...]
    again: tuple[str, ...]


def open_source(connection: sa.Connection, address: str, kind: str, name: str, now: str) -> SourceState:
    """The state of a source, made when it is new; its name is brought up to date."""
    row = connection.execute(sa.select(sources).where(sources.c.address == address)).first()
    if row is None:
        connection.execute(sources.insert().values(address=address, kind=kind, name=name, since=now, failures=0))
        return SourceState(
            moved_to=None, etag=None, last_modified=None, digest=None, failures=0, problem=None, gone=None, pace=None
        )
    if (row.kind, row.name) != (kind, name):
        connection.execute(sources.update().where(sources.c.address == address).values(kind=kind, name=name))
    return SourceState(
        moved_to=row.moved_to,
        etag=row.etag,
        last_modified=row.last_modified,
        digest=row.digest,
        failures=row.failures,
        problem=row.problem,
        gone=row.gone,
        pace=row.pace,
    )


def note_answer(connection: sa.Connection, source: str, now: str, *, listed: int, **changed: str | int | None) -> None:
    """Notes that a source answered a poll and listed so many new items.

    `changed` are columns that the answer changes: `moved_to`, `etag`, `last_modified`, `digest`,
    `problem` (what was broken in an answer that could be used all the same), `pace` (in seconds).
    """
    values = {"asked": now, "answered": now, "failures": 0, "problem": None, **changed}
    connection.execute(sources.update().where(sources.c.address == source).values(**values))
    _count(connection, source, now, answers=1, found=listed)


def note_failure(connection: sa.Connection, source: str, now: str, problem: str, **changed: str | None) -> None:
    """Notes that a source did not answer a poll, or with nothing that could be used; `gone` says that it never will."""
    values = {"asked": now, "failures": sources.c.failures + 1, "problem": problem, **changed}
    connection.execute(sources.update().where(sources.c.address == source).values(**values))
    _count(connection, source, now, answers=0, found=0)


def list_entries(connection: sa.Connection, source: str, entries: Sequence[Entry], now: str) -> Listed:
    """Notes what a source lists; says what of it is new, in order of its time, and what is to be read again.

    An entry is known by its canonical address, whichever source listed it, else by its GUID, else
    by its title and date. One that comes back under another address with its GUID and its title is
    the same. An entry without an address has failed from the start: there is no page to read. One
    that is done and was updated since is to be read again.
    """
    unique = _unique(entries)
    own = {row.key: row for row in _rows(connection, source_items, unique, source_items.c.source == source)}
    known = {row.key: row for row in _rows(connection, items, unique)}
    repeated = _renamed(connection, source, {k: e for k, e in unique.items() if k not in own and k not in known})
    fresh: list[tuple[str, Entry]] = []
    again: list[str] = []
    for key, entry in unique.items():
        if key in known:
            waits = known[key].state == "pending" and key not in own  # for another source, which may not be watched now
            again.extend([key] if _revise(connection, known[key], entry) or waits else [])
        elif key not in repeated:
            fresh.append((key, entry))
    fresh.sort(key=lambda pair: pair[1].published or now)
    if fresh:
        connection.execute(items.insert(), [_item(key, source, entry, now) for key, entry in fresh])
    links = [
        {"source": source, "key": repeated.get(key, key), "guid": entry.guid, "seen": now}
        for key, entry in unique.items()
        if key not in own and key not in repeated
    ]
    if links:
        connection.execute(source_items.insert(), links)
    return Listed(fresh=tuple(key for key, _ in fresh), again=tuple(again))


def key_of(entry: Entry) -> str:
    """What an entry is known by: its page's canonical address, its GUID, or its title and date."""
    if entry.url is not None:
        return canonical(entry.url)
    if entry.guid is not None:
        return f"guid:{entry.guid}"
    return f"title:{hashlib.sha256(f'{entry.title} {entry.published}'.encode()).hexdigest()[:32]}"


def pending(connection: sa.Connection, keys: Iterable[str] | None = None) -> Iterator[Item]:
    """The items that are still to be read, or those of them with some keys, the longest known first."""
    query = sa.select(items).where(items.c.state == "pending").order_by(items.c.found, items.c.published, items.c.key)
    if keys is None:
        rows: Iterable[Any] = connection.execute(query)
    else:
        rows = _rows(connection, items, list(keys), items.c.state == "pending")
    for row in rows:
        yield Item(
            key=row.key,
            source=row.source,
            url=row.url,
            published=row.published,
            found=row.found,
            attempts=row.attempts,
            not_before=row.not_before,
        )


def left_over(connection: sa.Connection, watched: Container[str]) -> list[Item]:
    """The items that an earlier run has left and that some watched source listed, each under such a source."""
    found = {item.key: item for item in pending(connection)}
    others = [item.key for item in found.values() if item.source not in watched]
    for row in sorted(_rows(connection, source_items, others), key=lambda row: row.source, reverse=True):
        if row.source in watched:
            found[row.key] = replace(found[row.key], source=row.source)
    return [item for item in found.values() if item.source in watched]


def settle(
    connection: sa.Connection, key: str, state: Literal["done", "failed"], *, report: str | None, problem: str | None
) -> None:
    """Ends an item: done with its report, or failed with the problem."""
    values = {"state": state, "report": report, "problem": problem, "not_before": None}
    connection.execute(items.update().where(items.c.key == key).values(**values))


def postpone(connection: sa.Connection, key: str, problem: str, not_before: str) -> None:
    """Leaves an item for later, and says why."""
    values = {"attempts": items.c.attempts + 1, "problem": problem, "not_before": not_before}
    connection.execute(items.update().where(items.c.key == key).values(**values))


def known_hosts(connection: sa.Connection, fresh: str) -> list[HostState]:
    """What is remembered of hosts whose robots.txt was fetched since `fresh`, or that asked to be left alone until later."""
    return [
        HostState(host=row.host, robots=row.robots, robots_asked=row.robots_asked, not_before=row.not_before)
        for row in connection.execute(
            sa.select(hosts)
            .where(sa.or_(hosts.c.robots_asked > fresh, hosts.c.not_before > fresh))
            .order_by(hosts.c.host)
        )
    ]


def remember_host(connection: sa.Connection, host: str, **values: str | None) -> None:
    """Remembers a host's `robots` and `robots_asked`, or its `not_before`."""
    changed = connection.execute(hosts.update().where(hosts.c.host == host).values(**values))
    if not changed.rowcount:
        connection.execute(hosts.insert().values(host=host, **values))


def _item(key: str, source: str, entry: Entry, now: str) -> dict[str, Any]:
    readable = entry.url is not None
    return {
        "key": key,
        "source": source,
        "url": canonical(entry.url) if entry.url is not None else None,
        "title": entry.title,
        "published": entry.published or entry.updated,
        "updated": entry.updated,
        "found": now,
        "state": "pending" if readable else "failed",
        "attempts": 0,
        "revisions": 0,
        "not_before": None,
        "problem": None if readable else "the feed names no page for it",
        "report": None,
    }


def _unique(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The entries of one document by their keys, the first of each; same GUID and title is the same in it, too."""
    found: dict[str, Entry] = {}
    named: set[tuple[str, str]] = set()
    for entry in entries:
        key = key_of(entry)
        if key in found or (entry.guid and entry.title and (entry.guid, entry.title) in named):
            continue
        found[key] = entry
        if entry.guid and entry.title:
            named.add((entry.guid, entry.title))
    return found


def _revise(connection: sa.Connection, known: Any, entry: Entry) -> bool:
    """Sends an item to be read again when its feed gives a later moment of updating than the last time."""
    if entry.updated is None or entry.updated <= (known.updated or known.published or ""):
        return False
    values: dict[str, Any] = {"updated": entry.updated}
    again = known.url is not None and known.state != "pending" and known.revisions < MOST_REVISIONS
    if again:
        values |= {"state": "pending", "attempts": 0, "not_before": None, "revisions": known.revisions + 1}
    connection.execute(items.update().where(items.c.key == known.key).values(**values))
    return again


def _renamed(connection: sa.Connection, source: str, new: dict[str, Entry]) -> dict[str, str]:
    """New keys that are old items under another address: same source, same GUID, same title."""
    guids: dict[str, list[str]] = {}
    for key, entry in new.items():
        if entry.guid is not None and entry.title is not None:
            guids.setdefault(entry.guid, []).append(key)
    found: dict[str, str] = {}
    for some in _chunks(list(guids)):
        query = (
            sa.select(source_items.c.guid, items.c.key, items.c.title)
            .join(items, items.c.key == source_items.c.key)
            .where(source_items.c.source == source, source_items.c.guid.in_(some))
        )
        for row in connection.execute(query):
            for key in guids[row.guid]:
                if new[key].title == row.title:
                    found.setdefault(key, row.key)
    return found


def _rows(
    connection: sa.Connection, table: sa.Table, keys: Iterable[str], *conditions: sa.ColumnElement[bool]
) -> Iterator[Any]:
    for some in _chunks(list(keys)):
        yield from connection.execute(
            sa.select(table).where(table.c.key.in_(some), *conditions).order_by(table.c.key)
        ).all()


def _chunks(values: list[str]) -> Iterator[list[str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def _count(connection: sa.Connection, source: str, now: str, *, answers: int, found: int) -> None:
    day = source_days.c
    here = (day.source == source, day.day == now[:_DAY])
    more = {"polls": day.polls + 1, "answers": day.answers + answers, "items": day["items"] + found}
    if not connection.execute(source_days.update().where(*here).values(**more)).rowcount:
        first = {"source": source, "day": now[:_DAY], "polls": 1, "answers": answers, "items": found}
        connection.execute(source_days.insert().values(**first))
