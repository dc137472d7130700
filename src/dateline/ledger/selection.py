"""Many records at once, report by report, with everything that is known about each: what exports are made from.

A record comes as the ledger's row (with what people put right), beside the reading it was copied from.
Memory is bounded: a few hundred reports at a time, whatever the size of the ledger.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger import rows
from dateline.ledger.conditions import Kind, answers, conditions
from dateline.ledger.filters import Filter, kept
from dateline.ledger.schema import RECORDS, captures, event_parties, events, reports, texts
from dateline.records import Appointment, Event, Figure, Reading, Statement
from dateline.records.codec import decode

Row = Mapping[str, Any]
KINDS: tuple[Kind, ...] = ("s", "e", "f", "a")

_AT_ONCE = 200  # reports in memory together, some 20 MB; well under the 999 parameters of SQLite's oldest limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One chosen record: its row, and what the reading holds of it.

    `day` is the record's own day or its report's; `dated` says which. `parties` are those of an event as
    the ledger has them: rows of role, name, code, country.
    """

    name: str
    kind: Kind
    row: Row
    day: str | None
    dated: bool
    reading: Statement | Event | Figure | Appointment
    parties: Sequence[Row] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One report with its chosen records. `report` holds its place in the ledger: `story`, `family`, `added`, ..."""

    report: Row
    reading: Reading
    records: Sequence[Record]


def select(connection: sa.Connection, where: Filter, kinds: Sequence[Kind] = KINDS) -> Iterator[Chosen]:
    """The reports that hold a record which the filter lets through, in order of arrival, with those records.

    A filter on reports alone (a story, an outlet, a time of adding) also yields its reports without records.
    """
    asked = [kind for kind in kinds if answers(kind, where)]
    yield from _chosen(connection, where, asked, _matching(connection, where, asked))


def latest(connection: sa.Connection, where: Filter, most: int) -> Iterator[Chosen]:
    """The newest reports that hold something new which the filter lets through, the newest first."""
    asked = [kind for kind in KINDS if answers(kind, where)]
    found: set[int] = set()
    for kind in asked:
        table = RECORDS[kind]
        query = sa.select(table.c.report).distinct().join(reports, reports.c.seq == table.c.report)
        fresh = query.where(table.c.novelty != "repeat", *conditions(kind, where))
        found.update(connection.scalars(fresh.order_by(table.c.report.desc()).limit(most)))
    newest = sorted(found, reverse=True)[:most]
    yield from reversed(list(_chosen(connection, where, asked, newest[::-1])))


def _chosen(connection: sa.Connection, where: Filter, asked: Sequence[Kind], wanted: Sequence[int]) -> Iterator[Chosen]:
    for seqs in _batches(wanted):
        found = {kind: _rows(connection, kind, where, seqs) for kind in asked}
        parties = _parties(connection, seqs) if "e" in asked else {}
        for report in _reports(connection, seqs):
            reading = decode(zlib.decompress(report.pop("reading")))
            own = {record.id: record for record in _all(reading)}
            records = [
                _record(report, kind, row, own[row["id"]], parties)
                for kind in asked
                for row in found[kind].get(report["seq"], ())
                if row["id"] in own
            ]
            yield Chosen(report=report, reading=reading, records=records)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How often an incident is told: mentions (a copy adds none), independent families, reports with copies."""

    mentions: int
    families: int
    reports: int


def weigh(connection: sa.Connection, incidents: Iterable[str]) -> dict[str, Weight]:
    """The weight of each incident, whatever a filter lets through."""
    wanted = sorted(set(incidents))
    found: dict[str, Weight] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        copies = reports.alias()
        query = (
            sa.select(
                events.c.incident,
                sa.func.count(sa.distinct(reports.c.id + "/" + events.c.id)),
                sa.func.count(sa.distinct(reports.c.family)),
                sa.func.count(sa.distinct(copies.c.seq)),
            )
            .join(reports, reports.c.seq == events.c.report)
            .join(copies, copies.c.family == reports.c.family)
            .where(events.c.incident.in_(wanted[at : at + _AT_ONCE]), kept(events.c.review))
            .group_by(events.c.incident)
        )
        for incident, mentions, families, told in connection.execute(query):
            found[incident] = Weight(mentions=mentions, families=families, reports=told)
    return found


def _matching(connection: sa.Connection, where: Filter, kinds: Sequence[Kind]) -> list[int]:
    """The sequence numbers of the reports to look into."""
    found: set[int] = set()
    for kind in kinds:
        table = RECORDS[kind]
        query = sa.select(table.c.report).distinct().join(reports, reports.c.seq == table.c.report)
        found.update(connection.scalars(query.where(*conditions(kind, where))))
    if len(kinds) == len(KINDS):
        on_reports = [*where.on_reports(), *where.on_days(reports.c.day)]
        found.update(connection.scalars(sa.select(reports.c.seq).where(*on_reports)))
    return sorted(found)


def _batches(seqs: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(seqs), _AT_ONCE):
        yield seqs[at : at + _AT_ONCE]


def _reports(connection: sa.Connection, seqs: Sequence[int]) -> list[dict[str, Any]]:
    query = (
        sa.select(
            reports.c.seq,
            reports.c.id,
            reports.c.day,
            reports.c.family,
            reports.c.story,
            reports.c.version_of,
            reports.c.added,
            reports.c.capture.label("page_sha256"),
            sa.func.coalesce(captures.c.retrieved, reports.c.retrieved).label("retrieved"),
            texts.c.reading,
        )
        .join(texts, texts.c.report == reports.c.seq)
        .outerjoin(captures, captures.c.hash == reports.c.capture)
        .where(reports.c.seq.in_(seqs))
        .order_by(reports.c.seq)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _rows(connection: sa.Connection, kind: Kind, where: Filter, seqs: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    table = RECORDS[kind]
    query = (
        sa.select(table)
        .join(reports, reports.c.seq == table.c.report)
        .where(table.c.report.in_(seqs), *conditions(kind, where))
        .order_by(table.c.report, table.c.place_in_order)
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["report"], []).append(dict(row))
    return found


def _parties(connection: sa.Connection, seqs: Sequence[int]) -> dict[tuple[int, str], list[Row]]:
    party = event_parties.c
    query = (
        sa.select(party.report, party.event, party.role, party.name, party.code, party.country)
        .where(party.report.in_(seqs))
        .order_by(party.report, party.event, party.role, party.place_in_order)
    )
    found: dict[tuple[int, str], list[Row]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault((row["report"], row["event"]), []).append(dict(row))
    return found


def _record(
    report: Row,
    kind: Kind,
    row: dict[str, Any],
    reading: Statement | Event | Figure | Appointment,
    parties: Mapping[tuple[int, str], Sequence[Row]],
) -> Record:
    own_day = rows.day(row["as_of"]) if kind == "f" else row.get("day")
    return Record(
        name=f"{report['id']}/{row['id']}",
        kind=kind,
        day=own_day or report["day"],
        dated=own_day is not None,
        row=row,
        reading=reading,
        parties=parties.get((row["report"], row["id"]), ()) if kind == "e" else (),
    )


def _all(reading: Reading) -> Iterator[Statement | Event | Figure | Appointment]:
    yield from reading.statements
    yield from reading.events
    yield from reading.figures
    yield from reading.agenda
