"""Statements: who said what, through whom, and how well sourced."""

from dataclasses import dataclass
from typing import Literal

from dateline.records.party import Party, Source
from dateline.records.span import Span
from dateline.records.when import When

StatementMode = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One attribution: source, cue and content (Pareti 2015), with the grade of its sourcing.

    `content` is empty for a party that did not respond; `parent` is the id of the statement
    whose content this one stands in.
    """

    id: str
    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]
    mode: StatementMode
    act: str
    via: Party | None
    said_on: When | None
    parent: str | None
    hedge: tuple[Span, ...]
    evidence: Span
