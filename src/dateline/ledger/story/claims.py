"""Who says what: claims by speaker, each said once however often it is printed, with who denies it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from dateline.ledger.lookup import lookup
from dateline.ledger.schema import relations, reports, statements
from dateline.ledger.story.shown import HOLDS, name_of, of_story

SPEAKER = sa.func.coalesce(statements.c.name, statements.c.source, "")
"""Whom a claim stands under: the resolved name, or else the words of the text; empty for nobody named."""


def speakers(connection: sa.Connection, story: str, *, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """Speakers with their numbers of claims and of independent origins that carry them, the most first."""
    origins, said = sa.func.count(sa.distinct(reports.c.family)), sa.func.count()
    query = (
        sa.select(
            SPEAKER.label("speaker"),
            sa.func.min(statements.c.code).label("code"),
            said.label("claims"),
            origins.label("origins"),
        )
        .join(reports, reports.c.seq == statements.c.report)
        .where(*_shown(story))
        .group_by(SPEAKER)
        .order_by(sa.case((SPEAKER == "", 1), else_=0), origins.desc(), said.desc(), SPEAKER)
        .limit(limit)
        .offset(offset)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def claims(
    connection: sa.Connection,
    story: str,
    *,
    of_speakers: Sequence[str] | None = None,
    each: int | None = None,
    standing: str | None = None,
    act: str | None = None,
    limit: int,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """Claims, the newest first; `each` bounds the number for one speaker. `denied_by` and `denies` hold records."""
    turn = sa.func.row_number().over(partition_by=SPEAKER, order_by=(reports.c.seq.desc(), statements.c.place_in_order))
    said = (  # few columns, because all are sorted
        sa.select(statements.c.report, statements.c.place_in_order, turn.label("turn"))
        .join(reports, reports.c.seq == statements.c.report)
        .where(*_shown(story, of_speakers, standing, act))
        .subquery()
    )
    query = _columns().join(
        said, sa.and_(said.c.report == statements.c.report, said.c.place_in_order == statements.c.place_in_order)
    )
    if each is not None:
        query = query.where(said.c.turn <= each)
    query = query.order_by(said.c.report.desc(), said.c.place_in_order).limit(limit).offset(offset)
    found = [dict(row) for row in connection.execute(query).mappings()]
    denials = _denials(connection, [row["id"] for row in found])
    return [row | denials[row["id"]] for row in found]


def count_claims(
    connection: sa.Connection,
    story: str,
    *,
    of_speakers: Sequence[str] | None = None,
    standing: str | None = None,
    act: str | None = None,
) -> int:
    """How many claims there are to list."""
    query = sa.select(sa.func.count()).select_from(statements.join(reports, reports.c.seq == statements.c.report))
    return connection.execute(query.where(*_shown(story, of_speakers, standing, act))).scalar_one()


def count_speakers(connection: sa.Connection, story: str) -> int:
    """How many speakers there are."""
    query = sa.select(sa.func.count(sa.distinct(SPEAKER))).select_from(
        statements.join(reports, reports.c.seq == statements.c.report)
    )
    return connection.execute(query.where(*_shown(story))).scalar_one()


def _shown(
    story: str, of_speakers: Sequence[str] | None = None, standing: str | None = None, act: str | None = None
) -> list[sa.ColumnElement[bool]]:
    conditions = [*of_story(statements, story), statements.c.novelty != "repeat"]
    if of_speakers is not None:
        conditions.append(SPEAKER.in_(of_speakers))
    if standing is not None:
        conditions.append(statements.c.standing == standing)
    if act is not None:
        conditions.append(statements.c.act == act)
    return conditions


def _columns() -> sa.Select[Any]:
    columns = sa.select(
        name_of(statements).label("id"),
        SPEAKER.label("speaker"),
        statements.c.source,
        statements.c.code,
        statements.c.standing,
        statements.c.act,
        statements.c.mode,
        statements.c.content,
        statements.c.via,
        statements.c.said_on,
        statements.c.parent,
        statements.c.novelty,
        reports.c.day,
        reports.c.outlet,
        reports.c.id.label("report"),
    )
    return columns.join(reports, reports.c.seq == statements.c.report)


def _denials(connection: sa.Connection, names: Sequence[str]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """For each claim the claims that deny it, and those that it denies."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {name: {"denied_by": [], "denies": []} for name in names}
    links = relations.c
    query = sa.select(links.later, links.earlier).where(
        links.kind == "denies", sa.or_(links.later.in_(names), links.earlier.in_(names)), HOLDS
    )
    pairs = connection.execute(query.order_by(links.later, links.earlier)).all()
    records = lookup(connection, sorted({name for pair in pairs for name in pair}))
    for later, earlier in pairs:
        if earlier in found and later in records:
            found[earlier]["denied_by"].append(records[later])
        if later in found and earlier in records:
            found[later]["denies"].append(records[earlier])
    return found
