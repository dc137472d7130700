"""Writing the records of a reading into their tables."""

import json
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from dateline.ledger import rows
from dateline.ledger.background import told_as_background
from dateline.ledger.rows import Row
from dateline.ledger.schema import RECORDS, event_parties
from dateline.records import Generator, Reading


def signature(made: Generator) -> str:
    """A generator as one comparable string."""
    return json.dumps([made.name, made.version, dict(sorted(made.models.items())), made.knowledge])


def rows_of(seq: int, reading: Reading, novelty: str) -> dict[str, list[Row]]:
    """One row a record, by the names of the tables; each also says in what report it was printed, when and by whom."""
    found = {
        "statements": rows.statement_rows(reading),
        "events": rows.event_rows(reading),
        "figures": rows.figure_rows(reading),
        "agenda": rows.agenda_rows(reading),
    }
    background = told_as_background(reading)
    for row in found["events"]:
        row["background"] = int(row["id"] in background)
    report = reading.report
    printed = {"printed": rows.day(report.published), "report_id": report.id, "outlet": report.outlet}
    for some in found.values():
        for row in some:
            row.update(printed, report=seq, novelty=novelty)
    return found


def write_records(
    connection: sa.Connection, seq: int, found: Mapping[str, Sequence[Row]], parties: Sequence[Row]
) -> None:
    """Writes one row a record, and one a party of an event; what a row has that its table has not stays out."""
    for table, insert in _INSERTS:
        some = found.get(table.name)
        if some:
            names = [name for name in some[0] if name in table.c]
            connection.execute(insert, [{name: row[name] for name in names} for row in some])
    if parties:
        connection.execute(_INSERT_PARTY, [row | {"report": seq} for row in parties])


_INSERTS = [(table, table.insert()) for table in RECORDS.values()]
_INSERT_PARTY = event_parties.insert()
