"""Politeness: each host is asked one thing at a time, with a pause in between, and only what its robots.txt allows.

A host's requests stand in a queue of their own; the watch takes the next one when the host is
free. There is nothing to lock: one thread keeps the queues, others only make the requests.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from dateline.acquire.robots import Robots

ROBOTS_LAST = timedelta(hours=24)
"""How long a robots.txt is believed: the most that RFC 9309 allows."""

_PORTS = {"http": 80, "https": 443}


@dataclass(slots=True, kw_only=True)
class Task:
    """One thing to ask for: a poll of a source, a page of an item, or a host's robots.txt.

    `key` names what it is for: a source's address, an item's key, a host. `url` is the address to
    ask now, after `hops` redirects, all of them for good when `permanent`. `part` marks a document
    that another one named, whose answer does not stand for the whole source.
    """

    kind: Literal["poll", "page", "robots"]
    key: str
    url: str
    tries: int = 0
    hops: int = 0
    permanent: bool = True
    part: bool = False


@dataclass(slots=True, kw_only=True)
class Host:
    """One host: what waits to be asked of it, whether something is being asked, and from when on it may be again.

    `free_at` is the end of the usual pause, `held_until` the end of a time for which the host asked to be left alone.
    """

    name: str
    waiting: deque[Task] = field(default_factory=deque)
    busy: bool = False
    free_at: datetime
    held_until: datetime
    robots: Robots | None = None
    robots_until: datetime
    asking_robots: bool = False


class Hosts:
    """The queues of all hosts. `delay` is the least pause between two requests to one host, in seconds."""

    def __init__(self, delay: float, now: datetime) -> None:
        self._delay = delay
        self._start = now
        self._hosts: dict[str, Host] = {}

    def host(self, url: str) -> Host:
        """The host that an address belongs to."""
        return self.named(host_of(url))

    def named(self, name: str) -> Host:
        """The host of this name, as `host_of` gives it."""
        found = self._hosts.get(name)
        if found is None:
            found = self._hosts[name] = Host(
                name=name, free_at=self._start, held_until=self._start, robots_until=self._start
            )
        return found

    def queue(self, task: Task, *, first: bool = False) -> None:
        """Puts a task at the end of its host's queue, or at its head: a redirect goes on where it was."""
        waiting = self.host(task.url).waiting
        if first:
            waiting.appendleft(task)
        else:
            waiting.append(task)

    def ready(self, now: datetime) -> Iterator[tuple[Host, Task]]:
        """The next task of each host that is free; the host is busy from then on until `answered`."""
        free = [
            host
            for host in self._hosts.values()
            if self._is_free(host, now) and max(host.free_at, host.held_until) <= now
        ]
        for host in sorted(free, key=lambda host: host.free_at):  # the one that has waited longest comes first
            task = self._next(host, now)
            host.busy = True
            yield host, task

    def _is_free(self, host: Host, now: datetime) -> bool:
        """Whether something waits that could be asked: not while an answer is awaited, or the host's rules."""
        if not host.waiting or host.busy:
            return False
        return not host.asking_robots or self._is_known(host, now) or host.waiting[0].kind == "robots"

    def _is_known(self, host: Host, now: datetime) -> bool:
        return host.robots is not None and host.robots_until > now

    def _next(self, host: Host, now: datetime) -> Task:
        """The host's next task; its robots.txt first when that is not known."""
        if host.waiting[0].kind == "robots" or self._is_known(host, now):
            return host.waiting.popleft()
        host.asking_robots = True
        parts = urlsplit(host.waiting[0].url)
        return Task(kind="robots", key=host.name, url=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt")

    def answered(self, host: Host, now: datetime) -> None:
        """Notes that a request to the host has ended."""
        host.busy = False
        pause = max(self._delay, host.robots.delay if host.robots is not None else 0.0)
        host.free_at = now + timedelta(seconds=pause)

    def learn(self, host: Host, robots: Robots, asked: datetime) -> None:
        """Notes a host's robots.txt."""
        host.robots, host.robots_until, host.asking_robots = robots, asked + ROBOTS_LAST, False

    def hold(self, host: Host, until: datetime) -> None:
        """Leaves a host alone until then."""
        host.held_until = max(host.held_until, until)

    def held(self, until: datetime) -> Iterator[tuple[Host, Task]]:
        """Takes the tasks of every host that is to be left alone beyond `until` out of their queues."""
        for host in list(self._hosts.values()):
            if not host.busy and host.held_until > until:
                while host.waiting:
                    yield host, host.waiting.popleft()

    @property
    def waiting(self) -> bool:
        """Whether anything waits to be asked."""
        return any(host.waiting for host in self._hosts.values())

    def next_free(self, now: datetime) -> datetime | None:
        """When the first host that something waits for is free."""
        times = [max(host.free_at, host.held_until) for host in self._hosts.values() if self._is_free(host, now)]
        return min(times, default=None)


def host_of(url: str) -> str:
    """A host's name and, unless it is the usual one, its port: what politeness is kept towards."""
    parts = urlsplit(url)
    name = (parts.hostname or "").lower()
    port = parts.port
    return name if port is None or port == _PORTS.get(parts.scheme) else f"{name}:{port}"
