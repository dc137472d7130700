"""The threads that make requests. They do nothing else: no waiting for hosts, no parsing, no writing."""

import threading
from collections.abc import Container, Mapping
from dataclasses import dataclass
from queue import SimpleQueue

from dateline.acquire.http import Answer, Client
from dateline.errors import DatelineError, InternalError
from dateline.watch.hosts import Host, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A task to be done now at its host, with the headers to send and the kinds of body to accept."""

    task: Task
    host: Host
    headers: Mapping[str, str]
    kinds: Container[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a request."""

    request: Request
    got: Answer | DatelineError


class Workers:
    """A fixed number of threads that take requests and put outcomes, or None for a stop, into `inbox`.

    The threads are daemons: a server that answers slowly holds up no shutdown.
    """

    def __init__(self, client: Client, number: int) -> None:
        self.inbox: SimpleQueue[Outcome | None] = SimpleQueue()
        self._requests: SimpleQueue[Request | None] = SimpleQueue()
        self._client = client
        self._most = number
        self._threads = 0
        self.asking = 0

    @property
    def free(self) -> int:
        """How many more requests could be made at once."""
        return self._most - self.asking

    def ask(self, request: Request) -> None:
        """Makes a request as soon as a thread is free."""
        if self._threads < min(self.asking + 1, self._most):
            self._threads += 1
            threading.Thread(target=self._work, name=f"request-{self._threads}", daemon=True).start()
        self.asking += 1
        self._requests.put(request)

    def close(self) -> None:
        """Lets the idle threads end."""
        for _ in range(self._threads):
            self._requests.put(None)

    def _work(self) -> None:
        while (request := self._requests.get()) is not None:
            self.inbox.put(Outcome(request=request, got=self._get(request)))

    def _get(self, request: Request) -> Answer | DatelineError:
        url = request.task.url
        try:
            return self._client.get(url, headers=request.headers, kinds=request.kinds)
        except DatelineError as error:
            return error
        except (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError) as bug:
            fault = InternalError(f"{url}: a fault in dateline, please report it: {bug!r}")
            fault.__cause__ = bug  # a thread that died would never answer, and the watch would wait for ever
            return fault
