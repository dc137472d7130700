"""Opening a ledger: one file of SQLite by default, a PostgreSQL database by URL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from dateline.errors import StoreError
from dateline.ledger import schema
from dateline.ledger.remembering import forget
from dateline.ledger.words import lay_out_words

WAIT_SECONDS = 30
"""How long a writer waits for another one to finish: a choice, some thousand times what one report takes to add."""

WRITERS = 7305
"""The number of the lock that writers to PostgreSQL take turns by: any, but the same for all."""

CACHE_KIB = 65536
"""Pages of SQLite kept in memory at most, for the indexes of words and prints that every report touches; by judgement."""

CHECKPOINT_PAGES = 8_000
"""Pages of SQLite's log from which it is folded into the file, 32 MB: every report changes some hundred scattered pages,
often the same, and each is folded in once. With SQLite's own 1,000 committing costs a quarter more CPU."""

_ADVICE = {
    "database or disk is full": "free some space and run the command again; what was added before is kept",
    "attempt to write a readonly database": "make the file writable or name another ledger with --ledger",
    "unable to open database file": "check that the folder exists and is writable",
    "database is locked": "another dateline is writing; run the command again when it is done",
    "file is not a database": "name another file with --ledger",
    "disk image is malformed": "the file is damaged; put back a copy, or add the reports to a new ledger",
    "no such table": "a part of the ledger is missing; put back a copy, or add the reports to a new ledger",
    "no such column": "it holds something else than a ledger; name another address with --ledger",
    "connection failed": "check that the server runs and that --ledger names it rightly",
}
"""What to do about the common refusals of a database, by words of its own."""


def open_engine(url: str) -> sa.Engine:
    """A ready engine for a ledger at `url`, its tables made when the ledger is new.

    Raises StoreError when the ledger cannot be opened, is no ledger, or was written by a newer
    dateline.
    """
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        message = f"not a ledger address: {url!r}; use sqlite:///FILE or postgresql://USER@HOST/DATABASE"
        raise StoreError(message) from error
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    elif address.get_backend_name() != "sqlite":
        raise StoreError(f"a ledger is kept in SQLite or PostgreSQL, not in {address.get_backend_name()}")
    elif address.database and not address.database.startswith("file:"):
        _make_folder(Path(address.database).parent)
    shown = address.render_as_string(hide_password=True)
    try:
        engine = sa.create_engine(address)
    except ImportError as error:
        message = f"the driver for {shown} is not installed; install dateline with its 'postgresql' extra"
        raise StoreError(message) from error
    if engine.dialect.name == "sqlite":
        _tune_sqlite(engine)
    try:
        with snapshot(engine) as connection:
            layout = _layout(connection)
        if layout != schema.LAYOUT:
            with transaction(engine) as connection:
                _lay_out(connection, shown)
    except StoreError:
        engine.dispose()
        raise
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the ledger's folder {folder} cannot be made: {error.strerror}; name another with --ledger"
        ) from error


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One write transaction: all of it or nothing, whatever happens in between. Writers take turns.

    What a report joins depends on what was there before, and numbers are given in order; PostgreSQL, which lets
    writers run side by side, is made to wait as SQLite does. Readers wait for nobody.

    Raises StoreError, one line, for what the disk or the database refuses.
    """
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                forget(connection)
                raise
    except sa.exc.DBAPIError as error:
        raise StoreError(f"the ledger {engine.url.render_as_string()} refused: {_reason(error)}") from error


@contextmanager
def snapshot(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One consistent view for reading; never waits for a writer. Raises StoreError, one line, when it is refused."""
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()
    except sa.exc.DBAPIError as error:
        raise StoreError(f"the ledger {engine.url.render_as_string()} refused: {_reason(error)}") from error


def _reason(error: sa.exc.DBAPIError) -> str:
    """The database's own words, and what to do about the common ones."""
    said = str(error.orig).strip().splitlines()[0]
    for words, what_to_do in _ADVICE.items():
        if words in said:
            return f"{said}; {what_to_do}"
    return said


def _tune_sqlite(engine: sa.Engine) -> None:
    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where this module says, not where sqlite3 guesses
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
        cursor.execute("PRAGMA foreign_keys = ON")
        with suppress(sqlite3.OperationalError):  # a read-only file keeps its mode and can still be read
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        cursor.execute("PRAGMA synchronous = NORMAL")  # under WAL a killed process loses nothing it committed
        cursor.close()


def _layout(connection: sa.Connection) -> int:
    """The number of a ledger's layout; 0 where there is no ledger yet. Raises StoreError where it is none of ours."""
    if not sa.inspect(connection).has_table("ledger"):
        return 0
    layout = connection.execute(sa.select(schema.ledger.c.value).where(schema.ledger.c.key == "layout")).scalar()
    if layout is None or not str(layout).isdecimal():
        shown = connection.engine.url.render_as_string()
        raise StoreError(f"{shown} has a table 'ledger' without the number of a layout; name another address")
    return int(layout)


def _lay_out(connection: sa.Connection, shown: str) -> None:
    """Makes the tables of a new ledger, brings those of an older one up to date, refuses a newer one."""
    layout = _layout(connection)
    if layout > schema.LAYOUT:
        raise StoreError(
            f"the ledger {shown} was written by a newer dateline (layout {layout}); update dateline to open it"
        )
    if layout == 0:
        _make_tables(connection, shown)
    elif layout < schema.LAYOUT:  # another process may have brought it up to date meanwhile
        from dateline.ledger.migrations import upgrade  # noqa: PLC0415 - Alembic is wanted once in a ledger's life

        upgrade(connection, layout)


def _make_tables(connection: sa.Connection, shown: str) -> None:
    """Makes the tables of a new ledger, but not among those of something else."""
    others = sorted(set(sa.inspect(connection).get_table_names()) & set(schema.metadata.tables))
    if others:
        raise StoreError(f"{shown} holds something else than a ledger (a table {others[0]!r}); name another address")
    schema.metadata.create_all(connection)
    lay_out_words(connection)
    connection.execute(schema.ledger.insert().values(key="layout", value=str(schema.LAYOUT)))
