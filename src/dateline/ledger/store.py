"""The ledger: readings kept, joined as they arrive, and asked.

with Ledger("sqlite:///news.db") as ledger:
    ledger.add(reading)
    for story in ledger.stories():
        ...
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger import adding, correcting, queries
from dateline.ledger.correcting import Decision
from dateline.ledger.engine import open_engine, snapshot, transaction
from dateline.ledger.filters import Filter
from dateline.ledger.writing import signature
from dateline.records import Capture, Generator, Reading, Report

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding one report did. `family` and `story` are the ids it was put under."""

    report: str
    outcome: Literal["added", "known", "reread"]
    family: str
    story: str
    copy_of: str | None
    version_of: str | None


class Ledger:
    """A ledger at a URL: `sqlite:///FILE` or `postgresql://…`. Readers never block the writer.

    Raises StoreError when it cannot be opened, read or written.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = open_engine(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file or the server."""
        self._engine.dispose()

    def add(self, reading: Reading, capture: Capture | None = None, *, now: str) -> Added:
        """Adds one reading in one transaction, or finds that it is there already.

        `now` is the time of adding (ISO 8601): what "since I last looked" is asked by. The same
        report read by the same generator changes nothing; read by another one, its records are
        replaced and its places among stories and families are kept.
        """
        with transaction(self._engine) as connection:
            return Added(**adding.add(connection, reading, capture, now))

    def reading(self, report: str) -> Reading:
        """The reading of one report, by its id or the beginning of it.

        Raises InputError when no report or more than one begins so.
        """
        with snapshot(self._engine) as connection:
            return queries.reading(connection, report)

    def stories(
        self, where: Filter | None = None, *, limit: int | None = None, after: str | None = None
    ) -> list[dict[str, Any]]:
        """The stories, the latest first: at most `limit`, those that come after the story `after` in the list."""
        with snapshot(self._engine) as connection:
            return queries.stories(connection, where or Filter(), limit, after)

    def timeline(self, where: Filter | None = None) -> list[dict[str, Any]]:
        """Events in order of their day; those without one stand at their report's day, and say so."""
        return self._ask(queries.timeline, where)

    def statements(self, where: Filter | None = None) -> list[dict[str, Any]]:
        """Statements, the newest report first."""
        return self._ask(queries.statements, where)

    def figures(self, where: Filter | None = None) -> list[dict[str, Any]]:
        """Figures side by side: by measure and counter, in order of time."""
        return self._ask(queries.figures, where)

    def agenda(self, where: Filter | None = None) -> list[dict[str, Any]]:
        """What is planned, in order of its day."""
        return self._ask(queries.agenda, where)

    def actors(self, where: Filter | None = None) -> list[dict[str, Any]]:
        """Who acts, is acted on and speaks, with counts of distinct families of reports."""
        return self._ask(queries.actors, where)

    def reports(self, where: Filter | None = None) -> list[dict[str, Any]]:
        """The reports, in order of their day, with family and version."""
        return self._ask(queries.reports_of, where)

    def relations(self, where: Filter | None = None) -> list[dict[str, Any]]:
        """What stands how to what: updates, repeats, denials, contradictions, moved plans; with the reason."""
        return self._ask(queries.relations_of, where)

    def outdated(self, generator: Generator) -> Iterator[Report]:
        """The reports that another generator read, one at a time."""
        with snapshot(self._engine) as connection:
            ids = queries.outdated(connection, signature(generator))
        for report in ids:
            yield self.reading(report).report

    def search(self, words: str, where: Filter | None = None) -> list[dict[str, Any]]:
        """Reports that hold all the words, the best match first. Raises InputError without a word."""
        if not words.strip():
            raise InputError("nothing to search for: give one or more words")
        with snapshot(self._engine) as connection:
            return queries.search(connection, words, where or Filter())

    def evidence(self, record: str) -> dict[str, Any]:
        """The words behind a record (`REPORT/e7`), with the hash and fetching time of its page."""
        with snapshot(self._engine) as connection:
            return queries.evidence(connection, record)

    def review(
        self, where: Filter | None = None, *, doubt: str | None = None, limit: int = 100
    ) -> list[dict[str, Any]]:
        """What is worth a person's look and was not judged yet, the most doubtful first.

        `doubt` is `contradiction`, `possibly-same`, `one-story`, `two-stories`, `unresolved` or `low-standing`; None means all.
        """
        with snapshot(self._engine) as connection:
            return correcting.review(connection, where or Filter(), doubt=doubt, limit=limit)

    def decide(self, decision: Decision) -> str:
        """Takes a person's decision, for good: it is kept in a log and survives rereading.

        Returns the id of what was decided about; of a merge the id that stays, of a split the new one.
        Raises InputError, and changes nothing, when the item is unknown or the decision makes no sense.
        """
        with transaction(self._engine) as connection:
            return correcting.decide(connection, decision)

    def take_over(self, decision: Decision) -> bool:
        """Takes a decision that was made in another ledger; False when it was taken before.

        Raises InputError when what it is about is not in this ledger.
        """
        with transaction(self._engine) as connection:
            return correcting.take_over(connection, decision)

    def decisions(self) -> list[dict[str, Any]]:
        """Every decision in order; `found` is False for one whose item the ledger no longer has."""
        with snapshot(self._engine) as connection:
            return correcting.decisions(connection)

    def current(self, group: str) -> str:
        """The id under which a family, story, incident, tally or plan is found today."""
        with snapshot(self._engine) as connection:
            return correcting.current(connection, group)

    def ask(self, question: Callable[[sa.Connection], Answer]) -> Answer:
        """Puts any question to one consistent view: `ledger.ask(lambda connection: …)`."""
        with snapshot(self._engine) as connection:
            return question(connection)

    def change(self, step: Callable[[sa.Connection], Answer]) -> Answer:
        """Makes a change in one transaction: all of it or nothing."""
        with transaction(self._engine) as connection:
            return step(connection)

    def _ask(self, question: Any, where: Filter | None) -> list[dict[str, Any]]:
        with snapshot(self._engine) as connection:
            rows: list[dict[str, Any]] = question(connection, where or Filter())
            return rows

    def count(self) -> int:
        """How many reports the ledger holds."""
        with snapshot(self._engine) as connection:
            return int(connection.execute(sa.text("SELECT count(*) FROM reports")).scalar_one())
