"""Writing the records of a reading into their tables."""

import json

import sqlalchemy as sa

from dateline.ledger import rows
from dateline.ledger.schema import agenda, event_parties, events, figures, statements
from dateline.records import Generator, Reading


def signature(made: Generator) -> str:
    """A generator as one comparable string."""
    return json.dumps([made.name, made.version, dict(sorted(made.models.items())), made.knowledge])


def write_records(connection: sa.Connection, seq: int, reading: Reading, novelty: str) -> None:
    """Writes one row a record, and one a party of an event."""
    written = (
        (statements, rows.statement_rows(reading)),
        (events, rows.event_rows(reading)),
        (figures, rows.figure_rows(reading)),
        (agenda, rows.agenda_rows(reading)),
    )
    for table, found in written:
        if found:
            connection.execute(table.insert(), [row | {"report": seq, "novelty": novelty} for row in found])
    parties = rows.party_rows(reading)
    if parties:
        connection.execute(event_parties.insert(), [row | {"report": seq} for row in parties])
