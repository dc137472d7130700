"""Stories and their reports."""

import sqlalchemy as sa

from dateline.ledger.filters import Filter
from dateline.ledger.overview import Choice, overview
from dateline.ledger.queries.form import Rows, fetch
from dateline.ledger.schema import reports


def stories(connection: sa.Connection, where: Filter, limit: int | None = None, after: str | None = None) -> Rows:
    """Stories with their numbers of reports, outlets and independent voices (families), latest first.

    At most `limit`, those that come after the story `after` in the list. Raises InputError when there is none such.
    """
    found = overview(connection, Choice(where=where, order="day"), limit=limit, after=after)
    shown = ("id", "headline", "first_day", "last_day", "reports", "outlets")
    return [{key: row[key] for key in shown} | {"voices": row["origins"], "added": row["added"]} for row in found]


def reports_of(connection: sa.Connection, where: Filter) -> Rows:
    """Reports in order of their day and arrival."""
    columns = (
        reports.c.id,
        reports.c.day,
        reports.c.outlet,
        reports.c.headline,
        reports.c.family,
        reports.c.version_of,
        reports.c.story,
        reports.c.url,
        reports.c.added,
    )
    query = sa.select(*columns).where(*where.on_reports(), *where.on_days(reports.c.day))
    return fetch(connection, query.order_by(reports.c.day.nulls_last(), reports.c.seq))
