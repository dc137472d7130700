"""Bringing a ledger that an earlier dateline laid out up to the present layout, in the caller's transaction.

One module a layout, `layout_N`, changes what layout N-1 had, by Alembic's operations: they say the same to
SQLite and PostgreSQL. Tables that did not exist are made at the end, in their present form, so a step leaves
alone what it does not find. The number of the layout is kept in the ledger itself, not in Alembic's own table:
a ledger is opened and upgraded by whoever has the newer dateline, without a configuration file.
"""

from importlib import import_module
from typing import Protocol, cast

import sqlalchemy as sa

from dateline.ledger import schema


class Step(Protocol):
    """What a module `layout_N` has."""

    def upgrade(self, connection: sa.Connection) -> None:
        """Changes the tables of layout N-1 into those of layout N."""


def upgrade(connection: sa.Connection, layout: int) -> None:
    """Changes a ledger of an earlier layout into one of the present layout, keeping all that it holds."""
    for number in range(layout + 1, schema.LAYOUT + 1):
        cast("Step", import_module(f"{__name__}.layout_{number}")).upgrade(connection)
    schema.metadata.create_all(connection)
    present = {"value": str(schema.LAYOUT)}
    connection.execute(schema.ledger.update().where(schema.ledger.c.key == "layout").values(present))
