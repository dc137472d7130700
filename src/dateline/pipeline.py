"""The one place where the steps are joined: source or report in, reading out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from dateline import __version__, knowledge
from dateline.acquire import captures
from dateline.annotate import AnnotatedText, Annotator
from dateline.clean import to_report
from dateline.errors import BUGS, DatelineError, InputError, InternalError
from dateline.extract import (
    EventMention,
    find_agenda,
    find_events,
    find_figures,
    find_quantities,
    find_statements,
)
from dateline.records import Capture, Event, Generator, Notice, Reading, Report
from dateline.resolve.within import Found, Grounder


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document of a source: a reading, or the error that says why not.

    `origin` names the document to a person: a path, an address, "news.jsonl:12". `capture` is what
    was read, when anything could be.
    """

    origin: str
    capture: Capture | None = None
    reading: Reading | None = None
    error: DatelineError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an event was coded: the event, and the frame and rules that decided, in order."""

    reading: Reading
    event: Event
    rules: tuple[str, ...]


class Reader:
    """Reads reports. Reusable: it loads its models once. A reading depends on its report alone."""

    def __init__(self) -> None:
        self.annotator = Annotator()

    @cached_property
    def generator(self) -> Generator:
        """What makes the readings: same report and same generator, same bytes."""
        return Generator(
            name="dateline",
            version=__version__,
            models=dict(sorted(self.annotator.versions.items())),
            knowledge=knowledge.version(),
        )

    def read(
        self, source: str, *, published: str | None = None, outlet: str | None = None, allow_private: bool = False
    ) -> Reading:
        """The reading of a source that holds one report: an address, a path, or `-` for standard input.

        `published` (ISO 8601) and `outlet` win over what the page says. `allow_private` lets an
        address lead to a machine of a private network.

        Raises InputError when the source cannot be read or holds several reports, SourceError when
        it cannot be had.
        """
        found = list(captures(str(source), allow_private=allow_private))
        if len(found) != 1:
            raise InputError(f"{source}: holds {len(found)} reports; use Reader().read_each for any number but one")
        capture = found[0]
        if isinstance(capture, Exception):
            raise capture
        return self.read_report(to_report(capture, published=published, outlet=outlet))

    def read_each(
        self,
        sources: Iterable[str],
        *,
        published: str | None = None,
        outlet: str | None = None,
        allow_private: bool = False,
    ) -> Iterator[Outcome]:
        """What became of every report of every source, in order. One that fails stops no other."""
        for source in sources:
            for capture in captures(str(source), allow_private=allow_private):
                yield self.read_capture(capture, source, published=published, outlet=outlet)

    def read_capture(
        self, capture: Capture | Exception, source: str, *, published: str | None = None, outlet: str | None = None
    ) -> Outcome:
        """What became of one document of a source, as `captures` gave it."""
        if isinstance(capture, Exception):
            error = capture if isinstance(capture, DatelineError) else InternalError(f"{source}: {capture!r}")
            return Outcome(origin=source, error=error)
        try:
            report = to_report(capture, published=published, outlet=outlet)
            return Outcome(origin=capture.origin, capture=capture, reading=self.read_report(report))
        except DatelineError as error:
            return Outcome(origin=capture.origin, error=error)
        except BUGS as bug:
            fault = InternalError(f"{capture.origin}: a fault in dateline, please report it: {bug!r}")
            fault.__cause__ = bug
            return Outcome(origin=capture.origin, error=fault)

    def read_report(self, report: Report) -> Reading:
        """The reading of one report. A report in another language than English gives no records."""
        return self._examine(report)[0]

    def explain(self, report: Report, event_id: str) -> Explanation:
        """Why the event with this id stands in the report's reading.

        Raises InputError when the reading has no such event.
        """
        reading, mentions = self._examine(report)
        for event, mention in zip(reading.events, mentions, strict=True):
            if event.id == event_id:
                return Explanation(reading=reading, event=event, rules=mention.rules)
        ids = [event.id for event in reading.events]
        known = f"its events are {ids[0]} to {ids[-1]}" if ids else "it has no events"
        raise InputError(f"no event {event_id!r} in this report: {known}")

    def pipe(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The readings of many reports, in order."""
        for report in reports:
            yield self.read_report(report)

    def _examine(self, report: Report) -> tuple[Reading, Sequence[EventMention]]:
        """The reading, and the mentions that its events were made from, one for one."""
        if report.language not in (None, "en"):
            notice = Notice(
                code="language",
                message=f"the text is in {report.language!r}; dateline reads English only, so it has no records",
            )
            return Reading(generator=self.generator, report=report, warnings=(notice,)), ()
        text = self.annotator(report)
        found = _find(text)
        return Grounder(text, found).reading(self.generator), found.events


def read(
    source: str, *, published: str | None = None, outlet: str | None = None, allow_private: bool = False
) -> Reading:
    """The reading of one report, by a reader that stays loaded for the next call. See `Reader.read`."""
    return _shared().read(source, published=published, outlet=outlet, allow_private=allow_private)


@cache
def _shared() -> Reader:
    return Reader()


def _find(text: AnnotatedText) -> Found:
    """Everything extraction finds in a text, each extractor building on the ones before."""
    statements = find_statements(text)
    events = find_events(text, statements)
    quantities = find_quantities(text)
    figures = find_figures(text, quantities, statements, events)
    agenda = find_agenda(text, statements, events)
    return Found(statements=statements, events=events, quantities=quantities, figures=figures, agenda=agenda)
