"""Indicators and warning: a list worked back from an end state, and how much of it has been met.

An analyst writes down the end state that is feared, then what would have to happen before it, then
before that (Grabo 2002). Each indicator is a search that the ledger answers with records; the list
says how many met indicators make a signal. Nothing is weighed into a probability.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import msgspec
import sqlalchemy as sa

from dateline.acquire.files import read_file
from dateline.errors import InputError
from dateline.ledger import Filter, queries
from dateline.ledger.queries.form import Rows
from dateline.ledger.series import HAPPENED
from dateline.watch.toml import decode

RecordKind = Literal["event", "statement", "agenda"]


class Indicator(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """One thing to look for. It is met when `at_least` independent families of reports have it in `within_days`.

    `step` counts back from the end state: 1 comes last. `status` narrows events (which must have happened unless it says otherwise) and plans, `type` is an
    event's type or a statement's act, `words` must all stand in the sentence.
    """

    name: str
    step: int
    record: RecordKind = "event"
    type: str | None = None
    status: tuple[str, ...] = ()
    actor: str | None = None
    dyad: tuple[str, str] | None = None
    place: str | None = None
    words: str | None = None
    at_least: int = 1
    within_days: int = 14


class Checklist(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """An end state and its indicators; a signal is raised when `met` of them are met."""

    end_state: str
    met: int
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """How one indicator stands on a day: the records that meet it, one for each family, the earliest first."""

    indicator: Indicator
    records: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Whether enough independent families have it."""
        return len(self.records) >= self.indicator.at_least


def read_checklist(path: Path) -> Checklist:
    """The list in a TOML file. Raises InputError, one line, for what cannot be meant."""
    found = decode(read_file(path), Checklist, str(path))
    if not 1 <= found.met <= len(found.indicators):
        raise InputError(f"{path}: met must be 1 to {len(found.indicators)}, the number of indicators")
    for indicator in found.indicators:
        if indicator.step < 1 or indicator.at_least < 1 or indicator.within_days < 1:
            raise InputError(f"{path}: {indicator.name!r}: step, at_least and within_days are counted from 1 up")
    return found


def check(connection: sa.Connection, checklist: Checklist, today: str, story: str | None = None) -> list[Met]:
    """How each indicator stands on a day, from reports printed by then; the last step before the end state first."""
    ordered = sorted(checklist.indicators, key=lambda indicator: indicator.step)
    return [Met(indicator=indicator, records=_records(connection, indicator, today, story)) for indicator in ordered]


def _records(connection: sa.Connection, indicator: Indicator, today: str, story: str | None) -> tuple[str, ...]:
    since = (date.fromisoformat(today) - timedelta(days=indicator.within_days - 1)).isoformat()
    where = Filter(story=story, actor=indicator.actor, dyad=indicator.dyad, place=indicator.place, type=indicator.type)
    if indicator.record != "agenda":  # what is told as background has its own, earlier day; a plan's day is to come
        where = replace(where, since=since, until=today)
    printed = {row["id"]: row["day"] for row in queries.reports_of(connection, Filter(since=since, until=today))}
    by_family: dict[str, tuple[str, str]] = {}
    for row in _rows(connection, indicator.record, where):
        day = printed.get(row["id"].partition("/")[0])
        if day is None or not _meets(row, indicator):
            continue
        known = by_family.get(row["family"])
        if known is None or (day, row["id"]) < known:
            by_family[row["family"]] = (day, row["id"])
    return tuple(record for _, record in sorted(by_family.values()))


def _rows(connection: sa.Connection, kind: RecordKind, where: Filter) -> Rows:
    if kind == "event":
        return queries.timeline(connection, where)
    if kind == "statement":
        return queries.statements(connection, where)
    return queries.agenda(connection, where)


def _meets(row: dict[str, object], indicator: Indicator) -> bool:
    wanted = indicator.status or (HAPPENED if indicator.record == "event" else ())
    if wanted and row.get("status") not in wanted:
        return False
    sentence = str(row.get("content") or row.get("evidence") or "").casefold()
    return all(word in sentence for word in (indicator.words or "").casefold().split())
