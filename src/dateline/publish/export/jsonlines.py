"""Readings as JSON Lines: whole, as the contract has them, so that an export can be read back."""

from typing import BinaryIO

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.ledger.selection import select
from dateline.records.codec import encode


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """The reading of every report in which the filter lets something through, in order of arrival."""
    count = 0
    for chosen in select(connection, where):
        out.write(encode(chosen.reading) + b"\n")
        count += 1
    return count
