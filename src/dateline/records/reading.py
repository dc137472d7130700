"""A reading: everything dateline found in one report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from dateline.records.appointment import Appointment
from dateline.records.event import Event
from dateline.records.figure import Figure, Quantity
from dateline.records.party import Party
from dateline.records.report import Report
from dateline.records.span import Span
from dateline.records.statement import Statement
from dateline.records.when import When
from dateline.records.where import Where

SCHEMA: Final = "dateline.reading/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """What made a reading: the same input and the same generator give the same bytes."""

    name: str
    version: str
    models: Mapping[str, str]
    knowledge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What could not be read or resolved, and why. `span` is where, when there is a where."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Every resolved mention in the report, whether or not a record uses it."""

    actors: tuple[Party, ...] = ()
    places: tuple[Where, ...] = ()
    times: tuple[When, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report, read: its statements, events, figures and agenda, in text order."""

    schema: Literal["dateline.reading/1"] = SCHEMA
    generator: Generator
    report: Report
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    agenda: tuple[Appointment, ...] = ()
    mentions: Mentions = field(default_factory=Mentions)
    warnings: tuple[Notice, ...] = ()
