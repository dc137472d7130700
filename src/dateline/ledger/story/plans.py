"""The agenda of a story: each plan as it stands, with what changed about it."""

from typing import Any

import sqlalchemy as sa

from dateline.ledger.schema import agenda, relations, reports
from dateline.ledger.story.shown import HOLDS, name_of, of_story

CHANGES = ("called-off", "corrects", "in-doubt", "moved", "update")


def plans(connection: sa.Connection, story: str, *, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """Plans by day, the latest first and those without a day last.

    A plan stands as the newest mention has it that did not merely repeat; `history` holds the
    versions before, newest first.
    """
    said = _said(story)
    query = (
        sa.select(said)
        .where(said.c.turn == 1)
        .order_by(said.c.day.desc().nulls_last(), said.c.report_seq.desc(), said.c.place_in_order)
        .limit(limit)
        .offset(offset)
    )
    found = [dict(row) for row in connection.execute(query).mappings()]
    keys = [row["plan"] for row in found]
    earlier = connection.execute(
        sa.select(said).where(said.c.plan.in_(keys), said.c.turn > 1).order_by(said.c.plan, said.c.turn)
    ).mappings()
    history: dict[str, list[dict[str, Any]]] = {}
    for row in earlier:
        history.setdefault(row["plan"], []).append(dict(row))
    reasons = _reasons(
        connection, [row["id"] for row in found] + [row["id"] for rows in history.values() for row in rows]
    )
    return [_whole(row, history.get(row["plan"], []), reasons) for row in found]


def count_plans(connection: sa.Connection, story: str) -> int:
    """How many plans there are."""
    said = _said(story)
    return connection.execute(sa.select(sa.func.count()).select_from(said).where(said.c.turn == 1)).scalar_one()


def _whole(row: dict[str, Any], earlier: list[dict[str, Any]], reasons: dict[str, str]) -> dict[str, Any]:
    inner = ("turn", "report_seq", "place_in_order")

    def outer(one: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in one.items() if key not in inner} | {"change": reasons.get(one["id"])}

    kept = [one for one in earlier if one["novelty"] != "repeat" or one["id"] in reasons]
    return outer(row) | {"mentions": len(earlier) + 1, "history": [outer(one) for one in kept]}


def _said(story: str) -> sa.Subquery:
    name = name_of(agenda)
    plan = sa.func.coalesce(agenda.c.plan, name)
    says_more = sa.case((agenda.c.novelty == "repeat", 1), else_=0)
    newest = (says_more, reports.c.day.desc().nulls_last(), agenda.c.report.desc(), agenda.c.place_in_order.desc())
    return (
        sa.select(
            name.label("id"),
            plan.label("plan"),
            agenda.c.day,
            agenda.c.when,
            agenda.c.what,
            agenda.c.where,
            agenda.c.parties,
            agenda.c.status,
            agenda.c.evidence,
            agenda.c.novelty,
            reports.c.outlet,
            reports.c.day.label("printed"),
            reports.c.id.label("report"),
            agenda.c.report.label("report_seq"),
            agenda.c.place_in_order,
            sa.func.row_number().over(partition_by=plan, order_by=newest).label("turn"),
        )
        .join(reports, reports.c.seq == agenda.c.report)
        .where(*of_story(agenda, story), sa.or_(agenda.c.plan.is_not(None), agenda.c.novelty != "repeat"))
        .subquery()
    )


def _reasons(connection: sa.Connection, names: list[str]) -> dict[str, str]:
    """What changed with a plan's version, in words, by the version's name."""
    links = relations.c
    query = sa.select(links.later, sa.func.min(links.reason)).where(
        links.kind.in_(CHANGES), links.later.in_(names), HOLDS
    )
    return dict(connection.execute(query.group_by(links.later)).all())
