"""Finding the family of copies that a new report belongs to, and remembering its prints."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import sqlalchemy as sa

from dateline.ledger.schema import fingerprints, reports
from dateline.resolve.across import copies

_AT_ONCE = 500  # parameters in one query; SQLite's oldest limit is 999


def find_family(connection: sa.Connection, own: AbstractSet[int]) -> tuple[str, float] | None:
    """The family whose prints contain the new report's, with the containment; None for a new voice."""
    holders = sa.func.count().over(partition_by=fingerprints.c.print).label("holders")
    shared: dict[str, int] = {}
    for some in _chunks(sorted(own)):
        held = (
            sa.select(reports.c.family, holders)
            .join(fingerprints, fingerprints.c.report == reports.c.seq)
            .where(fingerprints.c.print.in_(some))
            .subquery()
        )
        counted = sa.select(held.c.family, sa.func.count()).where(held.c.holders <= copies.RARE).group_by(held.c.family)
        for name, count in connection.execute(counted):
            shared[name] = shared.get(name, 0) + count
    near = sorted(name for name, count in shared.items() if count >= copies.SHARED)
    return copies.family(own, {name: family_prints(connection, name) for name in near})


def family_prints(connection: sa.Connection, family: str) -> set[int]:
    """Every print that a member of the family has."""
    query = (
        sa.select(fingerprints.c.print)
        .join(reports, fingerprints.c.report == reports.c.seq)
        .where(reports.c.family == family)
    )
    return set(connection.scalars(query))


def keep_prints(connection: sa.Connection, report: int, own: AbstractSet[int], family: str) -> None:
    """Keeps the prints that are new to the family: what a copy repeats is held once."""
    fresh = sorted(own - family_prints(connection, family))
    if fresh:
        connection.execute(fingerprints.insert(), [{"print": one, "report": report} for one in fresh])


def _chunks(values: list[int]) -> Iterable[list[int]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
