"""Testimony: for any record its exact words, who vouches for them, how openly named, and where to read it."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger.lookup import lookup
from dateline.ledger.schema import RECORDS, reports, texts
from dateline.records import Reading
from dateline.records.codec import decode

_AT_ONCE = 400  # parameters in one query; SQLite's oldest limit is 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """What stands behind a record. `words` are the report's own, from `start` to `end` in code points.

    `speaker` vouches for them: the source of the statement, the first speaker who asserts the event,
    figure or plan, or the outlet itself. `facts` are the record's fields, as `lookup` gives them.
    `others` names further speakers who assert the same record.
    """

    record: str
    words: str
    start: int
    end: int
    speaker: str
    standing: str
    others: tuple[str, ...]
    outlet: str | None
    day: str | None
    headline: str | None
    url: str | None
    story: str
    family: str
    version_of: str | None
    rejected: bool
    facts: Mapping[str, Any]


def testify(connection: sa.Connection, records: Iterable[str]) -> dict[str, Testimony]:
    """The testimony of each record that exists, by its name (`REPORT/e1`), in the order asked for."""
    wanted = list(dict.fromkeys(records))
    found = lookup(connection, wanted)
    rejected = _rejected(connection, sorted(found))
    printed = _reports(connection, sorted({row["report"] for row in found.values()}))
    return {name: _testimony(name, found[name], printed, rejected) for name in wanted if name in found}


def _testimony(
    name: str, row: Mapping[str, Any], printed: Mapping[str, tuple[Mapping[str, Any], Reading]], rejected: set[str]
) -> Testimony:
    report, reading = printed[row["report"]]
    own = name.partition("/")[2]
    speakers = _speakers(own, row, reading, report["outlet"])
    return Testimony(
        record=name,
        words=reading.report.text[row["start"] : row["end"]],
        start=row["start"],
        end=row["end"],
        speaker=speakers[0][0],
        standing=speakers[0][1],
        others=tuple(speaker for speaker, _ in speakers[1:]),
        outlet=report["outlet"],
        day=report["day"],
        headline=report["headline"],
        url=report["url"],
        story=report["story"],
        family=report["family"],
        version_of=report["version_of"],
        rejected=name in rejected,
        facts=dict(row),
    )


def _speakers(own: str, row: Mapping[str, Any], reading: Reading, outlet: str | None) -> list[tuple[str, str]]:
    """Who vouches, with their standing, each once; the outlet when nobody else does."""
    if own[:1] == "s":
        return [(row["speaker"] or "somebody unnamed", row["standing"])]
    vouched = {e.id: e.vouched_by for e in reading.events} | {f.id: f.vouched_by for f in reading.figures}
    vouched |= {a.id: a.vouched_by for a in reading.agenda}
    sources = {statement.id: statement.source for statement in reading.statements}
    found: dict[str, str] = {}
    for id_ in vouched.get(own, ()):
        source = sources.get(id_)
        name = "somebody unnamed" if source is None else source.name or " ".join(source.text.split())
        found.setdefault(name, "unattributed" if source is None else source.standing)
    return list(found.items()) or [(outlet or "the outlet itself", "outlet")]


def _reports(connection: sa.Connection, ids: list[str]) -> dict[str, tuple[Mapping[str, Any], Reading]]:
    columns = (
        reports.c.id, reports.c.outlet, reports.c.day, reports.c.headline, reports.c.url, reports.c.story,
        reports.c.family, reports.c.version_of, texts.c.reading,
    )  # fmt: skip
    found: dict[str, tuple[Mapping[str, Any], Reading]] = {}
    for at in range(0, len(ids), _AT_ONCE):
        query = (
            sa.select(*columns)
            .join(texts, texts.c.report == reports.c.seq)
            .where(reports.c.id.in_(ids[at : at + _AT_ONCE]))
        )
        for row in connection.execute(query).mappings():
            found[row["id"]] = (dict(row), decode(zlib.decompress(row["reading"])))
    return found


def _rejected(connection: sa.Connection, names: list[str]) -> set[str]:
    """Which of the records a person rejected."""
    found: set[str] = set()
    for letter, table in RECORDS.items():
        pairs = [tuple(name.split("/", 1)) for name in names if name.partition("/")[2][:1] == letter]
        for at in range(0, len(pairs), _AT_ONCE // 2):
            query = (
                sa.select((reports.c.id + "/" + table.c.id).label("id"))
                .join(reports, reports.c.seq == table.c.report)
                .where(
                    table.c.review == "rejected",
                    sa.tuple_(reports.c.id, table.c.id).in_(pairs[at : at + _AT_ONCE // 2]),
                )
            )
            found.update(connection.scalars(query))
    return found
