"""The watch itself: what is due is asked for, what is answered is taken in, until nothing is left or it is stopped.

One thread decides, parses, reads and writes; the others only make requests (`workers`). Everything
that must outlive the process is in the ledger: a source's marks change in the transaction that
notes what it listed, an item ends in the one that adds its report. A process that dies between two
of them has lost nothing, and does again only what was not noted.
"""

import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Protocol

from dateline.acquire.http import MOST_REDIRECTS, Answer, Client
from dateline.acquire.pages import HEADERS as PAGE_HEADERS
from dateline.acquire.pages import KINDS as PAGE_KINDS
from dateline.acquire.pages import moment
from dateline.acquire.robots import Robots, robots_text
from dateline.errors import DatelineError, SourceError, UnreachableError
from dateline.ledger import Added, Ledger, sources
from dateline.ledger.sources import Item
from dateline.watch.clock import Clock, WallClock
from dateline.watch.config import Source, WatchFile
from dateline.watch.hosts import ROBOTS_LAST, Host, Hosts, Task
from dateline.watch.pages import PageEnd, Pages
from dateline.watch.patience import MOST_TRIES, next_poll, quick
from dateline.watch.polls import PollEnd, Polls
from dateline.watch.verdict import Verdict, judge
from dateline.watch.warc import WarcFile
from dateline.watch.workers import Outcome, Request, Workers

if TYPE_CHECKING:
    from dateline.watch.reading import PageReader

MOST_WAIT = timedelta(seconds=60)
"""How long a single round (`--once`) waits for a host that asks to be left alone; what takes longer is left to the next."""

LONGEST_CYCLE = timedelta(minutes=5)
"""How long after a new answer the end of a cycle is called, though slow hosts keep the watch busy: alerts must not wait."""

LONGEST_NAP = 30.0
"""Seconds after which the clock is looked at again, since a machine that slept wakes with another time."""

ROBOTS_SPARE = timedelta(hours=1)
"""How much longer a robots.txt is believed when it cannot be fetched anew."""

MOST_ROBOTS_REDIRECTS = 5  # RFC 9309: after five, a robots.txt may be taken for not there

AfterCycle = Callable[[Ledger, datetime], None]


class Listener(Protocol):
    """Is told what happens, as it happens."""

    def added(self, added: Added, source: Source, url: str) -> None:
        """A report was read and kept, or was there already."""

    def failed(self, problem: str) -> None:
        """Something could not be had this time, or never will; one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a watch works with. Tests give it a clock to play and a chance that repeats."""

    ledger: Ledger
    reader: Callable[[], "PageReader"]
    client: Client
    listener: Listener
    clock: Clock = field(default_factory=WallClock)
    chance: random.Random = field(default_factory=random.Random)
    archive: WarcFile | None = None
    after_cycle: AfterCycle | None = None


