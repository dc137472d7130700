"""Who acts and is acted on."""

import sqlalchemy as sa

from dateline.ledger.filters import Filter
from dateline.ledger.queries.form import Rows, fetch
from dateline.ledger.schema import event_parties, events, reports


def actors(connection: sa.Connection, where: Filter) -> Rows:
    """Parties of events with how often they act and are acted on, counted by independent voices."""
    party = event_parties.c
    conditions = [
        *where.on_review(events.c.review),
        *where.on_reports(),
        *where.on_days(sa.func.coalesce(events.c.day, reports.c.day)),
        *([events.c.type == where.type] if where.type else []),
    ]
    acts = sa.func.count(
        sa.distinct(
            sa.case((party.role == "actor", reports.c.family + events.c.type + sa.func.coalesce(events.c.day, "")))
        )
    )
    is_acted_on = sa.func.count(
        sa.distinct(
            sa.case((party.role == "recipient", reports.c.family + events.c.type + sa.func.coalesce(events.c.day, "")))
        )
    )
    query = (
        sa.select(
            party.code,
            sa.func.min(party.name).label("name"),
            acts.label("acts"),
            is_acted_on.label("acted_on"),
            sa.func.count(sa.distinct(reports.c.family)).label("voices"),
        )
        .join(events, sa.and_(events.c.report == party.report, events.c.id == party.event))
        .join(reports, reports.c.seq == party.report)
        .where(party.code.is_not(None), *conditions)
        .group_by(party.code)
        .order_by(sa.func.count(sa.distinct(reports.c.family)).desc(), acts.desc(), party.code)
    )
    return fetch(connection, query)
