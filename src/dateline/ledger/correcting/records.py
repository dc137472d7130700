"""Decisions about a record, worked into its row.

A row is always made again from the reading and all decisions about it, in order, so that it does not matter
when the report was read anew. The machine's own values of what a person changed stay beside, in `machine`.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from dateline.ledger import rows
from dateline.ledger.correcting import fields, relations
from dateline.ledger.correcting.decision import Decision
from dateline.ledger.correcting.log import read
from dateline.ledger.schema import RECORDS, decisions, event_parties, reports, texts
from dateline.records import Reading
from dateline.records.codec import decode

Row = dict[str, Any]


def apply(connection: sa.Connection, report: str) -> list[str]:
    """Works every decision about the records of a report into their rows.

    Returns the ids (`e7`) of decided records that the report's reading does not have.
    """
    decided = _decided(connection, report)
    if not decided:
        return []
    kept = sa.select(reports.c.seq, texts.c.reading).join(texts, texts.c.report == reports.c.seq)
    seq, packed = connection.execute(kept.where(reports.c.id == report)).one()
    reading = decode(zlib.decompress(packed))
    own = own_rows(reading)
    for record, about in decided.items():
        if record in own:
            _write(connection, seq, reading, own[record], about)
    return [record for record in decided if record not in own]


def settle(connection: sa.Connection, report: str) -> None:
    """Works the decisions about a report's records and relations into its relations."""
    for record in _decided(connection, report):
        relations.settle(connection, f"{report}/{record}")
    for decision in read(connection, decisions.c.item.contains(f":{report}/", autoescape=True)):
        relations.judge(connection, decision)


def own_rows(reading: Reading) -> dict[str, Row]:
    """The machine's own row of every record of a reading, by the record's id."""
    found = (*rows.statement_rows(reading), *rows.event_rows(reading), *rows.figure_rows(reading))
    return {row["id"]: row for row in (*found, *rows.agenda_rows(reading))}


def fold(about: Sequence[Decision]) -> tuple[str | None, Row]:
    """What decisions about one record come to: how it is reviewed, and its right values."""
    review: str | None = None
    right: Row = {}
    for decision in about:
        if decision.action == "fix":
            right |= decision.change
            review = "fixed"
        elif decision.action == "accept":
            review = "fixed" if right else "accepted"
        elif decision.action == "reject":
            review = "rejected"
        elif decision.action == "withdraw":
            review, right = None, {}
    return review, right


def _write(connection: sa.Connection, seq: int, reading: Reading, own: Row, about: Sequence[Decision]) -> None:
    review, right = fold(about)
    letter = own["id"][0]
    columns = fields.consequences(letter, own, fields.checked(letter, right))
    changed = {key: own[key] for key, value in columns.items() if own[key] != value}
    row = own | columns | {"review": review, "machine": json.dumps(changed, ensure_ascii=False) if changed else None}
    table = RECORDS[letter]
    connection.execute(table.update().where(table.c.report == seq, table.c.id == own["id"]).values(row))
    if letter == "e":
        _write_parties(connection, seq, reading, own["id"], right)


def _write_parties(connection: sa.Connection, seq: int, reading: Reading, event: str, right: Mapping[str, Any]) -> None:
    table = event_parties
    connection.execute(table.delete().where(table.c.report == seq, table.c.event == event))
    own = [row for row in rows.party_rows(reading) if row["event"] == event]
    found = [row for row in own if f"{row['role']}s" not in right]
    for role in ("actor", "recipient"):
        if f"{role}s" in right:
            found.extend(fields.party_rows(event, role, right[f"{role}s"]))
    if found:
        connection.execute(table.insert(), [row | {"report": seq} for row in found])


def _decided(connection: sa.Connection, report: str) -> dict[str, list[Decision]]:
    """The decisions about records of a report, in order, by the record's id."""
    found: dict[str, list[Decision]] = {}
    for decision in read(connection, decisions.c.item.startswith(f"{report}/", autoescape=True)):
        found.setdefault(decision.item.partition("/")[2], []).append(decision)
    return found
