"""Which records of a story are shown, and which relations between them."""

import sqlalchemy as sa

from dateline.ledger.schema import relations, reports

HOLDS = relations.c.review.is_distinct_from("rejected")
"""Whether a relation between two records stands: no person has rejected it."""


def of_story(table: sa.Table, story: str) -> list[sa.ColumnElement[bool]]:
    """The conditions on a record joined to its report: of the story, and not rejected by a person."""
    return [reports.c.story == story, sa.or_(table.c.review.is_(None), table.c.review != "rejected")]


def name_of(table: sa.Table) -> sa.ColumnElement[str]:
    """The name that opens a record from anywhere: `REPORT/e7`."""
    name: sa.ColumnElement[str] = reports.c.id + "/" + table.c.id
    return name
