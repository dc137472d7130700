"""Lists of records: events, statements, figures, appointments."""

import sqlalchemy as sa

from dateline.ledger.conditions import conditions, day_of
from dateline.ledger.filters import Filter
from dateline.ledger.queries.form import Rows, fetch, record_id
from dateline.ledger.schema import agenda as plans
from dateline.ledger.schema import events, reports
from dateline.ledger.schema import figures as counts
from dateline.ledger.schema import statements as said


def timeline(connection: sa.Connection, where: Filter) -> Rows:
    """Events by their day; `dated` says whether the day is the event's own or its report's."""
    day = day_of("e")
    query = (
        sa.select(
            record_id(events),
            day.label("day"),
            sa.case((events.c.day.is_(None), "report"), else_="event").label("dated"),
            events.c.type,
            events.c.mode,
            events.c.status,
            events.c.actors,
            events.c.recipients,
            events.c.when,
            events.c.where,
            events.c.country,
            events.c.evidence,
            reports.c.outlet,
            reports.c.family,
            reports.c.story,
            events.c.novelty,
            events.c.review,
            events.c.machine,
        )
        .join(reports, reports.c.seq == events.c.report)
        .where(*conditions("e", where))
        .order_by(day.nulls_last(), reports.c.seq, events.c.place_in_order)
    )
    return fetch(connection, query)


def statements(connection: sa.Connection, where: Filter) -> Rows:
    """Who says what: the newest report first, in text order."""
    query = (
        sa.select(
            record_id(said),
            sa.func.coalesce(said.c.name, said.c.source).label("speaker"),
            said.c.standing,
            said.c.code,
            said.c.act,
            said.c.content,
            said.c.via,
            said.c.said_on,
            reports.c.outlet,
            reports.c.day,
            reports.c.family,
            reports.c.story,
            said.c.novelty,
            said.c.review,
            said.c.machine,
        )
        .join(reports, reports.c.seq == said.c.report)
        .where(*conditions("s", where))
        .order_by(reports.c.day.desc().nulls_last(), reports.c.seq.desc(), said.c.place_in_order)
    )
    return fetch(connection, query)


def figures(connection: sa.Connection, where: Filter) -> Rows:
    """Figures by measure and counter, in order of the day they hold for."""
    day = day_of("f")
    query = (
        sa.select(
            record_id(counts),
            counts.c.measure,
            counts.c.value,
            counts.c.low,
            counts.c.high,
            counts.c.unit,
            counts.c.bound,
            counts.c.basis,
            counts.c.of,
            counts.c.counter,
            counts.c.as_of,
            day.label("day"),
            counts.c.where,
            counts.c.evidence,
            reports.c.outlet,
            reports.c.family,
            reports.c.story,
            counts.c.novelty,
            counts.c.review,
            counts.c.machine,
        )
        .join(reports, reports.c.seq == counts.c.report)
        .where(*conditions("f", where))
        .order_by(
            counts.c.measure, counts.c.counter.nulls_last(), day.nulls_last(), reports.c.seq, counts.c.place_in_order
        )
    )
    return fetch(connection, query)


def agenda(connection: sa.Connection, where: Filter) -> Rows:
    """Appointments by their day; those without one come last."""
    query = (
        sa.select(
            record_id(plans),
            plans.c.day,
            plans.c.when,
            plans.c.what,
            plans.c.parties,
            plans.c.where,
            plans.c.country,
            plans.c.status,
            plans.c.evidence,
            reports.c.outlet,
            reports.c.family,
            reports.c.story,
            plans.c.novelty,
            plans.c.review,
            plans.c.machine,
        )
        .join(reports, reports.c.seq == plans.c.report)
        .where(*conditions("a", where))
        .order_by(plans.c.day.nulls_last(), reports.c.seq, plans.c.place_in_order)
    )
    return fetch(connection, query)
