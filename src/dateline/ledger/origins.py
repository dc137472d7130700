"""Who tells of an incident: every mention in order of arrival, with its family and its speakers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger.schema import events, reports
from dateline.ledger.testimony import testify

_AT_ONCE = 400  # parameters in one query; SQLite's oldest limit is 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report's telling of something. `speakers` vouch for it; the outlet does when nobody else is named."""

    record: str
    family: str
    day: str
    type: str | None
    speakers: tuple[str, ...]


def telling_of(connection: sa.Connection, incidents: Sequence[str]) -> dict[str, list[Told]]:
    """For each incident that several families tell of, its mentions, one a report, in order of arrival."""
    rows: list[Any] = []
    for start in range(0, len(incidents), _AT_ONCE):
        query = (
            sa.select(
                (reports.c.id + "/" + events.c.id).label("event"),
                events.c.incident,
                events.c.type,
                reports.c.family,
                reports.c.seq,
                sa.func.coalesce(reports.c.day, sa.func.substr(reports.c.added, 1, 10)).label("day"),
            )
            .join(reports, reports.c.seq == events.c.report)
            .where(
                events.c.incident.in_(incidents[start : start + _AT_ONCE]),
                events.c.review.is_distinct_from("rejected"),
            )
            .order_by(reports.c.seq, events.c.place_in_order)
        )
        rows.extend(connection.execute(query).all())
    families: dict[str, set[str]] = {}
    for row in rows:
        families.setdefault(row.incident, set()).add(row.family)
    several = {incident for incident, names in families.items() if len(names) > 1}
    witnesses = testify(connection, [row.event for row in rows if row.incident in several])
    found: dict[str, list[Told]] = {}
    seen: set[tuple[str, int]] = set()
    for row in rows:
        if row.incident not in several or (row.incident, row.seq) in seen:
            continue
        seen.add((row.incident, row.seq))
        witness = witnesses[row.event]
        found.setdefault(row.incident, []).append(
            Told(
                record=row.event,
                family=row.family,
                day=row.day,
                type=row.type,
                speakers=(witness.speaker, *witness.others),
            )
        )
    return found
