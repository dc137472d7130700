"""Actors and places as things of their own: under which names they come, with whom, where, how often."""

from typing import Any

import sqlalchemy as sa

from dateline.ledger.conditions import conditions
from dateline.ledger.filters import Filter, kept
from dateline.ledger.schema import event_parties, events, reports

Row = dict[str, Any]

_OCCURRENCE = sa.func.coalesce(events.c.incident, reports.c.id + "/" + events.c.id)
"""What is counted once: the incident, or the mention where a copy has none."""


def is_actor(party: Any, actor: str) -> sa.ColumnElement[bool]:
    """Whether a party is the actor: its name, its country or body, or its code."""
    return sa.or_(sa.func.lower(party.name) == actor.lower(), party.country == actor, party.code == actor)


def names_of(connection: sa.Connection, actor: str, *, limit: int) -> list[Row]:
    """The names and codes under which an actor takes part in events, the most frequent first."""
    party = event_parties.c
    count = sa.func.count()
    query = (
        sa.select(party.name, party.code, count.label("events"))
        .where(is_actor(party, actor))
        .group_by(party.name, party.code)
        .order_by(count.desc(), party.name, party.code)
        .limit(limit)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def counterparts(connection: sa.Connection, actor: str, where: Filter, *, limit: int) -> list[Row]:
    """Countries and bodies that the actor has to do with: `code`, incidents `done_to` and `done_by` them, `together`."""
    own, other = event_parties.alias("own").c, event_parties.alias("other").c
    does, suffers = own.role == "actor", other.role == "actor"
    once = sa.func.count(sa.distinct(_OCCURRENCE))
    query = (
        sa.select(
            other.country.label("code"),
            _count_if(sa.and_(does, ~suffers)).label("done_to"),
            _count_if(sa.and_(~does, suffers)).label("done_by"),
            _count_if(sa.and_(does, suffers)).label("together"),
        )
        .select_from(events)
        .join(reports, reports.c.seq == events.c.report)
        .join(own.report.table, sa.and_(own.report == events.c.report, own.event == events.c.id))
        .join(other.report.table, sa.and_(other.report == events.c.report, other.event == events.c.id))
        .where(
            is_actor(own, actor),
            other.country.is_not(None),
            other.country.is_distinct_from(own.country),
            kept(events.c.review),
            *where.on_reports(),
        )
        .group_by(other.country)
        .order_by(once.desc(), other.country)
        .limit(limit)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def places_of(connection: sa.Connection, where: Filter, *, limit: int) -> list[Row]:
    """Places where something is said to happen: name, country, point, `incidents`, `origins`, and one `example` of them."""
    once = sa.func.count(sa.distinct(_OCCURRENCE))
    query = (
        sa.select(
            events.c.where.label("name"),
            events.c.country,
            events.c.latitude,
            events.c.longitude,
            once.label("incidents"),
            sa.func.count(sa.distinct(reports.c.family)).label("origins"),
            sa.func.min(reports.c.id + "/" + events.c.id).label("example"),
        )
        .join(reports, reports.c.seq == events.c.report)
        .where(events.c.where.is_not(None), *conditions("e", where))
        .group_by(events.c.where, events.c.country, events.c.latitude, events.c.longitude)
        .order_by(once.desc(), events.c.where)
        .limit(limit)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _count_if(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.distinct(sa.case((condition, _OCCURRENCE))))
