"""A source was polled: what it lists goes into the ledger together with the memory of the answer."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from dateline.acquire.feeds import Entry, Feed, parse
from dateline.acquire.http import Answer
from dateline.acquire.pages import HEADERS as PAGE_HEADERS
from dateline.acquire.pages import moment
from dateline.errors import DatelineError
from dateline.ledger import Ledger, sources
from dateline.ledger.sources import Item, SourceState
from dateline.watch.config import Source
from dateline.watch.hosts import Task
from dateline.watch.patience import asked_pace
from dateline.watch.verdict import Verdict

_ACCEPT = {"Accept": "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PollEnd:
    """What came of a poll: pages to read, further documents to ask for, and what went wrong, if anything did."""

    items: tuple[Item, ...] = ()
    parts: tuple[str, ...] = ()
    pageless: tuple[str, ...] = ()
    problem: str | None = None


class Polls:
    """Knows each source's state, and what a poll's answer changes about it."""

    def __init__(self, ledger: Ledger, watched: Sequence[Source], now: datetime) -> None:
        self._ledger = ledger
        self.sources = {source.address: source for source in watched}

        def open_all(connection: sa.Connection) -> dict[str, SourceState]:
            return {s.address: sources.open_source(connection, s.address, s.kind, s.name, moment(now)) for s in watched}

        self._states = ledger.change(open_all)

    def is_gone(self, address: str) -> bool:
        """Whether a source has said that it is no more."""
        return self._states[address].gone is not None

    def failures(self, address: str) -> int:
        """How often a source has failed in a row."""
        return self._states[address].failures

    def address(self, address: str) -> str:
        """Where to ask for a source: where it has moved to, or its address in the watch file."""
        return self._states[address].moved_to or address

    def pace(self, address: str) -> timedelta:
        """The time between two polls of a source: the file's, or the slower one that the source asks for."""
        source, asked = self.sources[address], self._states[address].pace
        return source.every if source.hurried or asked is None else max(source.every, timedelta(seconds=asked))

    def headers(self, task: Task) -> Mapping[str, str]:
        """What to send with a poll: the marks of the last answer, so that nothing new costs nothing."""
        accept = PAGE_HEADERS if self.sources[task.key].kind == "page" else _ACCEPT
        state = self._states[task.key]
        if task.part:
            return accept
        marks = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
        return accept | {name: value for name, value in marks.items() if value}

    def listed(self, task: Task, answer: Answer, now: datetime) -> PollEnd:
        """Takes in what a feed or sitemap answered. A document that cannot be read is a failed poll."""
        digest = hashlib.sha256(answer.content).hexdigest()
        if not task.part and digest == self._states[task.key].digest:
            return self.unchanged(task, now)
        try:
            feed = parse(answer.content, answer.url, charset=answer.charset)
        except DatelineError as error:
            return self.failed(task, Verdict(fate="refused", problem=str(error)), now)
        changed: dict[str, Any] = {"problem": feed.problem}
        if not task.part:
            changed |= self._marks(task, answer, feed, digest)
        found = self._ledger.change(lambda connection: self._take(connection, task, feed, changed, now))
        known = self._states[task.key].problem is not None  # some feeds are broken for ever, and are not news each time
        self._states[task.key] = replace(self._states[task.key], failures=0, **changed)
        return replace(found, parts=() if task.part else feed.children, problem=None if known else feed.problem)

    def page(self, task: Task, answer: Answer, now: datetime) -> bool:
        """Notes the answer of a source that is a page; whether its bytes are others than the last time."""
        digest = hashlib.sha256(answer.content).hexdigest()
        if digest == self._states[task.key].digest:
            self.unchanged(task, now)
            return False
        return True

    def page_read(self, task: Task, answer: Answer, now: datetime, *, new: bool) -> None:
        """Notes that a source that is a page was read, after its report is kept."""
        digest = hashlib.sha256(answer.content).hexdigest()
        changed: dict[str, Any] = {"problem": None, **self._marks(task, answer, Feed(), digest)}
        self._ledger.change(lambda c: sources.note_answer(c, task.key, moment(now), listed=int(new), **changed))
        self._states[task.key] = replace(self._states[task.key], failures=0, **changed)

    def unchanged(self, task: Task, now: datetime) -> PollEnd:
        """Notes that a source has nothing new."""
        moved: dict[str, Any] = {"moved_to": task.url} if task.hops and task.permanent and not task.part else {}
        self._ledger.change(lambda c: sources.note_answer(c, task.key, moment(now), listed=0, **moved))
        self._states[task.key] = replace(self._states[task.key], failures=0, problem=None, **moved)
        return PollEnd()

    def failed(self, task: Task, verdict: Verdict, now: datetime) -> PollEnd:
        """Notes that a source did not answer, or is gone. One that moved is asked at its first address the next time."""
        state = self._states[task.key]
        changed: dict[str, Any] = {}
        if task.part:
            pass  # the document that named it is still there
        elif state.moved_to is not None and verdict.fate != "busy":
            changed = {"moved_to": None, "etag": None, "last_modified": None}
        elif verdict.fate == "gone":
            changed = {"gone": moment(now)}
        name = self.sources[task.key].name
        problem = f"{name}: {verdict.problem}"
        if "gone" in changed:
            problem = f"{problem}; it is not asked any more"
        self._ledger.change(lambda c: sources.note_failure(c, task.key, moment(now), verdict.problem, **changed))
        self._states[task.key] = replace(state, failures=state.failures + 1, problem=verdict.problem, **changed)
        return PollEnd(problem=problem)

    def _take(
        self, connection: sa.Connection, task: Task, feed: Feed, changed: Mapping[str, Any], now: datetime
    ) -> PollEnd:
        found = sources.list_entries(connection, task.key, feed.entries, moment(now))
        sources.note_answer(connection, task.key, moment(now), listed=len(found.fresh), **changed)
        keys = (*found.fresh, *found.again)
        order = {key: i for i, key in enumerate(keys)}
        waiting = (replace(item, source=task.key) for item in sources.pending(connection, keys))
        items = sorted(waiting, key=lambda item: order[item.key])
        readable = {item.key for item in items}
        titles = _titles(feed.entries)
        pageless = tuple(titles[key] for key in found.fresh if key not in readable)
        return PollEnd(items=tuple(items), pageless=pageless)

    def _marks(self, task: Task, answer: Answer, feed: Feed, digest: str) -> dict[str, Any]:
        """What to remember of an answer.

        One that was broken is asked for again in full, since its other part may hold news; so is an
        index, which need not change when a sitemap that it names does.
        """
        whole = feed.problem is None and not feed.children
        changed: dict[str, Any] = {
            "pace": asked_pace(feed.pace, answer.headers),
            "etag": _sendable(answer.headers.get("etag")) if whole else None,
            "last_modified": _sendable(answer.headers.get("last-modified")) if whole else None,
            "digest": digest if whole else None,
        }
        if task.hops and task.permanent:
            changed["moved_to"] = task.url
        return changed


def _titles(entries: Sequence[Entry]) -> dict[str, str]:
    return {sources.key_of(entry): entry.title or entry.guid or "an entry without a title" for entry in entries}


def _sendable(mark: str | None) -> str | None:
    """A mark that can be sent back: no server's nonsense may break our own request."""
    return mark if mark and mark.isascii() and mark.isprintable() and len(mark) < 1000 else None
