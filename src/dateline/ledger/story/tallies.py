"""Figures that count the same thing, side by side: by measure, then by counter, in order of time."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from dateline.ledger.lookup import lookup
from dateline.ledger.schema import figures, relations, reports
from dateline.ledger.story.shown import HOLDS, name_of, of_story
from dateline.resolve.across.tallies import RUNNING

DAY = sa.func.coalesce(figures.c.as_of, reports.c.day)


def measures(connection: sa.Connection, story: str) -> list[dict[str, Any]]:
    """Every measure with its numbers of figures and of counters; those that accumulate first, sources last."""
    count = sa.func.count()
    query = (
        sa.select(
            figures.c.measure,
            figures.c.unit,
            count.label("figures"),
            sa.func.count(sa.distinct(figures.c.counter)).label("counters"),
        )
        .join(reports, reports.c.seq == figures.c.report)
        .where(*_shown(story))
        .group_by(figures.c.measure, figures.c.unit)
        .order_by(
            sa.case((figures.c.measure.in_(sorted(RUNNING)), 0), (figures.c.measure == "sources", 2), else_=1),
            count.desc(),
            figures.c.measure,
        )
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def counts(
    connection: sa.Connection, story: str, measure: str, unit: str | None, *, limit: int, offset: int = 0
) -> list[dict[str, Any]]:
    """The figures of one measure, the latest first.

    `superseded_by` is the same counter's newer figure, `contradicts` holds the figures that no number
    satisfies together with this one.
    """
    query = (
        sa.select(
            name_of(figures).label("id"),
            figures.c.measure,
            figures.c.value,
            figures.c.low,
            figures.c.high,
            figures.c.unit,
            figures.c.bound,
            figures.c.basis,
            figures.c.of,
            figures.c.counter,
            figures.c.counter_code,
            figures.c.as_of,
            DAY.label("day"),
            figures.c.where,
            figures.c.evidence,
            figures.c.novelty,
            figures.c.tally,
            reports.c.outlet,
            reports.c.id.label("report"),
        )
        .join(reports, reports.c.seq == figures.c.report)
        .where(*_shown(story), figures.c.measure == measure, figures.c.unit.is_not_distinct_from(unit))
        .order_by(DAY.desc().nulls_last(), reports.c.seq.desc(), figures.c.place_in_order)
        .limit(limit)
        .offset(offset)
    )
    found = [dict(row) for row in connection.execute(query).mappings()]
    names = [row["id"] for row in found]
    newer, against = (
        _superseded(connection, {row["id"]: row["day"] or "" for row in found}),
        _contradictions(connection, names),
    )
    return [row | {"superseded_by": newer.get(row["id"]), "contradicts": against.get(row["id"], [])} for row in found]


def _shown(story: str) -> list[sa.ColumnElement[bool]]:
    return [*of_story(figures, story), sa.or_(figures.c.tally.is_not(None), figures.c.novelty != "repeat")]


def _superseded(connection: sa.Connection, days: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """For each figure the newest of the same counter; what was printed later but holds for an earlier day is not newer."""
    links = relations.c
    query = sa.select(links.earlier, links.later).where(
        links.kind.in_(("update", "corrects")), links.earlier.in_(list(days)), HOLDS
    )
    pairs = connection.execute(query.order_by(links.earlier, links.later)).all()
    records = lookup(connection, sorted({later for _, later in pairs}))
    newest: dict[str, dict[str, Any]] = {}
    for earlier, later in pairs:
        record = records.get(later)
        if record is None or _day(record) < max(days[earlier], _day(newest.get(earlier))):
            continue
        elsewhere = not earlier.startswith(record["report"] + "/")
        if elsewhere or _day(record) > days[earlier]:  # figures of one report and one day stand beside each other
            newest[earlier] = record
    return newest


def _day(record: dict[str, Any] | None) -> str:
    """The day that a figure holds for; the empty string, which is before all days, when none is known."""
    return "" if record is None else (record["as_of"] or record["day"] or "")


def _contradictions(connection: sa.Connection, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    links = relations.c
    query = sa.select(links.later, links.earlier).where(
        links.kind == "contradicts", sa.or_(links.later.in_(names), links.earlier.in_(names)), HOLDS
    )
    pairs = connection.execute(query.order_by(links.later, links.earlier)).all()
    records = lookup(connection, sorted({name for pair in pairs for name in pair}))
    wanted = set(names)
    found: dict[str, list[dict[str, Any]]] = {}
    for later, earlier in pairs:
        for one, other in ((later, earlier), (earlier, later)):
            if one in wanted and other in records:
                found.setdefault(one, []).append(records[other])
    return found
