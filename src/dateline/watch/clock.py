"""Time as the watch sees it: the wall's, or one that a test plays."""

from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from typing import Protocol, TypeVar

Message = TypeVar("Message")


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> datetime:
        """The moment it is, in UTC."""

    def wait(self, inbox: "SimpleQueue[Message]", seconds: float, *, expecting: bool) -> Message | None:
        """The next message, or None once the seconds have passed without one.

        `expecting` says that work is under way that will send a message.
        """


class WallClock:
    """The real time."""

    def now(self) -> datetime:
        """The moment it is, in UTC."""
        return datetime.now(UTC)

    def wait(self, inbox: "SimpleQueue[Message]", seconds: float, *, expecting: bool) -> Message | None:  # noqa: ARG002
        """The next message, or None once the seconds have passed without one."""
        try:
            return inbox.get(timeout=max(seconds, 0.0))
        except Empty:
            return None
