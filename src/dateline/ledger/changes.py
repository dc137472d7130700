"""What changed in a story since a reader last looked: new reports, and records that change what was known."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from dateline.ledger.lookup import lookup
from dateline.ledger.overview import CONTESTED, of_report
from dateline.ledger.queries.relations import FIRST
from dateline.ledger.schema import relations, reports
from dateline.ledger.story.shown import HOLDS


def count_new(connection: sa.Connection, seen: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """For each story what came after the report number that was seen: reports, origins, updates, disputes.

    `origins` are those that had not reported before; `updates` are new figures and moved plans.
    """
    return {story: _count_new(connection, story, after) for story, after in seen.items()}


def caught_up(connection: sa.Connection, seen: Mapping[str, int]) -> list[str]:
    """The stories in which nothing came after what was seen."""
    newest = (
        sa.select(reports.c.story, sa.func.max(reports.c.seq))
        .where(reports.c.story.in_(list(seen)))
        .group_by(reports.c.story)
    )
    return sorted(story for story, seq in connection.execute(newest) if seq <= seen[story])


def changes(connection: sa.Connection, story: str, *, after: int, limit: int) -> list[dict[str, Any]]:
    """Relations of a story whose later record came after a report number, with both records.

    Each row: `kind`, `reason`, and `later` and `earlier` as `lookup` gives them; the weightiest kind
    first, then the newest.
    """
    query = (
        sa.select(relations.c.kind, relations.c.reason, relations.c.later, relations.c.earlier)
        .join(reports, of_report(connection, relations.c.later))
        .where(reports.c.story == story, reports.c.seq > after, relations.c.kind.in_(FIRST), HOLDS)
        .order_by(
            sa.case({kind: i for i, kind in enumerate(FIRST)}, value=relations.c.kind),
            reports.c.seq.desc(),
            relations.c.later,
            relations.c.earlier,
        )
        .limit(limit)
    )
    found = [dict(row) for row in connection.execute(query).mappings()]
    records = lookup(connection, sorted({row[end] for row in found for end in ("later", "earlier")}))
    return [
        row | {"later": records[row["later"]], "earlier": records[row["earlier"]]}
        for row in found
        if row["later"] in records and row["earlier"] in records
    ]


def _count_new(connection: sa.Connection, story: str, after: int) -> dict[str, int]:
    of_it = reports.c.story == story
    before = sa.select(reports.c.family).where(of_it, reports.c.seq <= after)
    is_new = reports.c.seq > after
    fresh = sa.case((reports.c.family.not_in(before), reports.c.family))
    count, origins = connection.execute(
        sa.select(sa.func.count(), sa.func.count(sa.distinct(fresh))).where(of_it, is_new)
    ).one()
    return {
        "reports": count,
        "origins": origins,
        "updates": _count_links(connection, of_it & is_new, [kind for kind in FIRST if kind not in CONTESTED]),
        "disputes": _count_links(connection, of_it & is_new, CONTESTED),
    }


def _count_links(connection: sa.Connection, condition: sa.ColumnElement[bool], kinds: Sequence[str]) -> int:
    """How many records of the reports change something; one that changes two earlier ones counts once."""
    query = (
        sa.select(sa.func.count(sa.distinct(relations.c.later)))
        .join(reports, of_report(connection, relations.c.later))
        .where(condition, relations.c.kind.in_(kinds), HOLDS)
    )
    return connection.execute(query).scalar_one()
