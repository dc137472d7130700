"""A page was answered: read, and in the ledger together with the end of its item, or left for later."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import sqlalchemy as sa

from dateline.acquire.canonical import canonical
from dateline.acquire.http import Answer
from dateline.acquire.pages import capture_of, moment
from dateline.errors import BUGS, DatelineError, InputError, InternalError, SourceError
from dateline.ledger import Added, Ledger, adding, sources
from dateline.ledger.sources import Item
from dateline.records import Capture, Report
from dateline.watch.config import Source
from dateline.watch.patience import GIVE_UP_AFTER, later
from dateline.watch.verdict import Verdict
from dateline.watch.warc import WarcFile

if TYPE_CHECKING:
    from dateline.watch.reading import PageReader

MOST_AHEAD = timedelta(hours=24)
"""How far in the future a feed's date may lie and still be one: zones are written wrongly, clocks run fast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEnd:
    """What became of a page: a report, a problem for good, or a problem and the moment to ask again."""

    added: Added | None = None
    problem: str | None = None
    again: datetime | None = None


class Pages:
    """Reads the pages of items and of sources that are one page themselves."""

    def __init__(
        self, ledger: Ledger, reader: Callable[[], "PageReader"], archive: WarcFile | None, chance: random.Random
    ) -> None:
        self._ledger = ledger
        self._reader = reader
        self._archive = archive
        self._chance = chance

    def read(
        self, item: Item | None, source: Source, verdict: Verdict, got: Answer | DatelineError, now: datetime
    ) -> PageEnd:
        """What becomes of an item, or of a source that is a page, given what was answered.

        Raises StoreError or ModelError when nothing can be read or kept now; the item stays as it was.
        """
        if verdict.fate != "good" or not isinstance(got, Answer):
            return self._missed(item, verdict, now)
        try:
            capture = self._capture(item, source, got, now)
            report = _dated(self._reader().report(capture, outlet=source.outlet), item, source, now)
            return PageEnd(added=self._keep(item, report, capture, now))
        except (InputError, SourceError) as error:
            return self._failed(item, str(error))
        except BUGS as bug:  # the item stays: a later dateline may read it
            fault = f"{got.url}: a fault in dateline, please report it: {bug!r}"
            return self._missed(item, Verdict(fate="refused", problem=fault), now)

    def _capture(self, item: Item | None, source: Source, answer: Answer, now: datetime) -> Capture:
        capture = capture_of(answer, item.url if item is not None else source.address, retrieved=now)
        if self._archive is not None:
            self._archive.add(answer, now)
        return replace(capture, url=canonical(answer.url))

    def _keep(self, item: Item | None, report: Report, capture: Capture, now: datetime) -> Added:
        """Reads a report and keeps it; the item ends in the same transaction, so neither is ever there alone."""
        known = self._ledger.ask(lambda connection: adding.known(connection, report.id))
        reading = None if known else self._reader().read(report)

        def keep(connection: sa.Connection) -> Added:
            if item is not None:
                sources.settle(connection, item.key, "done", report=report.id, problem=None)
            if reading is None:
                found = adding.known(connection, report.id)
                if found is None:
                    raise InternalError(f"the report {report.id} is no longer in the ledger")
                return Added(**found)
            return Added(**adding.add(connection, reading, capture, moment(now)))

        return self._ledger.change(keep)

    def _missed(self, item: Item | None, verdict: Verdict, now: datetime) -> PageEnd:
        """A page that was not to be had: for later, unless it has been long enough or never will be."""
        if item is None:
            return PageEnd(problem=verdict.problem)
        if verdict.fate in {"gone", "never"}:
            return self._failed(item, verdict.problem)
        if now - datetime.fromisoformat(item.found) > GIVE_UP_AFTER:
            return self._failed(item, f"{verdict.problem}; given up after {GIVE_UP_AFTER.days} days")
        again = now + later(item.attempts + 1, self._chance)
        self._ledger.change(lambda connection: sources.postpone(connection, item.key, verdict.problem, moment(again)))
        return PageEnd(problem=verdict.problem, again=again)

    def _failed(self, item: Item | None, problem: str) -> PageEnd:
        if item is not None:
            self._ledger.change(
                lambda connection: sources.settle(connection, item.key, "failed", report=None, problem=problem)
            )
        return PageEnd(problem=problem)


def _dated(report: Report, item: Item | None, source: Source, now: datetime) -> Report:
    """The report with what its feed knows and its page does not: the date, and the outlet when both are of one site.

    A feed's date that lies in the future is a clock's fault and no date.
    """
    published = item.published if item is not None else None
    if report.published is None and published is not None and published <= moment(now + MOST_AHEAD):
        report = replace(report, published=published, published_basis="feed")
    if report.outlet is None and report.url is not None and _site(report.url) == _site(source.address):
        report = replace(report, outlet=source.name)
    return report


def _site(url: str) -> str:
    """The part of a host's name that an owner registers, roughly: without its first label when it has three or more."""
    host = (urlsplit(url).hostname or "").lower()
    labels = host.split(".")
    return ".".join(labels[1:]) if len(labels) > 2 and not labels[-1].isdigit() else host
