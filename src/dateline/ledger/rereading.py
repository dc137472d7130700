"""A report read anew: its records are replaced, their ids, groups and corrections stay.

A newer reading numbers its records from one again. Each is found among the earlier ones by its words and
gets the earlier id; a record that was not there before gets a number that no record of the report ever had.
So an id names the same words for ever, and everything that goes by ids (groups, relations, decisions, links
in someone's notes) holds.
"""

import zlib
from collections.abc import Mapping
from dataclasses import replace

import msgspec
import sqlalchemy as sa

from dateline.ledger import correcting, rows
from dateline.ledger.anchors import Anchor, anchors, match
from dateline.ledger.rejoining import GROUPS, groups_of, is_copy, rejoin
from dateline.ledger.remembering import count_change
from dateline.ledger.schema import RECORDS, assignments, event_parties, later_report, relations, reports, retired, texts
from dateline.ledger.writing import rows_of, signature, write_records
from dateline.records import Reading
from dateline.records.codec import decode, encode


def reread(connection: sa.Connection, seq: int, reading: Reading) -> None:
    """Puts a newer reading of a report in the place of the one that is kept."""
    report = reading.report.id
    packed, family, version_of = connection.execute(
        sa.select(texts.c.reading, reports.c.family, reports.c.version_of)
        .join(texts, texts.c.report == reports.c.seq)
        .where(reports.c.seq == seq)
    ).one()
    before = anchors(decode(zlib.decompress(packed)))
    gone = _retired(connection, seq)
    reading = renumbered(reading, _names(reading, before, gone))
    after = anchors(reading)
    groups = {record: group for record, group in groups_of(connection, seq).items() if record in after}
    groups |= _groups_before(connection, report, [record for record in after if record in gone])
    connection.execute(reports.update().where(reports.c.seq == seq).values(generator=signature(reading.generator)))
    connection.execute(texts.update().where(texts.c.report == seq).values(reading=zlib.compress(encode(reading))))
    for table in (event_parties, *RECORDS.values()):
        connection.execute(table.delete().where(table.c.report == seq))
    copied = is_copy(connection, seq, family) and version_of is None
    found = rows_of(seq, reading, "repeat" if copied else "new")
    write_records(connection, seq, found, rows.party_rows(reading))
    _retire(connection, seq, report, {name: one for name, one in before.items() if name not in after}, after)
    _put_into_groups(connection, seq, groups)
    correcting.apply(connection, report)
    rejoin(connection, seq)
    correcting.settle(connection, report)
    count_change(connection)


def renumbered(reading: Reading, names: Mapping[str, str]) -> Reading:
    """The reading with other ids for its records; `names` maps every id to its new one."""

    def named(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names[one] for one in ids)

    return replace(
        reading,
        statements=tuple(
            replace(one, id=names[one.id], parent=names[one.parent] if one.parent else None)
            for one in reading.statements
        ),
        events=tuple(
            replace(one, id=names[one.id], figures=named(one.figures), vouched_by=named(one.vouched_by))
            for one in reading.events
        ),
        figures=tuple(replace(one, id=names[one.id], vouched_by=named(one.vouched_by)) for one in reading.figures),
        agenda=tuple(replace(one, id=names[one.id], vouched_by=named(one.vouched_by)) for one in reading.agenda),
    )


def _names(reading: Reading, before: Mapping[str, Anchor], gone: Mapping[str, Anchor]) -> dict[str, str]:
    """The id of every record of a newer reading: the earlier one's of the same words, else a fresh number."""
    later = anchors(reading)
    names = match(before, later)
    names |= match(gone, {name: one for name, one in later.items() if name not in names})
    last = dict.fromkeys(RECORDS, 0)
    for name in (*before, *gone):
        last[name[0]] = max(last[name[0]], int(name[1:]))
    for name in later:
        if name not in names:
            last[name[0]] += 1
            names[name] = f"{name[0]}{last[name[0]]}"
    return names


def _retired(connection: sa.Connection, seq: int) -> dict[str, Anchor]:
    query = sa.select(retired.c.id, retired.c.anchor).where(retired.c.report == seq)
    return {name: msgspec.json.decode(held, type=Anchor) for name, held in connection.execute(query)}


def _retire(
    connection: sa.Connection, seq: int, report: str, gone: Mapping[str, Anchor], present: Mapping[str, Anchor]
) -> None:
    """Remembers the records that are gone, so that they are known if they come back, and forgets their relations."""
    connection.execute(retired.delete().where(retired.c.report == seq, retired.c.id.in_(list(present))))
    for name, one in gone.items():
        row = {"report": seq, "id": name, "anchor": msgspec.json.encode(one).decode()}
        connection.execute(retired.insert().values(**row))
        later = sa.and_(later_report == report, relations.c.later == f"{report}/{name}")
        ends = sa.or_(later, relations.c.earlier == f"{report}/{name}")
        connection.execute(relations.delete().where(ends))


def _groups_before(connection: sa.Connection, report: str, records: list[str]) -> dict[str, str]:
    """The groups that records had before they were retired, as they are named today."""
    found: dict[str, str] = {}
    for record in records:
        query = sa.select(assignments.c.target).where(assignments.c.item == f"{report}/{record}")
        group = connection.execute(query.order_by(assignments.c.seq.desc()).limit(1)).scalar()
        if group is not None:
            found[record] = correcting.current(connection, group)
    return found


def _put_into_groups(connection: sa.Connection, seq: int, groups: Mapping[str, str]) -> None:
    for record, group in groups.items():
        table, column = GROUPS[record[0]]
        here = sa.and_(table.c.report == seq, table.c.id == record)
        connection.execute(table.update().where(here).values({column.key: group}))
