"""A report under its marks, with its records, its place in the ledger, and what was not read in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from markupsafe import Markup

from dateline.errors import InputError
from dateline.ledger.overview import ledger_changes
from dateline.ledger.provenance import provenance
from dateline.ledger.queries import reading as reading_of
from dateline.publish.page.cards import Card, cards
from dateline.publish.page.passages import marked
from dateline.publish.web.problems import NotFoundError
from dateline.records import Passage, Reading

PREFIX = "r-"
"""What the anchor of a record begins with on a report's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The page of one report. `place` is its provenance."""

    reading: Reading
    headline: str
    printed: bool
    link: str | None
    passages: Sequence[tuple[Passage, Markup]]
    cards: Mapping[str, Sequence[Card]]
    place: Mapping[str, Any]

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """A report is no list."""
        return ()


def report_view(connection: sa.Connection, report: str) -> ReportView:
    """The page of a report, by its id or the beginning of it. Raises NotFoundError."""
    reading = find_reading(connection, report)
    return view_of(reading, provenance(connection, reading.report.id))


def view_of(reading: Reading, place: Mapping[str, Any]) -> ReportView:
    """The page of a reading with its place in the ledger."""
    whole = reading.report
    first = next(iter(whole.text.strip().splitlines()), "An empty report")
    return ReportView(
        reading=reading,
        headline=whole.headline or first,
        printed=" ".join(first.split()) == " ".join((whole.headline or first).split()),
        link=whole.url if whole.url and whole.url.startswith(("https://", "http://")) else None,
        passages=marked(reading, PREFIX),
        cards=cards(reading, PREFIX),
        place=place,
    )


def report_version(connection: sa.Connection, report: str) -> str:
    """A name for the state of a report's page. Raises NotFoundError when there is no such report."""
    try:
        place = provenance(connection, report)
    except InputError as error:
        raise NotFoundError(f"{error}; /stories lists what it holds") from error
    others = f"{len(place['copies'])}.{len(place['versions'])}"
    return f"{place['generator']}.{place['story']}.{others}.{ledger_changes(connection)}"


def find_reading(connection: sa.Connection, report: str) -> Reading:
    """The reading of a report. Raises NotFoundError when the ledger has none, or several that begin so."""
    try:
        return reading_of(connection, report)
    except InputError as error:
        raise NotFoundError(str(error)) from error
