"""Adding a reading: rows, family, story and novelty, all in the caller's transaction."""

import zlib
from typing import Any

import sqlalchemy as sa

from dateline.ledger import rows
from dateline.ledger.captures import keep_capture
from dateline.ledger.families import find_family, keep_prints
from dateline.ledger.joining import join_records
from dateline.ledger.placing import place_in_story
from dateline.ledger.regrouping import regroup
from dateline.ledger.rereading import reread
from dateline.ledger.schema import assignments, reports, texts
from dateline.ledger.words import index_words
from dateline.ledger.writing import signature, write_records
from dateline.records import Capture, Reading
from dateline.records.codec import encode
from dateline.resolve.across.copies import prints

Outcome = dict[str, Any]


def add(connection: sa.Connection, reading: Reading, capture: Capture | None, now: str) -> Outcome:
    """Adds or rereads one report; see `Ledger.add`."""
    seen = known(connection, reading.report.id)
    if seen is None:
        return _add_new(connection, reading, capture, now)
    made = sa.select(reports.c.seq, reports.c.generator).where(reports.c.id == reading.report.id)
    row = connection.execute(made).one()
    if row.generator == signature(reading.generator):
        return seen
    reread(connection, row.seq, reading)
    return seen | {"outcome": "reread"}


def known(connection: sa.Connection, report: str) -> Outcome | None:
    """Where a report stands that the ledger holds already; None when it does not."""
    query = sa.select(reports.c.seq, reports.c.family, reports.c.story, reports.c.version_of)
    row = connection.execute(query.where(reports.c.id == report)).first()
    if row is None:
        return None
    return {
        "report": report,
        "outcome": "known",
        "family": row.family,
        "story": row.story,
        "copy_of": _origin(connection, row.family, row.seq),
        "version_of": row.version_of,
    }


def _add_new(connection: sa.Connection, reading: Reading, capture: Capture | None, now: str) -> Outcome:
    report = reading.report
    found = find_family(connection, prints(report))
    match = found.family
    version_of = _version_of(connection, report.url)
    seq: int = connection.execute(
        reports.insert()
        .values(
            id=report.id,
            ref=report.ref,
            url=report.url,
            outlet=report.outlet,
            headline=report.headline,
            published=report.published,
            day=rows.day(report.published),
            retrieved=report.retrieved,
            added=now,
            language=report.language,
            capture=keep_capture(connection, capture) if capture is not None else None,
            generator=signature(reading.generator),
            family="",
            version_of=version_of,
            story="",
            prints=len(found.fresh),
        )
        .returning(reports.c.seq)
    ).scalar_one()
    packed = zlib.compress(encode(reading))
    connection.execute(texts.insert().values(report=seq, text=report.text, reading=packed))
    family = match[0] if match else f"F{seq}"
    story, score, reason = place_in_story(connection, reading, seq, family)
    connection.execute(reports.update().where(reports.c.seq == seq).values(family=family, story=story))
    if reason == "near":
        story = regroup(connection, story)
    keep_prints(connection, seq, found.fresh)
    index_words(connection, seq, report)
    write_records(connection, seq, reading, "repeat" if match else "new")
    if match is None or version_of is not None:
        join_records(connection, seq, story, correction=version_of is not None)
    log = [
        {
            "kind": "family",
            "item": report.id,
            "target": family,
            "score": match[1] if match else None,
            "reason": "copy" if match else "first",
        },
        {"kind": "story", "item": report.id, "target": story, "score": score, "reason": reason},
    ]
    connection.execute(assignments.insert(), log)
    return {
        "report": report.id,
        "outcome": "added",
        "family": family,
        "story": story,
        "copy_of": _origin(connection, family, seq) if match else None,
        "version_of": version_of,
    }


def _version_of(connection: sa.Connection, url: str | None) -> str | None:
    """The report printed earlier at the same address, whose newer version this one is."""
    if url is None:
        return None
    query = sa.select(reports.c.id).where(reports.c.url == url).order_by(reports.c.seq.desc()).limit(1)
    return connection.execute(query).scalar()


def _origin(connection: sa.Connection, family: str, seq: int) -> str | None:
    """The first report of a family, when it is another one."""
    query = (
        sa.select(reports.c.id).where(reports.c.family == family, reports.c.seq < seq).order_by(reports.c.seq).limit(1)
    )
    return connection.execute(query).scalar()
