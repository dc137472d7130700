"""Where a report comes from and stands: its page, its story, its copies and its versions."""

import zlib
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.schema import captures, reports, stories


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A captured page: its bytes and what they are."""

    sha256: str
    kind: str
    content: bytes


def provenance(connection: sa.Connection, report: str) -> dict[str, Any]:
    """A report's place in the ledger; `copies` share its origin, `versions` its address, in order of arrival.

    Raises InputError when the ledger has no report of this whole id.
    """
    query = (
        sa.select(
            reports.c.id,
            reports.c.generator,
            reports.c.story,
            stories.c.headline.label("story_headline"),
            reports.c.family,
            reports.c.url,
            reports.c.added,
            reports.c.capture.label("page_sha256"),
            sa.func.coalesce(captures.c.retrieved, reports.c.retrieved).label("retrieved"),
            captures.c.kind,
        )
        .outerjoin(captures, captures.c.hash == reports.c.capture)
        .outerjoin(stories, stories.c.id == reports.c.story)
        .where(reports.c.id == report)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        raise InputError(f"no report {report!r} in the ledger")
    versions = _others(connection, reports.c.url == row["url"]) if row["url"] else []
    return dict(row) | {"copies": _others(connection, reports.c.family == row["family"]), "versions": versions}


def captured(connection: sa.Connection, report: str) -> Page | None:
    """The page that a report was read from; None when none was kept."""
    query = (
        sa.select(captures.c.hash, captures.c.kind, captures.c.content)
        .join(reports, reports.c.capture == captures.c.hash)
        .where(reports.c.id == report)
    )
    row = connection.execute(query).first()
    return None if row is None else Page(sha256=row.hash, kind=row.kind, content=zlib.decompress(row.content))


def _others(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = (reports.c.id, reports.c.outlet, reports.c.headline, reports.c.day, reports.c.added, reports.c.story)
    query = sa.select(*columns).where(condition).order_by(reports.c.seq)
    return [dict(row) for row in connection.execute(query).mappings()]
