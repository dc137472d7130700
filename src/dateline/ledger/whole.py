"""Records by their names, whole: every field as the ledger has it today, parties with their codes."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from dateline.ledger.schema import RECORDS, event_parties, reports

_AT_ONCE = 250  # pairs in one query; SQLite's oldest limit is 999 parameters


def whole(connection: sa.Connection, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The rows of the records that exist; parties of events are written "NAME (CODE); NAME (CODE)", as `fix` takes them."""
    wanted = list(dict.fromkeys(names))
    found: dict[str, dict[str, Any]] = {}
    for letter, table in RECORDS.items():
        pairs = [
            (report, record) for report, _, record in (name.partition("/") for name in wanted) if record[:1] == letter
        ]
        for at in range(0, len(pairs), _AT_ONCE):
            query = (
                sa.select((reports.c.id + "/" + table.c.id).label("name_of_record"), table)
                .join(reports, reports.c.seq == table.c.report)
                .where(sa.tuple_(reports.c.id, table.c.id).in_(pairs[at : at + _AT_ONCE]))
            )
            for row in connection.execute(query).mappings():
                rest = dict(row)
                found[rest.pop("name_of_record")] = rest
    parties = _parties(connection, [name for name in found if name.partition("/")[2].startswith("e")])
    return {name: row | parties.get(name, {}) for name, row in found.items()}


def _parties(connection: sa.Connection, events: list[str]) -> Mapping[str, dict[str, str]]:
    party = event_parties.c
    found: dict[str, dict[str, str]] = {}
    pairs = [tuple(name.split("/", 1)) for name in events]
    for at in range(0, len(pairs), _AT_ONCE):
        query = (
            sa.select(reports.c.id + "/" + party.event, party.role, party.name, party.code)
            .join(reports, reports.c.seq == party.report)
            .where(sa.tuple_(reports.c.id, party.event).in_(pairs[at : at + _AT_ONCE]))
            .order_by(party.report, party.event, party.role, party.place_in_order)
        )
        for event, role, name, code in connection.execute(query):
            own = found.setdefault(event, {})
            words = f"{name} ({code})" if code else str(name)
            own[f"{role}s"] = f"{own[f'{role}s']}; {words}" if f"{role}s" in own else words
    return found
