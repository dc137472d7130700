"""Adding a reading: rows, family, story and novelty, all in the caller's transaction."""

import zlib
from typing import Any

import sqlalchemy as sa

from dateline.ledger import rows
from dateline.ledger.captures import LEVEL, keep_capture
from dateline.ledger.comparing import Parties
from dateline.ledger.families import find_family, keep_prints
from dateline.ledger.joining import Own, join_records
from dateline.ledger.neighbours import neighbours_of
from dateline.ledger.placing import place_in_story
from dateline.ledger.regrouping import regroup
from dateline.ledger.remembering import memory_of
from dateline.ledger.rereading import reread
from dateline.ledger.schema import assignments, reports, texts
from dateline.ledger.told import Words
from dateline.ledger.words import index_words
from dateline.ledger.writing import rows_of, signature, write_records
from dateline.records import Capture, Reading
from dateline.records.codec import encode
from dateline.resolve.across.copies import prints

Outcome = dict[str, Any]


def add(connection: sa.Connection, reading: Reading, capture: Capture | None, now: str) -> Outcome:
    """Adds or rereads one report; see `Ledger.add`."""
    row = connection.execute(_KNOWN, {"report": reading.report.id}).first()
    if row is None:
        return _add_new(connection, reading, capture, now)
    if row.generator == signature(reading.generator):
        return _outcome(connection, row)
    reread(connection, row.seq, reading)
    return _outcome(connection, row) | {"outcome": "reread"}


def known(connection: sa.Connection, report: str) -> Outcome | None:
    """Where a report stands that the ledger holds already; None when it does not."""
    row = connection.execute(_KNOWN, {"report": report}).first()
    return None if row is None else _outcome(connection, row)


def _outcome(connection: sa.Connection, row: sa.Row[*tuple[Any, ...]]) -> Outcome:
    return {
        "report": row.id,
        "outcome": "known",
        "family": row.family,
        "story": row.story,
        "copy_of": _origin(connection, row.family, row.seq),
        "version_of": row.version_of,
    }


def _add_new(connection: sa.Connection, reading: Reading, capture: Capture | None, now: str) -> Outcome:
    report = reading.report
    memory = memory_of(connection)
    found = find_family(connection, prints(report))
    match = found.family
    version_of = _version_of(connection, report.url)
    row = {
        "id": report.id,
        "ref": report.ref,
        "url": report.url,
        "outlet": report.outlet,
        "headline": report.headline,
        "published": report.published,
        "day": rows.day(report.published),
        "retrieved": report.retrieved,
        "added": now,
        "language": report.language,
        "capture": keep_capture(connection, capture) if capture is not None else None,
        "generator": signature(reading.generator),
        "family": "",
        "version_of": version_of,
        "story": "",
        "prints": len(found.fresh),
    }
    seq: int = connection.execute(_INSERT, row).scalar_one()
    packed = zlib.compress(encode(reading), LEVEL)
    connection.execute(_INSERT_TEXT, {"report": seq, "text": report.text, "reading": packed})
    family = match[0] if match else f"F{seq}"
    words = Words(connection, memory.words)
    story, score, reason = place_in_story(connection, words, reading, seq, match[0] if match else None)
    connection.execute(_PUT, {"put": seq, "family": family, "story": story})
    if reason == "near":
        story = regroup(connection, words, story, seq)
    keep_prints(connection, seq, found.fresh)
    index_words(connection, seq, report)
    records, parties = rows_of(seq, reading, "repeat" if match else "new"), rows.party_rows(reading)
    log = []
    if match is None or version_of is not None:
        own = Own(seq=seq, text=report.text, rows=records, parties=_countries(parties))
        beside = neighbours_of(connection, seq, story, memory)
        log = join_records(connection, own, beside, correction=version_of is not None)
    write_records(connection, seq, records, parties)
    log += [
        {
            "kind": "family",
            "item": report.id,
            "target": family,
            "score": match[1] if match else None,
            "reason": "copy" if match else "first",
        },
        {"kind": "story", "item": report.id, "target": story, "score": score, "reason": reason},
    ]
    connection.execute(_LOG, log)
    memory.newest = seq
    return {
        "report": report.id,
        "outcome": "added",
        "family": family,
        "story": story,
        "copy_of": _origin(connection, family, seq) if match else None,
        "version_of": version_of,
    }


def _countries(parties: list[rows.Row]) -> Parties:
    found: dict[str, list[tuple[str, str]]] = {}
    for party in parties:
        if party["country"] is not None:
            found.setdefault(party["event"], []).append((party["role"], party["country"]))
    return found


def _version_of(connection: sa.Connection, url: str | None) -> str | None:
    """The report printed earlier at the same address, whose newer version this one is."""
    return None if url is None else connection.execute(_AT, {"url": url}).scalar()


def _origin(connection: sa.Connection, family: str, seq: int) -> str | None:
    """The first report of a family, when it is another one."""
    return connection.execute(_FIRST, {"family": family, "seq": seq}).scalar()


_KNOWN = sa.select(
    reports.c.seq, reports.c.id, reports.c.family, reports.c.story, reports.c.version_of, reports.c.generator
).where(reports.c.id == sa.bindparam("report"))
_AT = sa.select(reports.c.id).where(reports.c.url == sa.bindparam("url")).order_by(reports.c.seq.desc()).limit(1)
_FIRST = (
    sa.select(reports.c.id)
    .where(reports.c.family == sa.bindparam("family"), reports.c.seq < sa.bindparam("seq"))
    .order_by(reports.c.seq)
    .limit(1)
)
_INSERT = reports.insert().returning(reports.c.seq)
_INSERT_TEXT = texts.insert()
_PUT = reports.update().where(reports.c.seq == sa.bindparam("put"))
_LOG = assignments.insert()
