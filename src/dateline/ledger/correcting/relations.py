"""Relations that a person judges: `KIND:LATER:EARLIER` names one."""

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.correcting import log
from dateline.ledger.correcting.decision import Decision
from dateline.ledger.filters import REJECTED
from dateline.ledger.schema import RECORDS, decisions, later_report, relations, reports

REVIEWS = {"accept": "accepted", "reject": "rejected", "withdraw": None}


def is_relation(item: str) -> bool:
    """Whether an item names a relation."""
    return item.count(":") == 2


def judge(connection: sa.Connection, decision: Decision) -> bool:
    """Marks a relation as accepted, rejected or not judged; False when there is none of that name.

    Raises InputError for a decision of another kind.
    """
    if decision.action not in REVIEWS:
        raise InputError(f"a relation is accepted, rejected or left open (withdraw), not {decision.action}")
    if not exists(connection, decision.item):
        return False
    connection.execute(relations.update().where(_is(decision.item)).values(review=REVIEWS[decision.action]))
    return True


def settle(connection: sa.Connection, record: str) -> None:
    """Brings the relations of a record up to date: those of a rejected one are rejected with it."""
    later = sa.and_(later_report == record.partition("/")[0], relations.c.later == record)
    ends = sa.or_(later, relations.c.earlier == record)
    for row in connection.execute(
        sa.select(relations.c.kind, relations.c.later, relations.c.earlier).where(ends)
    ).all():
        item = ":".join(row)
        judged = list(log.read(connection, decisions.c.item == item))
        review = REVIEWS[judged[-1].action] if judged else None
        if any(_is_rejected(connection, end) for end in row[1:]):
            review = REJECTED
        connection.execute(relations.update().where(_is(item)).values(review=review))


def _is_rejected(connection: sa.Connection, name: str) -> bool:
    report, _, record = name.partition("/")
    table = RECORDS[record[0]]
    query = sa.select(table.c.review).join(reports, reports.c.seq == table.c.report)
    return connection.execute(query.where(reports.c.id == report, table.c.id == record)).scalar() == REJECTED


def exists(connection: sa.Connection, item: str) -> bool:
    """Whether the ledger holds the relation."""
    return connection.execute(sa.select(relations.c.kind).where(_is(item))).first() is not None


def _is(item: str) -> sa.ColumnElement[bool]:
    kind, later, earlier = item.split(":")
    return sa.and_(relations.c.kind == kind, relations.c.later == later, relations.c.earlier == earlier)
