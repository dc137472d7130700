"""The form of every answer: plain rows, each with the id that opens it."""

import json
from typing import Any

import sqlalchemy as sa

from dateline.ledger.schema import reports

Rows = list[dict[str, Any]]


def record_id(table: sa.Table) -> sa.ColumnElement[str]:
    """The id that opens a record from anywhere: its report's and its own."""
    whole: sa.ColumnElement[str] = (reports.c.id + "/" + table.c.id).label("id")
    return whole


def fetch(connection: sa.Connection, query: sa.Select[Any]) -> Rows:
    """The rows of a query as dictionaries; what the machine read where a person put it right is one, too."""
    rows = [dict(row) for row in connection.execute(query).mappings()]
    for row in rows:
        if row.get("machine") is not None:
            row["machine"] = json.loads(row["machine"])
    return rows
