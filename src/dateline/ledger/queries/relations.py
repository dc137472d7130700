"""How records stand to each other."""

import sqlalchemy as sa

from dateline.ledger.filters import Filter
from dateline.ledger.queries.form import Rows, fetch
from dateline.ledger.schema import later_report, reports
from dateline.ledger.schema import relations as links

FIRST = ("contradicts", "corrects", "denies", "called-off", "moved", "in-doubt", "disputes", "update")
"""Kinds of relations that change what a reader knew, the weightiest first."""


def relations_of(connection: sa.Connection, where: Filter) -> Rows:
    """Relations whose later record is of the reports asked for; disputes and changes first."""
    query = (
        sa.select(links.c.kind, links.c.later, links.c.earlier, links.c.score, links.c.reason, links.c.review)
        .select_from(links)
        .join(reports, reports.c.id == later_report)
        .where(
            *where.on_review(links.c.review), *where.on_reports(), *([links.c.kind == where.type] if where.type else [])
        )
        .order_by(
            sa.case({kind: i for i, kind in enumerate(FIRST)}, value=links.c.kind, else_=len(FIRST)),
            reports.c.seq,
            links.c.later,
            links.c.earlier,
        )
    )
    return fetch(connection, query)
