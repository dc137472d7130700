"""The tools that an agent may call. Their names, parameters and docstrings are what it reads of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from dateline.errors import DatelineError
from dateline.ledger import Filter, Ledger
from dateline.publish.agents import answers

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Row = dict[str, Any]


class Tools:
    """The questions to one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def search(self, words: str, limit: int = 10) -> list[Row]:
        """Reports that hold all the words, each with the paragraph that holds them."""
        return answers.search(self._ledger, words, limit)

    def stories(self, limit: int = 20) -> list[Row]:
        """The stories of the ledger, the latest first, with the number of reports and independent voices."""
        return answers.stories(self._ledger, limit)

    def story(self, story_id: str) -> Row:
        """One story: its reports, and what in it is contradicted, denied, updated, moved or called off."""
        return answers.story(self._ledger, story_id)

    def statements(
        self,
        story_id: str | None = None,
        speaker: str | None = None,
        act: str | None = None,
        standing: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> list[Row]:
        """Who says what, the latest day first.

        `speaker` is a name or a code (IRN, USA-GOV), `act` say, deny, confirm, warn, demand, ..., `standing`
        named, institution, anonymous-official, anonymous, document, outlet or unattributed; days are ISO dates.
        """
        where = Filter(story=story_id, actor=speaker, type=act, standing=standing, since=since, until=until)
        return answers.records(self._ledger, "s", where, limit)

    def figures(
        self,
        story_id: str | None = None,
        measure: str | None = None,
        counter: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> list[Row]:
        """How many, of what, who counted, the latest day first: by measure (deaths, injuries, arrests, ...), counter, place."""
        where = Filter(story=story_id, type=measure, actor=counter, place=place, since=since, until=until)
        return answers.records(self._ledger, "f", where, limit)

    def events(
        self,
        story_id: str | None = None,
        event_type: str | None = None,
        actor: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> list[Row]:
        """Who did what to whom, the latest day first, in PLOVER types (ASSAULT, CONSULT, ...), with the status of each.

        Only `occurred` and `ongoing` happened; `planned`, `threatened`, `denied`, `called-off` and
        `hypothetical` did not.
        """
        where = Filter(story=story_id, type=event_type, actor=actor, place=place, since=since, until=until)
        return answers.records(self._ledger, "e", where, limit)

    @property
    def all(self) -> tuple[Callable[..., Any], ...]:
        """Every tool, in the order in which an agent sees them."""
        return self.search, self.stories, self.story, self.statements, self.figures, self.events


def plainly(function: Callable[Parameters, Result], error: type[Exception]) -> Callable[Parameters, Result]:
    """The function, whose own complaints reach the agent as `error` with their one clear line."""

    @wraps(function)
    def call(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return function(*args, **kwargs)
        except DatelineError as complaint:
            raise error(str(complaint)) from complaint

    return call
