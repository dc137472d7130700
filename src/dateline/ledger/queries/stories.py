"""Stories and their reports."""

import sqlalchemy as sa

from dateline.ledger.filters import Filter
from dateline.ledger.queries.form import Rows, fetch
from dateline.ledger.schema import reports
from dateline.ledger.schema import stories as told


def stories(connection: sa.Connection, where: Filter) -> Rows:
    """Stories with their numbers of reports, outlets and independent voices (families), latest first."""
    conditions = [*where.on_reports(), *where.on_days(reports.c.day)]
    query = (
        sa.select(
            told.c.id,
            told.c.headline,
            told.c.first_day,
            told.c.last_day,
            sa.func.count().label("reports"),
            sa.func.count(sa.distinct(reports.c.outlet)).label("outlets"),
            sa.func.count(sa.distinct(reports.c.family)).label("voices"),
            sa.func.max(reports.c.added).label("added"),
        )
        .join(reports, reports.c.story == told.c.id)
        .where(*conditions)
        .group_by(told.c.id, told.c.headline, told.c.first_day, told.c.last_day)
        .order_by(told.c.last_day.desc().nulls_last(), sa.func.max(reports.c.seq).desc())
    )
    return fetch(connection, query)


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
