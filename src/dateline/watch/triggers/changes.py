"""Denials of what was claimed, and figures that their own counter revised: both are relations of the ledger."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from dateline.ledger import queries
from dateline.ledger.lookup import lookup
from dateline.ledger.queries.form import Rows
from dateline.ledger.schema import relations
from dateline.watch.rules import Rule
from dateline.watch.triggers.scope import Finding, Scope

_AT_ONCE = 400  # parameters in one query; SQLite's oldest limit is 999


def find_denials(connection: sa.Connection, rule: Rule, scope: Scope) -> list[Finding]:
    """Statements that deny what another speaker asserts; the search narrows the denial."""
    rows = queries.statements(connection, scope.narrow(rule.where.filter()))
    found = []
    for later, earlier in _related(connection, _fresh(rows, scope), "denies"):
        found.append(
            Finding(
                key=f"{later['id']} {earlier['id']}",
                subject=earlier["id"],
                day=scope.day(later["id"]),
                headline=f"{later['speaker'] or 'Somebody unnamed'} denies what {earlier['speaker'] or 'somebody unnamed'} asserts",
                records=(later["id"], earlier["id"]),
            )
        )
    return found


def find_revisions(connection: sa.Connection, rule: Rule, scope: Scope) -> list[Finding]:
    """Figures that differ from the same counter's last one, printed in another report."""
    rows = queries.figures(connection, scope.narrow(rule.where.filter()))
    found = []
    for later, earlier in _related(connection, _fresh(rows, scope), "update"):
        if later["report"] == earlier["report"]:  # two figures side by side are no revision
            continue
        found.append(
            Finding(
                key=later["id"],
                subject=f"{later['counter'] or 'nobody named'}: {later['measure']}",
                day=scope.day(later["id"]),
                headline=f"{later['counter'] or 'Nobody named'}: {later['measure']} {shown(earlier)} → {shown(later)}",
                records=(later["id"], earlier["id"]),
            )
        )
    return found


def shown(figure: dict[str, Any]) -> str:
    """A figure as short as can be: "at-least 7,050"."""
    if figure["value"] is None:
        return str(figure["bound"])
    value = f"{figure['value']:,.10g}"
    return value if figure["bound"] == "exact" else f"{figure['bound']} {value}"


def related(connection: sa.Connection, records: Iterable[str], kinds: Iterable[str]) -> list[tuple[str, str, str, str]]:
    """The relations of some kinds whose later record is one of these: kind, later, earlier and reason."""
    wanted = sorted(records)
    found: list[tuple[str, str, str, str]] = []
    columns = (relations.c.kind, relations.c.later, relations.c.earlier, relations.c.reason)
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            sa.select(*columns)
            .where(
                relations.c.kind.in_(list(kinds)),
                relations.c.later.in_(wanted[start : start + _AT_ONCE]),
                relations.c.review.is_distinct_from("rejected"),
            )
            .order_by(relations.c.later, relations.c.earlier, relations.c.kind)
        )
        found.extend((row[0], row[1], row[2], row[3]) for row in connection.execute(query))
    return found


def linked(connection: sa.Connection, record: str, others: Iterable[str]) -> bool:
    """Whether any record of the other reports stands in a relation to this one."""
    begins = sa.or_(sa.false(), *(relations.c.later.startswith(f"{report}/", autoescape=True) for report in others))
    query = sa.select(sa.literal(1)).where(relations.c.earlier == record, begins)
    return connection.execute(query).first() is not None


def _fresh(rows: Rows, scope: Scope) -> list[str]:
    return [row["id"] for row in rows if scope.has(row["id"])]


def _related(connection: sa.Connection, records: list[str], kind: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Later and earlier record of each relation; of several earlier ones the first."""
    pairs: dict[str, str] = {}
    for _, later, earlier, _ in related(connection, records, (kind,)):
        pairs.setdefault(later, earlier)
    known = lookup(connection, [*pairs, *pairs.values()])
    return [(known[later], known[earlier]) for later, earlier in pairs.items() if later in known and earlier in known]
