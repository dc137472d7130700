"""Incidents: what event data count. One a happening, by its first mention that the filter lets through."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import sqlalchemy as sa

from dateline import __version__
from dateline.knowledge import table
from dateline.ledger import Filter
from dateline.ledger.selection import Chosen, Record, Row, Weight, select, weigh
from dateline.ledger.series import HAPPENED
from dateline.records import Event

PROVENANCE = f"machine-coded by dateline {__version__}"
"""The beginning of every row's provenance: no table of ours is to be taken for one that people coded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening. `report` and `mention` are where it is told first; `event` is that mention as read."""

    id: str
    chosen: Chosen
    mention: Record
    event: Event
    weight: Weight

    @property
    def number(self) -> int:
        """The incident's id as a whole number that stays: `I12.e3` is 120000300, `I12.e3-1` 120000301."""
        report, event, split = _NUMBERS.fullmatch(self.id).groups("0")  # type: ignore[union-attr] # every id is one
        return (int(report) * _EVENTS_IN_A_REPORT + int(event)) * _SPLITS + int(split)

    @property
    def provenance(self) -> str:
        """Who coded the row, from which words, and how sure it is by whom they are vouched for."""
        state = self.mention.row["review"] or "not reviewed"
        return f"{PROVENANCE}; {state}; evidence {self.mention.name}"

    def party(self, role: str, place: int = 0) -> Row | None:
        """The first (or a later) actor or recipient."""
        found = [party for party in self.mention.parties if party["role"] == role]
        return found[place] if place < len(found) else None


_NUMBERS = re.compile(r"I(\d+)\.e(\d+)(?:-(\d+))?")
_EVENTS_IN_A_REPORT, _SPLITS = 100_000, 100  # more than there are, so that two numbers never meet


def incidents(connection: sa.Connection, where: Filter) -> Iterator[Incident]:
    """What happened or goes on; what is planned, threatened, denied or supposed did not happen and is left out."""
    seen: set[str] = set()
    waiting: dict[str, tuple[Chosen, Record]] = {}
    for chosen in select(connection, where, ("e",)):
        for record in chosen.records:
            name = record.row["incident"]
            if name is not None and name not in seen and record.row["status"] in HAPPENED:
                seen.add(name)
                waiting[name] = (chosen, record)
        if len(waiting) >= _WEIGHED_TOGETHER:
            yield from _weighed(connection, waiting)
            waiting = {}
    yield from _weighed(connection, waiting)


def _weighed(connection: sa.Connection, waiting: Mapping[str, tuple[Chosen, Record]]) -> Iterator[Incident]:
    weights = weigh(connection, waiting)
    for name, (chosen, record) in waiting.items():
        if isinstance(record.reading, Event):
            yield Incident(id=name, chosen=chosen, mention=record, event=record.reading, weight=weights[name])


_WEIGHED_TOGETHER = 1000  # incidents asked for in a few queries rather than a query each


@cache
def country_codes() -> dict[str, dict[str, str]]:
    """For each country its numeric ISO code, its FIPS code and its region, by ISO 3166-1 alpha-3."""
    lines = (files(__package__) / "countries.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {cells[0]: dict(zip(header, cells, strict=True)) for cells in rows}


@cache
def country_names() -> dict[str, str]:
    """The English name of each country, by ISO 3166-1 alpha-3."""
    return {row["code"]: row["name"] for row in table("actors/countries.tsv")}


def one_line(text: str | None) -> str:
    """Words for a cell of a table that knows no line breaks or tabs; nothing for None."""
    return " ".join(text.split()) if text else ""
