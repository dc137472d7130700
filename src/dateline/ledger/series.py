"""Series by day: incidents, the reports that tell of them, and the sources that were alive.

Rows only; what a day amounts to is decided in `watch.tempo`. An incident is asked for by its
mentions; the copies of a report add no incident and no family.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from dateline.ledger.background import LATELY
from dateline.ledger.filters import Filter
from dateline.ledger.schema import event_parties, events, reports, source_days

HAPPENED = ("occurred", "ongoing")
"""The statuses that count as having happened; what is planned, threatened, denied or supposed does not."""

_AT_ONCE = 400  # parameters in one query; SQLite's oldest limit is 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened: one mention as the ledger gives it, or the mentions that count as one.

    `known` is the day on which it was first printed. `dated` is false where the text gives no day and the
    report's own stands in. `actors` and `recipients` are the codes of countries and bodies, or names where
    there is no code; `coded` says whether any has one. `events` opens it to its words.
    """

    day: str
    known: str
    dated: bool
    type: str
    quad: int
    goldstein: float | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    coded: bool
    where: str | None
    incidents: tuple[str, ...]
    events: tuple[str, ...]


def mentions(connection: Connection, where: Filter) -> list[Happening]:
    """The mentions of incidents that happened, by day and arrival.

    Left out are those whose day nobody knows: of reports without a day, and without a day of their own where
    the report tells of them as background or gives a day that is far ahead of it, which is another year's.
    """
    day = sa.func.coalesce(events.c.day, reports.c.day)
    query = (
        sa.select(
            events.c.report,
            events.c.id,
            (reports.c.id + "/" + events.c.id).label("event"),
            events.c.incident,
            events.c.day.label("own_day"),
            reports.c.day.label("known"),
            events.c.type,
            events.c.quad,
            events.c.goldstein,
            events.c.where,
            events.c.country,
        )
        .join(reports, reports.c.seq == events.c.report)
        .where(
            events.c.incident.is_not(None),
            events.c.status.in_(HAPPENED),
            events.c.review.is_distinct_from("rejected"),
            reports.c.day.is_not(None),
            sa.or_(events.c.background.is_distinct_from(1), events.c.day.is_not(None)),
            *([events.c.type == where.type] if where.type else []),
            *where.on_reports(),
            *where.on_days(day),
            *where.on_place(events.c.where, events.c.country),
            *where.on_parties(events.c.report, events.c.id),
        )
        .order_by(day, reports.c.seq, events.c.place_in_order)
    )
    found = [row for row in connection.execute(query) if row.own_day is None or row.own_day <= _soon(row.known)]
    parties = _parties(connection, sorted({row.report for row in found}))
    return [_mention(row, parties) for row in found]


def families(connection: Connection, where: Filter) -> list[tuple[str, str]]:
    """Day and family of every report with an event that the filter lets through: who pays attention."""
    day = reports.c.day
    query = sa.select(day, reports.c.family).where(day.is_not(None), *where.on_reports(), *where.on_days(day))
    if where.dyad or where.place or where.actor or where.type:
        query = query.join(events, events.c.report == reports.c.seq).where(
            *([events.c.type == where.type] if where.type else []),
            *where.on_place(events.c.where, events.c.country),
            *where.on_parties(events.c.report, events.c.id),
        )
    return [(row[0], row[1]) for row in connection.execute(query.distinct().order_by(day, reports.c.family))]


def alive(connection: Connection) -> dict[str, int]:
    """How many sources were alive on each day.

    On days on which sources were polled, those that answered; on others the outlets that printed
    anything at all.
    """
    outlet = sa.func.coalesce(reports.c.outlet, "")
    printed = (
        sa.select(reports.c.day, sa.func.count(sa.distinct(outlet)))
        .where(reports.c.day.is_not(None))
        .group_by(reports.c.day)
        .order_by(reports.c.day)
    )
    answered = sa.func.count(sa.case((source_days.c.answers > 0, 1)))
    polled = sa.select(source_days.c.day, answered).group_by(source_days.c.day).order_by(source_days.c.day)
    found = {row[0]: int(row[1]) for row in connection.execute(printed)}
    return found | {row[0]: int(row[1]) for row in connection.execute(polled)}


def _soon(day: str) -> str:
    return (date.fromisoformat(day) + LATELY).isoformat()


def _mention(row: Any, parties: dict[tuple[int, str, str], dict[str, bool]]) -> Happening:
    actors = parties.get((row.report, row.id, "actor"), {})
    recipients = parties.get((row.report, row.id, "recipient"), {})
    dated = row.own_day is not None and row.own_day <= row.known  # what happened is not later than the report of it
    return Happening(
        day=row.own_day if dated else row.known,
        known=row.known,
        dated=dated,
        type=row.type,
        quad=row.quad,
        goldstein=row.goldstein,
        actors=tuple(sorted(actors)),
        recipients=tuple(sorted(recipients)),
        coded=any(actors.values()) or any(recipients.values()),
        where=row.where or row.country,
        incidents=(row.incident,),
        events=(row.event,),
    )


def _parties(connection: Connection, seqs: Sequence[int]) -> dict[tuple[int, str, str], dict[str, bool]]:
    """The parties of events by report, event and role: the code or else the name, and whether it is a code."""
    party = event_parties.c
    found: dict[tuple[int, str, str], dict[str, bool]] = {}
    for start in range(0, len(seqs), _AT_ONCE):
        query = sa.select(party.report, party.event, party.role, party.country, party.name).where(
            party.report.in_(seqs[start : start + _AT_ONCE])
        )
        for row in connection.execute(query):
            if row.country or row.name:
                found.setdefault((row.report, row.event, row.role), {})[row.country or row.name] = bool(row.country)
    return found
