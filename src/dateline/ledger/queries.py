"""The questions a ledger answers: each returns plain rows, every row with the id that opens it."""

import zlib
from typing import Any

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.filters import Filter
from dateline.ledger.schema import (
    RECORDS,
    captures,
    event_parties,
    events,
    reports,
)
from dateline.ledger.schema import (
    agenda as plans,
)
from dateline.ledger.schema import (
    figures as counts,
)
from dateline.ledger.schema import relations as links
from dateline.ledger.schema import (
    statements as said,
)
from dateline.ledger.schema import (
    stories as told,
)
from dateline.ledger.words import find_words
from dateline.records import Reading
from dateline.records.codec import decode
from dateline.records.report import ID_LENGTH

Rows = list[dict[str, Any]]
FIRST = ("contradicts", "denies", "called-off", "moved", "update")
"""Kinds of relations that a reader looks for first."""


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
    return _rows(connection, query)


def timeline(connection: sa.Connection, where: Filter) -> Rows:
    """Events by their day; `dated` says whether the day is the event's own or its report's."""
    day = sa.func.coalesce(events.c.day, reports.c.day)
    conditions = [
        *where.on_reports(),
        *where.on_days(day),
        *where.on_place(events.c.where, events.c.country),
        *where.on_parties(events.c.report, events.c.id),
        *([events.c.type == where.type] if where.type else []),
    ]
    query = (
        sa.select(
            _record_id(events),
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
        )
        .join(reports, reports.c.seq == events.c.report)
        .where(*conditions)
        .order_by(day.nulls_last(), reports.c.seq, events.c.place_in_order)
    )
    return _rows(connection, query)


def statements(connection: sa.Connection, where: Filter) -> Rows:
    """Who says what: the newest report first, in text order."""
    conditions = [
        *where.on_reports(),
        *where.on_days(reports.c.day),
        *where.on_speaker(),
        *([said.c.act == where.type] if where.type else []),
    ]
    query = (
        sa.select(
            _record_id(said),
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
        )
        .join(reports, reports.c.seq == said.c.report)
        .where(*conditions)
        .order_by(reports.c.day.desc().nulls_last(), reports.c.seq.desc(), said.c.place_in_order)
    )
    return _rows(connection, query)


def figures(connection: sa.Connection, where: Filter) -> Rows:
    """Figures by measure and counter, in order of the day they hold for."""
    day = sa.func.coalesce(counts.c.as_of, reports.c.day)
    conditions = [
        *where.on_reports(),
        *where.on_days(day),
        *where.on_place(counts.c.where, counts.c.country),
        *([counts.c.measure == where.type] if where.type else []),
        *(
            [sa.or_(sa.func.lower(counts.c.counter) == where.actor.lower(), counts.c.counter_code == where.actor)]
            if where.actor
            else []
        ),
    ]
    query = (
        sa.select(
            _record_id(counts),
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
        )
        .join(reports, reports.c.seq == counts.c.report)
        .where(*conditions)
        .order_by(
            counts.c.measure, counts.c.counter.nulls_last(), day.nulls_last(), reports.c.seq, counts.c.place_in_order
        )
    )
    return _rows(connection, query)


def agenda(connection: sa.Connection, where: Filter) -> Rows:
    """Appointments by their day; those without one come last."""
    conditions = [*where.on_reports(), *where.on_days(plans.c.day), *where.on_place(plans.c.where, plans.c.country)]
    query = (
        sa.select(
            _record_id(plans),
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
        )
        .join(reports, reports.c.seq == plans.c.report)
        .where(*conditions)
        .order_by(plans.c.day.nulls_last(), reports.c.seq, plans.c.place_in_order)
    )
    return _rows(connection, query)


