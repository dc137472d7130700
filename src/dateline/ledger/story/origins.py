"""The reports of a story by origin: a text and its copies are one voice."""

from typing import Any

import sqlalchemy as sa

from dateline.ledger.schema import captures, reports


def origins(connection: sa.Connection, story: str, *, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """Origins, the one with the newest report first; `reports` holds its texts in order of arrival."""
    newest = sa.func.max(reports.c.seq)
    chosen = (
        sa.select(reports.c.family, sa.func.count(), newest)
        .where(reports.c.story == story)
        .group_by(reports.c.family)
        .order_by(newest.desc())
        .limit(limit)
        .offset(offset)
    )
    families = [row.family for row in connection.execute(chosen)]
    query = (
        sa.select(
            reports.c.id,
            reports.c.family,
            reports.c.outlet,
            reports.c.headline,
            reports.c.day,
            reports.c.url,
            reports.c.version_of,
            reports.c.added,
            reports.c.capture.label("page_sha256"),
            sa.func.coalesce(captures.c.retrieved, reports.c.retrieved).label("retrieved"),
        )
        .outerjoin(captures, captures.c.hash == reports.c.capture)
        .where(reports.c.story == story, reports.c.family.in_(families))
        .order_by(reports.c.seq)
    )
    found: dict[str, list[dict[str, Any]]] = {family: [] for family in families}
    for row in connection.execute(query).mappings():
        found[row["family"]].append(dict(row))
    return [{"family": family, "reports": rows} for family, rows in found.items()]
