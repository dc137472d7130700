"""What is behind a row: the reading it is copied from, its words, the page they were read from."""

import zlib
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.queries.form import fetch, record_id
from dateline.ledger.schema import RECORDS, captures, reports, texts
from dateline.records import Reading
from dateline.records.codec import decode


def outdated(connection: sa.Connection, signature: str) -> list[str]:
    """The ids of the reports that another generator read, in order of arrival."""
    return list(
        connection.scalars(sa.select(reports.c.id).where(reports.c.generator != signature).order_by(reports.c.seq))
    )


def reading(connection: sa.Connection, report: str) -> Reading:
    """The reading of the one report whose id begins so. Raises InputError when there is none, or more than one."""
    begins = reports.c.id.startswith(report, autoescape=True)
    query = sa.select(texts.c.reading).join(reports, reports.c.seq == texts.c.report)
    found = connection.scalars(query.where(begins).limit(2)).all()
    if len(found) != 1:
        many = "more than one report begins so; give more of its id" if found else "`dateline search` finds one"
        raise InputError(f"no single report {report!r} in the ledger: {many}")
    return decode(zlib.decompress(found[0]))


def evidence(connection: sa.Connection, record: str) -> dict[str, Any]:
    """The words behind a record, who printed them, and the page they were read from.

    Raises InputError when it is not a record's name, or no single record of the ledger.
    """
    report, _, number = record.partition("/")
    table = RECORDS.get(number[:1])
    if table is None:
        raise InputError(f"not a record: {record!r}; records are named REPORT/s1, REPORT/e1, REPORT/f1 or REPORT/a1")
    query = (
        sa.select(
            record_id(table),
            table.c.start,
            table.c.end,
            sa.func.substr(texts.c.text, table.c.start + 1, table.c.end - table.c.start).label("words"),
            reports.c.headline,
            reports.c.outlet,
            reports.c.url,
            reports.c.published,
            reports.c.capture.label("page_sha256"),
            sa.func.coalesce(captures.c.retrieved, reports.c.retrieved).label("retrieved"),
            captures.c.origin,
        )
        .join(reports, reports.c.seq == table.c.report)
        .join(texts, texts.c.report == reports.c.seq)
        .outerjoin(captures, captures.c.hash == reports.c.capture)
        .where(reports.c.id.startswith(report, autoescape=True), table.c.id == number)
    )
    found = fetch(connection, query)
    if len(found) != 1 or not report:
        raise InputError(f"no single record {record!r} in the ledger: lists show the ids of their rows")
    return found[0]


_AT_ONCE = 250  # names in one query, two parameters each; SQLite's oldest limit is 999


def words_of(connection: sa.Connection, names: Sequence[str]) -> dict[str, str]:
    """The words of the evidence of many records, by the records' names; those that do not exist are left out."""
    found: dict[str, str] = {}
    for letter, table in RECORDS.items():
        pairs = [
            (report, record) for report, _, record in (name.partition("/") for name in names) if record[:1] == letter
        ]
        words = sa.func.substr(texts.c.text, table.c.start + 1, table.c.end - table.c.start)
        for at in range(0, len(pairs), _AT_ONCE):
            query = (
                sa.select(record_id(table), words)
                .join(reports, reports.c.seq == table.c.report)
                .join(texts, texts.c.report == reports.c.seq)
                .where(sa.tuple_(reports.c.id, table.c.id).in_(pairs[at : at + _AT_ONCE]))
            )
            found.update((name, text) for name, text in connection.execute(query))
    return found