def actors(connection: sa.Connection, where: Filter) -> Rows:
    """Parties of events with how often they act and are acted on, counted by independent voices."""
    party = event_parties.c
    conditions = [
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
    return _rows(connection, query)


def search(connection: sa.Connection, words: str, where: Filter) -> Rows:
    """Reports that hold all the words, best first."""
    hits = find_words(connection, words)
    query = sa.select(
        reports.c.seq,
        reports.c.id,
        reports.c.headline,
        reports.c.outlet,
        reports.c.day,
        reports.c.family,
        reports.c.story,
        reports.c.url,
    ).where(reports.c.seq.in_([hit["seq"] for hit in hits]), *where.on_reports(), *where.on_days(reports.c.day))
    found = {row["seq"]: row for row in _rows(connection, query)}
    return [
        {key: value for key, value in (found[hit["seq"]] | {"snippet": hit["snippet"]}).items() if key != "seq"}
        for hit in hits
        if hit["seq"] in found
    ]


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
    return _rows(connection, query.order_by(reports.c.day.nulls_last(), reports.c.seq))


def relations_of(connection: sa.Connection, where: Filter) -> Rows:
    """Relations whose later record is of the reports asked for; disputes and changes first."""
    later = sa.func.substr(links.c.later, 1, ID_LENGTH)
    query = (
        sa.select(links.c.kind, links.c.later, links.c.earlier, links.c.score, links.c.reason)
        .join(reports, reports.c.id == later)
        .where(*where.on_reports(), *([links.c.kind == where.type] if where.type else []))
        .order_by(
            sa.case({kind: i for i, kind in enumerate(FIRST)}, value=links.c.kind, else_=len(FIRST)),
            reports.c.seq,
            links.c.later,
            links.c.earlier,
        )
    )
    return _rows(connection, query)


def outdated(connection: sa.Connection, signature: str) -> list[str]:
    """The ids of the reports that another generator read, in order of arrival."""
    return list(
        connection.scalars(sa.select(reports.c.id).where(reports.c.generator != signature).order_by(reports.c.seq))
    )


def reading(connection: sa.Connection, report: str) -> Reading:
    """The reading of the one report whose id begins so."""
    begins = reports.c.id.startswith(report, autoescape=True)
    found = connection.execute(sa.select(reports.c.reading).where(begins).limit(2)).scalars().all()
    if len(found) != 1:
        many = "more than one report begins so; give more of its id" if found else "`dateline search` finds one"
        raise InputError(f"no single report {report!r} in the ledger: {many}")
    return decode(zlib.decompress(found[0]))


def evidence(connection: sa.Connection, record: str) -> dict[str, Any]:
    """The words behind a record, who printed them, and the page they were read from."""
    report, _, number = record.partition("/")
    table = RECORDS.get(number[:1])
    if table is None:
        raise InputError(f"not a record: {record!r}; records are named REPORT/s1, REPORT/e1, REPORT/f1 or REPORT/a1")
    query = (
        sa.select(
            _record_id(table),
            table.c.start,
            table.c.end,
            sa.func.substr(reports.c.text, table.c.start + 1, table.c.end - table.c.start).label("words"),
            reports.c.headline,
            reports.c.outlet,
            reports.c.url,
            reports.c.published,
            reports.c.capture.label("page_sha256"),
            sa.func.coalesce(captures.c.retrieved, reports.c.retrieved).label("retrieved"),
            captures.c.origin,
        )
        .join(reports, reports.c.seq == table.c.report)
        .outerjoin(captures, captures.c.hash == reports.c.capture)
        .where(reports.c.id.startswith(report, autoescape=True), table.c.id == number)
    )
    found = _rows(connection, query)
    if len(found) != 1 or not report:
        raise InputError(f"no single record {record!r} in the ledger: lists show the ids of their rows")
    return found[0]


def _record_id(table: sa.Table) -> sa.ColumnElement[str]:
    """The id that opens a record from anywhere: its report's and its own."""
    whole: sa.ColumnElement[str] = (reports.c.id + "/" + table.c.id).label("id")
    return whole


def _rows(connection: sa.Connection, query: sa.Select[Any]) -> Rows:
    return [dict(row) for row in connection.execute(query).mappings()]
