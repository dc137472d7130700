"""What a filter means for each kind of record: the conditions, and the day that its dates are held against."""

from collections.abc import Mapping
from typing import Any, Literal

import sqlalchemy as sa

from dateline.ledger.filters import Filter
from dateline.ledger.schema import RECORDS, agenda, events, figures, reports, statements

Kind = Literal["s", "e", "f", "a"]
Conditions = list[sa.ColumnElement[bool]]

NARROWS: Mapping[Kind, frozenset[str]] = {
    "s": frozenset({"actor", "type", "standing", "via"}),
    "e": frozenset({"actor", "dyad", "place", "type"}),
    "f": frozenset({"actor", "place", "type"}),
    "a": frozenset({"actor", "place"}),
}
"""The fields of a filter that a kind of record can answer to, beside those that every report can."""

_SOME_KINDS = frozenset().union(*NARROWS.values())


def answers(kind: Kind, where: Filter) -> bool:
    """Whether records of a kind can meet the filter at all: no figure has a standing, no plan a dyad."""
    return all(getattr(where, name) is None for name in _SOME_KINDS - NARROWS[kind])


def day_of(kind: Kind) -> sa.ColumnElement[str | None]:
    """The day of a record: its own where it has one, else its report's; a plan's own alone."""
    own: dict[Kind, sa.ColumnElement[Any]] = {
        "s": reports.c.day,
        "e": sa.func.coalesce(events.c.day, reports.c.day),
        "f": sa.func.coalesce(figures.c.as_of, reports.c.day),
        "a": agenda.c.day,
    }
    return own[kind]


def conditions(kind: Kind, where: Filter) -> Conditions:
    """The conditions on the table of a kind, joined with `reports`."""
    own = {"s": _on_statements, "e": _on_events, "f": _on_figures, "a": _on_agenda}[kind](where)
    return [*where.on_reports(), *where.on_review(RECORDS[kind].c.review), *where.on_days(day_of(kind)), *own]


def _on_statements(where: Filter) -> Conditions:
    return [*where.on_speaker(), *_equals(statements.c.act, where.type)]


def _on_events(where: Filter) -> Conditions:
    return [
        *where.on_place(events.c.where, events.c.country),
        *where.on_parties(events.c.report, events.c.id),
        *_equals(events.c.type, where.type),
    ]


def _on_figures(where: Filter) -> Conditions:
    found = [*where.on_place(figures.c.where, figures.c.country), *_equals(figures.c.measure, where.type)]
    if where.actor:
        name = sa.func.lower(figures.c.counter) == where.actor.lower()
        code = figures.c.counter_code
        found.append(sa.or_(name, code == where.actor, code.startswith(f"{where.actor}-", autoescape=True)))
    return found


def _on_agenda(where: Filter) -> Conditions:
    found = where.on_place(agenda.c.where, agenda.c.country)
    if where.actor:
        parties = sa.literal("; ") + sa.func.lower(agenda.c.parties) + "; "
        found.append(parties.contains(f"; {where.actor.lower()}; ", autoescape=True))
    return found


def _equals(column: sa.ColumnElement[Any], value: str | None) -> Conditions:
    return [column == value] if value else []


def table_of(kind: Kind) -> sa.Table:
    """The table of a kind of record."""
    return RECORDS[kind]
