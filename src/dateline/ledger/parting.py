"""Stories whose reports have drifted apart: proposed to be two, and parted when a person says so.

A story is looked at when it has more than doubled, and no more than SAMPLE of its voices are compared, so that looking costs a report
next to nothing. A proposal opens at one mark and falls at another: it does not flicker. Nothing is parted unasked.
"""

import zlib

import sqlalchemy as sa

from dateline.ledger.schema import relations, reports, texts
from dateline.ledger.told import Words
from dateline.records.codec import decode
from dateline.resolve.across import halves
from dateline.resolve.across import stories as telling

PARTED = "two-stories"
"""The relation between a story (`later`) and the first report that would leave it (`earlier`)."""

LOOKED = {8, 21, 55, 144, 377, 987, 2584}
"""Voices at which a story is looked at: every second number of Fibonacci."""

SAMPLE = 40
"""Voices compared, spread evenly over the story; by judgement: it bounds a look to some 60 ms."""


def look(connection: sa.Connection, words: Words, story: str) -> None:
    """Proposes that a story be parted, or takes that back."""
    known = connection.execute(
        sa.select(relations.c.earlier, relations.c.review).where(relations.c.kind == PARTED, relations.c.later == story)
    ).all()
    if any(row.review is not None for row in known):
        return
    voices = _voices(connection, words, story)
    if any(telling.is_headline(vector) for vector in voices.values()):
        return  # between headlines halves tell nothing: of nine below DRIFTED on UCI headlines five are one story
    middles = halves.halves(_sample(list(voices.values())))
    nearness = halves.nearness_of(middles) if middles is not None else 1.0
    if known and nearness > halves.TOGETHER:
        connection.execute(relations.delete().where(relations.c.kind == PARTED, relations.c.later == story))
    elif not known and nearness < halves.DRIFTED:
        reason = "its reports fall into two groups with few names and words in common"
        row = {"kind": PARTED, "later": story, "earlier": leaving(connection, words, story)[0], "reason": reason}
        connection.execute(relations.insert().values(**row, score=1 - nearness))


def leaving(connection: sa.Connection, words: Words, story: str) -> list[str]:
    """The reports that leave a story when it is parted, copies with their family: its smaller half, in order of arrival.

    Empty when it has no two halves any more.
    """
    voices = _voices(connection, words, story)
    middles = halves.halves(_sample(list(voices.values())))
    if middles is None:
        return []
    first = {family for family, vector in voices.items() if halves.is_of_first(vector, middles)}
    smaller = first if 2 * len(first) < len(voices) else voices.keys() - first
    query = sa.select(reports.c.id, reports.c.family).where(reports.c.story == story).order_by(reports.c.seq)
    return [report for report, family in connection.execute(query) if family in smaller]


def _voices(connection: sa.Connection, words: Words, story: str) -> dict[str, dict[str, float]]:
    """The vector of the first report of each family of a story."""
    query = (
        sa.select(reports.c.family, texts.c.reading)
        .join(texts, texts.c.report == reports.c.seq)
        .where(reports.c.story == story)
        .order_by(reports.c.seq)
    )
    found: dict[str, dict[str, float]] = {}
    for family, packed in connection.execute(query).all():
        if family not in found:
            bag = telling.terms(decode(zlib.decompress(packed)).report)
            found[family] = telling.vector(bag, *words.frequencies(bag))
    return found


def _sample(vectors: list[dict[str, float]]) -> list[dict[str, float]]:
    step = max(1, -(-len(vectors) // SAMPLE))
    return vectors[::step]
