"""Rows of records in the form in which `resolve.across` compares them, one report's rows of one kind at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.knowledge import gazetteer
from dateline.ledger import rows
from dateline.resolve.across import incidents, plans, sayings, tallies

Row = dict[str, Any]
Parties = Mapping[str, Sequence[tuple[str, str]]]
"""Role and country of the parties of each event, by the event's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Who says something, in small letters, and the words of it."""

    speaker: str
    words: frozenset[str]


def counts(found: Sequence[Row], _: Parties) -> list[tallies.Count]:
    """Figures, each with its counter and role made out in its report; order is kept."""
    in_text_order = sorted(range(len(found)), key=lambda place: found[place]["place_in_order"])
    made_out = tallies.in_report([_count(found[place]) for place in in_text_order])
    by_place = dict(zip(in_text_order, made_out, strict=True))
    return [by_place[place] for place in range(len(found))]


def happenings(found: Sequence[Row], parties: Parties) -> list[incidents.Happening]:
    """Events with their parties, and with the names and numbers around all of them."""
    evidence = dict.fromkeys(row["evidence"] for row in found)
    around: frozenset[str] = frozenset().union(*map(incidents.names, evidence))
    return [_happening(row, parties.get(row["id"], ()), around) for row in found]


def appointments(found: Sequence[Row], _: Parties) -> list[plans.Plan]:
    """Appointments; a day that was past when it was printed, or that its words do not give, is not what is planned."""
    return [_plan(row) for row in found]


def said(found: Sequence[Row], _: Parties) -> list[Saying]:
    """Statements by their speakers."""
    return [
        Saying(speaker=str(row["name"] or row["source"] or "").lower(), words=sayings.words(row["content"]))
        for row in found
    ]


def _happening(row: Row, codes: Sequence[tuple[str, str]], around: frozenset[str]) -> incidents.Happening:
    who, whom = row["actors"], row["recipients"]
    return incidents.Happening(
        type=row["type"],
        status=row["status"],
        day=row["day"],
        actors=frozenset(country for role, country in codes if role == "actor"),
        recipients=frozenset(country for role, country in codes if role == "recipient"),
        country=row["country"],
        where=None if _is_country(row) else row["where"],
        trigger=row["trigger"],
        who=incidents.words(who) | incidents.numbers(who),
        whom=incidents.words(whom) | incidents.numbers(whom),
        words=incidents.words(row["evidence"]),
        numbers=incidents.numbers(row["evidence"]),
        setting=around,
    )


def _is_country(row: Row) -> bool:
    place = gazetteer.country(row["country"]) if row["country"] else None
    return place is not None and place.name == row["where"]


def _plan(row: Row) -> plans.Plan:
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
