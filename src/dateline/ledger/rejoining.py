"""Joining a report's records again, after they or their neighbours changed. Groups once given are kept."""

from collections.abc import Mapping

import sqlalchemy as sa

from dateline.ledger.joining import Own, join_records
from dateline.ledger.neighbours import neighbours_of, parties_of_report, records_of
from dateline.ledger.remembering import Memory
from dateline.ledger.schema import (
    RECORDS,
    agenda,
    assignments,
    events,
    figures,
    later_report,
    relations,
    reports,
    texts,
)

GROUPS = {"e": (events, events.c.incident), "f": (figures, figures.c.tally), "a": (agenda, agenda.c.plan)}
"""The table and the column of the groups that records are joined into, by the letter of the records' ids."""


def rejoin(connection: sa.Connection, seq: int) -> None:
    """Links and grades the records of one report anew. A record that had a group keeps it.

    A copy's records are not joined: they were when its family's first report arrived.
    """
    report = connection.execute(
        sa.select(reports.c.id, reports.c.story, reports.c.family, reports.c.version_of).where(reports.c.seq == seq)
    ).one()
    if is_copy(connection, seq, report.family) and report.version_of is None:
        return
    before = groups_of(connection, seq)
    connection.execute(relations.delete().where(later_report == report.id))
    text = connection.execute(sa.select(texts.c.text).where(texts.c.report == seq)).scalar_one()
    own = Own(seq=seq, text=text, rows=records_of(connection, seq), parties=parties_of_report(connection, seq))
    beside = neighbours_of(connection, seq, report.story, Memory())
    join_records(connection, own, beside, correction=report.version_of is not None)
    _write(connection, own)
    _keep(connection, seq, report.id, before)


def groups_of(connection: sa.Connection, seq: int) -> dict[str, str]:
    """The group of each record of a report that has one, by the record's id."""
    found: dict[str, str] = {}
    for table, column in GROUPS.values():
        query = sa.select(table.c.id, column).where(table.c.report == seq, column.is_not(None))
        found.update((record, group) for record, group in connection.execute(query))
    return found


def is_copy(connection: sa.Connection, seq: int, family: str) -> bool:
    """Whether a report has an earlier one in its family."""
    earlier = sa.select(reports.c.seq).where(reports.c.family == family, reports.c.seq < seq).limit(1)
    return connection.execute(earlier).first() is not None


def _write(connection: sa.Connection, own: Own) -> None:
    """Writes the novelty of every record, and the group that it was put into."""
    groups = {table.name: column.key for table, column in GROUPS.values()}
    for table in RECORDS.values():
        changed = ["novelty", *([groups[table.name]] if table.name in groups else [])]
        here = sa.and_(table.c.report == own.seq, table.c.id == sa.bindparam("here"))
        update = table.update().where(here).values({key: sa.bindparam(f"new_{key}") for key in changed})
        found = [{"here": row["id"]} | {f"new_{key}": row[key] for key in changed} for row in own.rows[table.name]]
        if found:
            connection.execute(update, found)


def _keep(connection: sa.Connection, seq: int, report: str, before: Mapping[str, str]) -> None:
    """Puts records back into the groups they had, and logs the groups of the others."""
    log = []
    for table, column in GROUPS.values():
        query = sa.select(table.c.id, column, table.c.novelty).where(table.c.report == seq, column.is_not(None))
        for record, group, novelty in connection.execute(query.order_by(table.c.place_in_order)).all():
            kept = before.get(record)
            if kept is None:
                name = f"{report}/{record}"
                log.append({"kind": column.key, "item": name, "target": group, "score": None, "reason": novelty})
            elif kept != group:
                here = sa.and_(table.c.report == seq, table.c.id == record)
                connection.execute(table.update().where(here).values({column.key: kept}))
    if log:
        connection.execute(assignments.insert(), log)
