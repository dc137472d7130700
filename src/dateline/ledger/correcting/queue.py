"""What is worth a person's look: records and relations that nobody has judged, the most doubtful first."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger.filters import Filter
from dateline.ledger.queries.sources import words_of
from dateline.ledger.schema import (
    agenda,
    event_parties,
    events,
    figures,
    later_report,
    relations,
    reports,
    statements,
    stories,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A reason to look: its name, how much it weighs (a rank by judgement, not a probability), and whom it strikes."""

    name: str
    weight: float
    reason: str
    table: sa.Table
    condition: sa.ColumnElement[bool]


_IS_NAMELESS = sa.exists().where(
    event_parties.c.report == events.c.report, event_parties.c.event == events.c.id, event_parties.c.code.is_(None)
)
DOUBTS = (
    Doubt(
        name="contradiction",
        weight=0.9,
        reason="contradicts an earlier record",
        table=relations,
        condition=relations.c.kind.in_(("contradicts", "denies")),
    ),
    Doubt(
        name="possibly-same",
        weight=0.8,
        reason="may be one incident with an earlier mention",
        table=relations,
        condition=relations.c.kind == "possibly-same",
    ),
    Doubt(
        name="one-story",
        weight=0.75,
        reason="may be one story",
        table=stories,
        condition=relations.c.kind == "one-story",
    ),
    Doubt(
        name="two-stories",
        weight=0.72,
        reason="may be two stories",
        table=stories,
        condition=relations.c.kind == "two-stories",
    ),
    Doubt(
        name="unresolved",
        weight=0.7,
        reason="who the speaker is was not found",
        table=statements,
        condition=sa.and_(statements.c.standing == "named", statements.c.name.is_(None)),
    ),
    Doubt(
        name="unresolved",
        weight=0.6,
        reason="no actor was found",
        table=events,
        condition=events.c.actors == "",
    ),
    Doubt(
        name="unresolved",
        weight=0.5,
        reason="a party has no code",
        table=events,
        condition=sa.and_(events.c.actors != "", _IS_NAMELESS),
    ),
    Doubt(
        name="unresolved",
        weight=0.5,
        reason="no number was found",
        table=figures,
        condition=sa.and_(figures.c.value.is_(None), figures.c.low.is_(None), figures.c.high.is_(None)),
    ),
    Doubt(
        name="unresolved",
        weight=0.4,
        reason="its day was not found",
        table=agenda,
        condition=agenda.c.day.is_(None),
    ),
    Doubt(
        name="low-standing",
        weight=0.3,
        reason="nobody is named as the source",
        table=statements,
        condition=statements.c.standing.in_(("anonymous", "unattributed")),
    ),
)


def review(connection: sa.Connection, where: Filter, *, doubt: str | None = None, limit: int = 100) -> list[Row]:
    """What nobody has judged yet, the most doubtful first, then the newest; each record once, for its weightiest doubt.

    Each row: `id` (what to give to a decision), `doubt` (the name of it), `weight`, `reason`, `words` (of a
    story its headline) and `earlier_words` (of a relation's other end), `later` and `earlier` (of a relation, else None), `report`,
    `outlet`, `day`, `story`.
    """
    found: dict[str, Row] = {}
    for one in DOUBTS:
        if doubt in (None, one.name):
            asked = _ASKED.get(one.table.name, _records)(where, one)
            for row in connection.execute(asked.limit(limit)).mappings():
                found.setdefault(row["id"], dict(row) | {"doubt": one.name, "weight": one.weight})
    ranked = sorted(found.values(), key=lambda row: (-row["weight"], -row.pop("seq"), row["id"]))[:limit]
    _add_words(connection, ranked)
    return ranked


def _records(where: Filter, doubt: Doubt) -> sa.Select[Any]:
    table = doubt.table
    return (
        sa.select(
            (reports.c.id + "/" + table.c.id).label("id"),
            sa.literal(doubt.reason).label("reason"),
            sa.null().label("later"),
            sa.null().label("earlier"),
            *_OF_REPORT,
        )
        .join(reports, reports.c.seq == table.c.report)
        .where(
            table.c.review.is_(None),
            table.c.novelty != "repeat",  # what was said before was looked at there
            doubt.condition,
            *where.on_reports(),
            *where.on_days(reports.c.day),
        )
        .order_by(reports.c.seq.desc(), table.c.place_in_order)
    )


def _relations(where: Filter, doubt: Doubt) -> sa.Select[Any]:
    return (
        sa.select(
            (relations.c.kind + ":" + relations.c.later + ":" + relations.c.earlier).label("id"),
            relations.c.reason,
            relations.c.later,
            relations.c.earlier,
            *_OF_REPORT,
        )
        .select_from(relations)
        .join(reports, reports.c.id == later_report)
        .where(relations.c.review.is_(None), doubt.condition, *where.on_reports(), *where.on_days(reports.c.day))
        .order_by(reports.c.seq.desc(), relations.c.score.desc(), relations.c.later, relations.c.earlier)
    )


def _proposals(where: Filter, doubt: Doubt) -> sa.Select[Any]:
    """Pairs of stories; a pair stands at the newest report of its later story."""
    told = reports.alias()
    newest = sa.select(sa.func.max(told.c.seq)).where(told.c.story == relations.c.later).scalar_subquery()
    return (
        sa.select(
            (relations.c.kind + ":" + relations.c.later + ":" + relations.c.earlier).label("id"),
            relations.c.reason,
            relations.c.later,
            relations.c.earlier,
            *_OF_REPORT,
        )
        .select_from(relations)
        .join(reports, reports.c.seq == newest)
        .where(relations.c.review.is_(None), doubt.condition, *where.on_reports(), *where.on_days(reports.c.day))
        .order_by(relations.c.score.desc(), relations.c.later, relations.c.earlier)
    )


_OF_REPORT = (
    reports.c.id.label("report"),
    reports.c.outlet,
    reports.c.day,
    reports.c.story,
    reports.c.seq,
)


_ASKED = {relations.name: _relations, stories.name: _proposals}
"""How the doubts about each table are asked; about records, if none is named."""


def _add_words(connection: sa.Connection, rows: list[Row]) -> None:
    """Puts the words of the evidence beside each row."""
    names = {row[end] or row["id"] for row in rows for end in ("later", "earlier")}
    words = words_of(connection, sorted(name for name in names if "/" in name))
    words |= _headlines(connection, sorted(name for name in names if "/" not in name))
    for row in rows:
        row["words"] = words.get(row["later"] or row["id"])
        row["earlier_words"] = words.get(row["earlier"]) if row["earlier"] else None


def _headlines(connection: sa.Connection, named: list[str]) -> dict[str, str]:
    """Headlines of stories and of reports."""
    found: dict[str, str] = {}
    for table in (stories, reports):
        query = sa.select(table.c.id, table.c.headline).where(table.c.id.in_(named), table.c.headline.is_not(None))
        found.update(connection.execute(query).all())
    return found