class Watch:
    """Asks the sources of a watch file in their time, and reads what they list, each report once."""

    def __init__(self, file: WatchFile, tools: Tools) -> None:
        self._tools = tools
        self._clock = tools.clock
        now = self._clock.now()
        self._polls = Polls(tools.ledger, file.sources, now)
        self._pages = Pages(tools.ledger, tools.reader, tools.archive, tools.chance)
        self._hosts = Hosts(file.delay, now)
        self._workers = Workers(tools.client, file.connections)
        self._items: dict[str, Item] = {}
        self._due: list[tuple[datetime, int, Task]] = []
        self._number = count()
        self._once = False
        self._stopped = False
        self._news_since: datetime | None = None
        self.failures = 0

    def stop(self) -> None:
        """Ends the run after the report in hand. Safe to call from a signal handler."""
        self._stopped = True
        self._workers.inbox.put(None)

    def run(self, *, once: bool) -> None:
        """Watches until `stop`; with `once`, until every source was asked and every page that could be had is read."""
        self._once = once
        self._begin(self._clock.now())
        try:
            while not self._stopped:
                now = self._clock.now()
                self._release(now)
                self._send(now)
                if once:
                    self._leave_held(now)
                if self._is_idle() or (self._news_since is not None and now - self._news_since > LONGEST_CYCLE):
                    self._end_cycle(now)
                if self._is_idle() and not self._due:
                    break
                outcome = self._clock.wait(self._workers.inbox, self._nap(now), expecting=self._workers.asking > 0)
                if outcome is not None and not self._stopped:
                    self._take(outcome)
        finally:
            self._workers.close()

    # What is to be done, and when

    def _begin(self, now: datetime) -> None:
        """Queues every source, and every item that an earlier run has left."""
        fresh = moment(now - ROBOTS_LAST)
        for state in self._tools.ledger.ask(lambda connection: sources.known_hosts(connection, fresh)):
            host = self._hosts.named(state.host)
            if state.robots is not None and state.robots_asked is not None:
                self._hosts.learn(host, Robots(state.robots), datetime.fromisoformat(state.robots_asked))
            if state.not_before is not None:
                self._hosts.hold(host, datetime.fromisoformat(state.not_before))
        for source in self._polls.sources.values():
            if not self._polls.is_gone(source.address):
                self._at(now, Task(kind="poll", key=source.address, url=self._polls.address(source.address)))
        watched = self._polls.sources
        for item in self._tools.ledger.ask(lambda connection: sources.left_over(connection, watched)):
            due = datetime.fromisoformat(item.not_before) if item.not_before is not None else now
            if due <= now or not self._once:
                self._items[item.key] = item
                self._at(max(due, now), Task(kind="page", key=item.key, url=item.url))

    def _at(self, due: datetime, task: Task) -> None:
        heapq.heappush(self._due, (due, next(self._number), task))

    def _release(self, now: datetime) -> None:
        """Moves what is due into the queues of its hosts."""
        while self._due and self._due[0][0] <= now:
            task = heapq.heappop(self._due)[2]
            self._hosts.queue(task, first=task.kind == "robots")  # the host's other tasks wait for it

    def _send(self, now: datetime) -> None:
        """Makes the next request of every host that is free, as far as there are threads."""
        if self._workers.free <= 0:
            return
        for host, task in self._hosts.ready(now):
            if task.kind != "robots" and host.robots is not None and not host.robots.allows(task.url):
                host.busy = False  # nothing was asked, so there is nothing to pause after
                self._end(task, SourceError(f"{task.url}: the robots.txt of {host.name} forbids it"), now)
                continue
            headers, kinds = self._manner(task)
            self._workers.ask(Request(task=task, host=host, headers=headers, kinds=kinds))
            if self._workers.free <= 0:
                return

    def _manner(self, task: Task) -> tuple[dict[str, str], dict[str, object] | None]:
        if task.kind == "poll":
            is_page = self._polls.sources[task.key].kind == "page"
            return dict(self._polls.headers(task)), dict(PAGE_KINDS) if is_page else None
        return (dict(PAGE_HEADERS), dict(PAGE_KINDS)) if task.kind == "page" else ({"Accept": "text/plain"}, None)

    def _leave_held(self, now: datetime) -> None:
        """Leaves what waits for a host that wants to be left alone for long to a later run."""
        for host, task in self._hosts.held(now + MOST_WAIT):
            self._items.pop(task.key, None)
            wish = f"{host.name} asks to be left alone until {moment(host.held_until)}"
            if task.kind == "robots" and task.key != host.name:  # another host's rules are here, and it waits for them
                self._end(replace(task, tries=MOST_TRIES), UnreachableError(wish), now)
            elif task.kind == "poll" and not task.part:
                self._tools.listener.failed(f"{self._polls.sources[task.key].name}: {wish}; not asked")
                self.failures += task.tries > 0  # a wish of an earlier run that is kept is no failure

    def _is_idle(self) -> bool:
        return not self._workers.asking and not self._hosts.waiting

    def _nap(self, now: datetime) -> float:
        times = [self._due[0][0]] if self._due else []
        free = self._hosts.next_free(now)
        if free is not None and self._workers.free > 0:
            times.append(free)
        return min((min(times) - now).total_seconds(), LONGEST_NAP) if times else LONGEST_NAP

    def _end_cycle(self, now: datetime) -> None:
        if self._news_since is None:
            return
        self._news_since = None
        if self._tools.after_cycle is not None:
            self._tools.after_cycle(self._tools.ledger, now)

    # What came of it

    def _take(self, outcome: Outcome) -> None:
        now = self._clock.now()
        host, task = outcome.request.host, outcome.request.task
        self._workers.asking -= 1
        self._hosts.answered(host, now)
        self._end(task, outcome.got, now, host)
        if self._news_since is None and task.kind != "robots":
            self._news_since = now

    def _end(self, task: Task, got: Answer | DatelineError, now: datetime, host: Host | None = None) -> None:
        """What follows from what came of a task."""
        verdict = judge(got, now)
        if host is not None and verdict.hold is not None:
            self._hold(host, now + verdict.hold)
        if verdict.fate == "moved" and isinstance(got, Answer):
            self._follow(task, got, now)
        elif verdict.fate == "busy" and task.tries + 1 < MOST_TRIES:
            tries = task.tries + 1
            self._at(now + quick(tries, self._tools.chance), replace(task, tries=tries))
        elif task.kind == "robots":
            self._end_robots(task, verdict, got, now)
        elif task.kind == "poll":
            self._end_poll(task, verdict, got, now)
        else:
            item = self._items[task.key]
            end = self._pages.read(item, self._polls.sources[item.source], verdict, got, now)
            self._end_page(item, task, end)

    def _hold(self, host: Host, until: datetime) -> None:
        self._hosts.hold(host, until)
        self._tools.ledger.change(lambda c: sources.remember_host(c, host.name, not_before=moment(until)))

    def _follow(self, task: Task, answer: Answer, now: datetime) -> None:
        """Goes on to where a redirect leads, in the queue of the host there."""
        most = MOST_ROBOTS_REDIRECTS if task.kind == "robots" else MOST_REDIRECTS
        if task.hops >= most:
            self._end(task, SourceError(f"{task.url} redirects more than {most} times, without end"), now)
            return
        try:
            target = answer.target
        except SourceError as error:
            self._end(task, error, now)
            return
        permanent = task.permanent and answer.is_permanent
        self._hosts.queue(replace(task, url=target, hops=task.hops + 1, permanent=permanent, tries=0), first=True)

    def _end_robots(self, task: Task, verdict: Verdict, got: Answer | DatelineError, now: datetime) -> None:
        """Learns a host's rules: none where it has none, or nonsense. While it gives no answer, nothing is asked (RFC 9309)."""
        host = self._hosts.named(task.key)
        if verdict.fate == "busy" and host.robots is not None:
            self._hosts.learn(host, host.robots, now - ROBOTS_LAST + ROBOTS_SPARE)  # the old rules hold a little longer
            return
        if verdict.fate == "busy":
            host.asking_robots = False
            waiting = list(host.waiting)
            host.waiting.clear()
            for other in waiting:
                self._end(replace(other, tries=MOST_TRIES), _as_error(verdict, got), now)
            return
        text = robots_text(got.content) if verdict.fate == "good" and isinstance(got, Answer) else ""
        self._hosts.learn(host, Robots(text), now)
        if verdict.fate != "never":  # what was refused by us may be allowed in the next run
            rules = {"robots": text, "robots_asked": moment(now)}
            self._tools.ledger.change(lambda connection: sources.remember_host(connection, host.name, **rules))

    def _end_poll(self, task: Task, verdict: Verdict, got: Answer | DatelineError, now: datetime) -> None:
        source = self._polls.sources[task.key]
        if verdict.fate == "good" and isinstance(got, Answer):
            end = (
                self._page_source(source, task, got, now)
                if source.kind == "page"
                else self._polls.listed(task, got, now)
            )
        elif verdict.fate == "unchanged":
            end = self._polls.unchanged(task, now)
        else:
            end = self._polls.failed(task, verdict, now)
        if end.problem is not None:
            self._complain(end.problem)
        for title in end.pageless:
            self._complain(f"{source.name}: {title!r} has no page to read")
        self._queue_pages(end.items, now)
        for part in end.parts:
            self._at(now, Task(kind="poll", key=task.key, url=part, part=True))
        if not self._once and not task.part and not self._polls.is_gone(task.key):
            wait = next_poll(self._polls.pace(task.key), self._polls.failures(task.key), self._tools.chance)
            self._at(now + wait, Task(kind="poll", key=task.key, url=self._polls.address(task.key)))

    def _page_source(self, source: Source, task: Task, answer: Answer, now: datetime) -> PollEnd:
        """Reads a source that is a page itself, when it has changed."""
        if not self._polls.page(task, answer, now):
            return PollEnd()
        end = self._pages.read(None, source, judge(answer, now), answer, now)
        if end.added is None:
            return self._polls.failed(task, Verdict(fate="refused", problem=end.problem or ""), now)
        self._tools.listener.added(end.added, source, answer.url)
        self._polls.page_read(task, answer, now, new=end.added.outcome == "added")
        return PollEnd()

    def _queue_pages(self, items: Iterable[Item], now: datetime) -> None:
        for item in items:
            if item.key not in self._items:
                self._items[item.key] = item
                self._at(now, Task(kind="page", key=item.key, url=item.url))

    def _end_page(self, item: Item, task: Task, end: PageEnd) -> None:
        source = self._polls.sources[item.source]
        del self._items[item.key]
        if end.added is not None:
            self._tools.listener.added(end.added, source, task.url)
        if end.problem is None:
            return
        if end.again is None:
            self._complain(f"{source.name}: {end.problem}")
            return
        self._complain(f"{source.name}: {end.problem}; it will be asked for again")
        if not self._once:
            tried = replace(item, attempts=item.attempts + 1)
            self._items[item.key] = tried
            self._at(max(end.again, self._clock.now() + source.every), Task(kind="page", key=item.key, url=item.url))

    def _complain(self, problem: str) -> None:
        self.failures += 1
        self._tools.listener.failed(problem)


def _as_error(verdict: Verdict, got: Answer | DatelineError) -> Answer | DatelineError:
    """What a host's other tasks come to when its robots.txt could not be had."""
    return (
        got
        if isinstance(got, DatelineError)
        else UnreachableError(f"{verdict.problem}, so nothing else is asked there")
    )
