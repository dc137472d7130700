"""Rows of records in the form in which `resolve.across` compares them."""

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.ledger import rows
from dateline.resolve.across import incidents, plans, tallies

Row = Mapping[str, Any]
Parties = Mapping[int, Mapping[str, Sequence[tuple[str, str]]]]


def counts(found: Sequence[Row]) -> list[tallies.Count]:
    """Figures of several reports, each with its counter and role made out in its own report; order is kept."""
    by_report: dict[int, list[int]] = {}
    for place, row in enumerate(found):
        by_report.setdefault(row["report"], []).append(place)
    made_out: dict[int, tallies.Count] = {}
    for places in by_report.values():
        in_text_order = sorted(places, key=lambda place: found[place]["place_in_order"])
        whole = tallies.in_report([_count(found[place]) for place in in_text_order])
        made_out.update(zip(in_text_order, whole, strict=True))
    return [made_out[place] for place in range(len(found))]


def settings(found: Sequence[Row]) -> dict[int, frozenset[str]]:
    """The names and numbers around the events of each report, by the report."""
    texts: dict[int, dict[str, None]] = {}
    for row in found:
        texts.setdefault(row["report"], {})[row["evidence"]] = None
    return {report: frozenset().union(*map(incidents.names, evidence)) for report, evidence in texts.items()}


def happening(row: Row, parties: Parties, around: Mapping[int, frozenset[str]]) -> incidents.Happening:
    """An event with its parties, and with what is around the events of its report."""
    codes = parties.get(row["report"], {}).get(row["id"], ())
    who, whom = row["actors"], row["recipients"]
    return incidents.Happening(
        type=row["type"],
        status=row["status"],
        day=row["day"],
        actors=frozenset(country for role, country in codes if role == "actor"),
        recipients=frozenset(country for role, country in codes if role == "recipient"),
        country=row["country"],
        where=row["where"],
        trigger=row["trigger"],
        who=incidents.words(who) | incidents.numbers(who),
        whom=incidents.words(whom) | incidents.numbers(whom),
        words=incidents.words(row["evidence"]),
        numbers=incidents.numbers(row["evidence"]),
        setting=around[row["report"]],
    )


def plan(row: Row) -> plans.Plan:
    """An appointment; a day that was past when it was printed, or that its words do not give, is not what is planned."""
    past = row["day"] is not None and row["printed"] is not None and row["day"] < row["printed"]
    return plans.Plan(
        what=row["what"],
        parties=row["parties"],
        day=None if past or not plans.names_a_time(row["evidence"]) else row["day"],
        where=row["where"],
        country=row["country"],
        status=row["status"],
    )


def _count(row: Row) -> tallies.Count:
    return tallies.Count(
        measure=row["measure"],
        unit=row["unit"],
        value=row["value"],
        low=row["low"],
        high=row["high"],
        bound=row["bound"],
        basis=row["basis"],
        of=row["of"],
        counter=row["counter"],
        day=_holds_for(row["as_of"], row["printed"]),
        country=row["country"],
        evidence=row["evidence"],
    )


def _holds_for(as_of: str | None, printed: str | None) -> str | None:
    """The day a figure holds for: the last of a span of days, but none after the printing."""
    first, last = (rows.day(as_of), rows.day(as_of.rpartition("/")[2])) if as_of else (None, None)
    if first is None:
        return printed
    return min(last or first, printed or last or first)
