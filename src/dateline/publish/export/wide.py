"""One wide CSV: all kinds of records in one table, one row a record, with codes that stay."""

import csv
import io
from typing import BinaryIO

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.ledger.selection import select
from dateline.publish.export.columns import COLUMNS, row
from dateline.publish.table import inert


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """The records as CSV in UTF-8 with a header; lists are joined by "; ", an unknown is an empty cell."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    writer = csv.DictWriter(text, fieldnames=list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    count = 0
    for chosen in select(connection, where):
        for record in chosen.records:
            cells = row(chosen, record)
            writer.writerow({key: inert(_cell(value)) for key, value in cells.items()})
            count += 1
    text.detach()
    return count


def _cell(value: object) -> object:
    return "; ".join(value) if isinstance(value, list) else value
