"""The log of decisions, as it is kept."""

import json
from collections.abc import Iterator

import sqlalchemy as sa

from dateline.ledger.correcting.decision import Decision
from dateline.ledger.remembering import count_change
from dateline.ledger.schema import decisions


def write(connection: sa.Connection, decision: Decision) -> None:
    """Adds a decision to the log."""
    count_change(connection)
    connection.execute(
        decisions.insert().values(
            made=decision.made,
            action=decision.action,
            item=decision.item,
            change=_json({"change": decision.change, "others": decision.others}),
            made_by=decision.by,
            why=decision.why,
            place=_json(decision.place),
        )
    )


def read(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> Iterator[Decision]:
    """Decisions in the order they were made."""
    for row in connection.execute(sa.select(decisions).where(*conditions).order_by(decisions.c.seq)):
        change = json.loads(row.change)
        yield Decision(
            action=row.action,
            item=row.item,
            made=row.made,
            by=row.made_by or "",
            why=row.why,
            change=change["change"],
            others=tuple(change["others"]),
            place=json.loads(row.place or "{}"),
        )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
