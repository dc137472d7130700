"""What every page needs at hand: the ledger, the clock, and the answers given before."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from typing import Annotated, TypeVar

import sqlalchemy as sa
from fastapi import Depends, Request

from dateline.ledger import Ledger

Answer = TypeVar("Answer")

KEPT_BYTES = 64 * 2**20
"""Rendered answers kept in memory: by judgement, a thousand pages of 60 KB."""


class Desk:
    """One ledger, opened for readers."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.kept = Kept()

    def ask(self, question: Callable[[sa.Connection], Answer]) -> Answer:
        """Puts a question to one consistent view of the ledger."""
        return self.ledger.ask(question)

    def change(self, step: Callable[[sa.Connection], Answer]) -> Answer:
        """Makes a change in one transaction."""
        return self.ledger.change(step)

    def now(self) -> str:
        """The time of a mark or a decision, ISO 8601 in UTC."""
        return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Kept:
    """The latest answers by the name of what was asked and its version; the least used go first."""

    def __init__(self, room: int = KEPT_BYTES) -> None:
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._room = room
        self._lock = Lock()

    def get(self, name: str) -> bytes | None:
        """The answer kept under a name."""
        with self._lock:
            if name in self._answers:
                self._answers.move_to_end(name)
            return self._answers.get(name)

    def put(self, name: str, answer: bytes) -> None:
        """Keeps an answer; one that has been put before replaces it."""
        with self._lock:
            self._room += len(self._answers.pop(name, b""))
            self._answers[name] = answer
            self._room -= len(answer)
            while self._room < 0:
                self._room += len(self._answers.popitem(last=False)[1])


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(_desk)]
