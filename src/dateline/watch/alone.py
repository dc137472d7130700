"""One watch at a time for a ledger: two would ask every host twice and keep no pause between them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import sqlalchemy as sa

from dateline.errors import StoreError
from dateline.ledger import Ledger

_LOCK = 7306  # the watch's number among PostgreSQL's advisory locks; the ledger's layout has 7305


@contextmanager
def alone(ledger: Ledger) -> Iterator[None]:
    """Holds the ledger's place for a watch; it is free again however the process ends.

    Raises StoreError when another process watches for this ledger.
    """
    address = sa.make_url(ledger.url)
    if address.get_backend_name() == "sqlite":
        yield from _sqlite(address)
    else:
        yield from _postgresql(address)


def _sqlite(address: sa.URL) -> Iterator[None]:
    """The lock of a database beside the ledger, which no crash can leave locked; nothing is written to it."""
    if not address.database or address.database == ":memory:":
        yield
        return
    path = f"{address.database}-watch"
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise _taken(address) from error
        yield


def _postgresql(address: sa.URL) -> Iterator[None]:
    engine = sa.create_engine(address.set(drivername="postgresql+psycopg"))
    try:
        with engine.connect() as connection:
            if not connection.execute(sa.select(sa.func.pg_try_advisory_lock(_LOCK))).scalar_one():
                raise _taken(address)
            connection.commit()  # the lock is the session's and stays; an open transaction would hold up the server
            yield
    finally:
        engine.dispose()


def _taken(address: sa.URL) -> StoreError:
    shown = address.render_as_string(hide_password=True)
    return StoreError(f"another dateline watch is at work on {shown}; let it end, or name another ledger with --ledger")
