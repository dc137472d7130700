"""Figures that count the same thing, side by side: by measure, then by counter, in order of time."""

from collections.abc import Sequence
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
    newer, against = _superseded(connection, names), _contradictions(connection, names)
    return [row | {"superseded_by": newer.get(row["id"]), "contradicts": against.get(row["id"], [])} for row in found]


def _shown(story: str) -> list[sa.ColumnElement[bool]]:
    return [*of_story(figures, story), sa.or_(figures.c.tally.is_not(None), figures.c.novelty != "repeat")]


def _superseded(connection: sa.Connection, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    links = relations.c
    query = sa.select(links.earlier, sa.func.max(links.later)).where(
        links.kind == "update", links.earlier.in_(names), HOLDS
    )
    newer = dict(connection.execute(query.group_by(links.earlier)).all())
    records = lookup(connection, sorted(set(newer.values())))
    return {earlier: records[later] for earlier, later in newer.items() if later in records}


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
