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

KEPT_ANSWERS = 512
"""Rendered answers kept in memory: by judgement, some 30 MB at 60 KB a page."""


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

    def __init__(self) -> None:
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, name: str) -> bytes | None:
        """The answer kept under a name."""
        with self._lock:
            if name in self._answers:
                self._answers.move_to_end(name)
            return self._answers.get(name)

    def put(self, name: str, answer: bytes) -> None:
        """Keeps an answer."""
        with self._lock:
            self._answers[name] = answer
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(_desk)]
