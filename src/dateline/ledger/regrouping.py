"""Stories that turn out to be one: small ones are taken in, grown ones are proposed to people.

A story is compared with the others when it has grown by about half, so that a report's cost does not
grow with its story. A proposal needs to be found twice in a row before it is open, and falls only when the
two stories have come clearly apart: it does not flicker. Nothing grown is ever merged unasked.
"""

from collections.abc import Mapping

import sqlalchemy as sa

from dateline.ledger.correcting import groups
from dateline.ledger.parting import LOOKED, look
from dateline.ledger.placing import Near, near_stories
from dateline.ledger.rejoining import rejoin
from dateline.ledger.schema import relations, reports, stories
from dateline.ledger.told import HEADLINES, LENGTHS, VOICES, Words
from dateline.resolve.across import stories as telling

FIRST_SEEN, PROPOSED = "perhaps-one-story", "one-story"
"""The relation between two stories that were found near once, and since then: the second is a proposal."""

APART = 0.1
"""How far below the mark a pair must fall before its proposal is taken back; by judgement."""

_ENOUGH = {2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181}
"""Voices at which a story is compared: checking at every report changes BCubed F1 on headlines by .002."""

_COUNTED = {VOICES, HEADLINES, *LENGTHS}
"""What is kept of a story beside its words."""


def regroup(connection: sa.Connection, words: Words, story: str, but: int) -> str:
    """Compares a story that has just grown with the others. Returns the id under which it goes on.

    Taking in is logged as an assignment and leaves a forward; the story with more voices keeps its id. `but` is the
    report by which the story grew: its records are not there yet.
    """
    voices = words.voices(story)
    if voices in _ENOUGH:
        while (goes_on := _compare(connection, words, story, but)) is not None:
            story = goes_on
    if voices in LOOKED:
        look(connection, words, story)
    return story


def _compare(connection: sa.Connection, words: Words, story: str, but: int) -> str | None:
    """Makes a story one with another, if one of the two is small, and returns the id kept; else weighs proposals."""
    told = words.of_story(story)
    voices, headlines = int(told[VOICES]), told[HEADLINES]
    bare = headlines == voices
    for near in _near(connection, words, story, headline=bare)[: telling.TRIED]:
        alike = bare == _is_bare(words.of_story(near.story))
        fewer = min(voices, near.voices)
        if bare and alike:
            small, one = fewer <= telling.TAKE_IN_HEADLINES, telling.enough(voices, near.voices)
            maybe = one
        else:
            small, one = fewer <= telling.TAKE_IN and alike, telling.ONE
            maybe = telling.MAYBE if small else telling.PROPOSE
        if small and near.nearness >= one:
            pair = (near.story, story) if near.voices >= voices else (story, near.story)
            return _take_in(connection, words, *pair, but)
        _weigh(connection, story, near.story, near.nearness, maybe)
    return None


def proposals(connection: sa.Connection) -> list[dict[str, object]]:
    """Pairs of stories that are proposed to be one and not yet judged, the nearest first."""
    query = (
        sa.select(relations.c.earlier.label("story"), relations.c.later.label("other"), relations.c.score)
        .where(relations.c.kind == PROPOSED, relations.c.review.is_(None))
        .order_by(relations.c.score.desc(), relations.c.earlier, relations.c.later)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _is_bare(told: Mapping[str, float]) -> bool:
    """Whether a story, by its words, is of headlines alone."""
    return told[HEADLINES] == told[VOICES]


def _near(connection: sa.Connection, words: Words, story: str, *, headline: bool) -> list[Near]:
    """The stories near to this one, by its heaviest words, the nearest first."""
    vector: dict[str, float] = {}
    told = words.of_story(story)
    for length, named, most in zip(LENGTHS, (False, True), (telling.WORDS, telling.NAMES), strict=True):
        squared = told.get(length, 0.0)
        weights = {
            term: telling.faded(weight)
            for term, weight in told.items()
            if term.startswith(telling.NAME) is named and term not in _COUNTED
        }
        for term in sorted(weights, key=lambda term: (-weights[term], term))[: 2 * most]:
            vector[term] = weights[term] / squared**0.5 if squared > 0 else 0.0
    frequency, _ = words.frequencies(vector)
    day = connection.execute(sa.select(stories.c.last_day).where(stories.c.id == story)).scalar()
    return near_stories(connection, words, vector, frequency, day, headline=headline, but=story)


def _take_in(connection: sa.Connection, words: Words, keep: str, gone: str, but: int) -> str:
    """Moves the reports of a story into another; its id forwards there, and its records are compared with the other's."""
    moved = list(connection.scalars(sa.select(reports.c.seq).where(reports.c.story == gone).order_by(reports.c.seq)))
    groups.merge(connection, keep, [gone], "told in parts, and one story")
    words.pour(gone, keep)
    days = [sa.func.min(reports.c.day), sa.func.max(reports.c.day)]
    first, last = connection.execute(sa.select(*days).where(reports.c.story == keep)).one()
    connection.execute(stories.update().where(stories.c.id == keep).values(first_day=first, last_day=last))
    connection.execute(stories.delete().where(stories.c.id == gone))
    connection.execute(relations.delete().where(sa.or_(relations.c.later == gone, relations.c.earlier == gone)))
    for seq in moved:
        if seq != but:
            rejoin(connection, seq)
    return keep


def _weigh(connection: sa.Connection, one: str, other: str, nearness: float, mark: float) -> None:
    """Notes a pair, proposes it when it was noted before, or takes the proposal back."""
    earlier, later = sorted((one, other))
    pair = (relations.c.later == later, relations.c.earlier == earlier, relations.c.kind.in_((FIRST_SEEN, PROPOSED)))
    known = connection.execute(sa.select(relations.c.kind, relations.c.review).where(*pair)).first()
    if known is not None and known.review is not None:
        return
    reason = "names and opening words are alike"
    if nearness >= mark and known is None:
        row = {"kind": FIRST_SEEN, "later": later, "earlier": earlier, "score": nearness, "reason": reason}
        connection.execute(relations.insert().values(**row))
    elif nearness >= mark:
        connection.execute(relations.update().where(*pair).values(kind=PROPOSED, score=nearness))
    elif known is not None and nearness < mark - APART:
        connection.execute(relations.delete().where(*pair))
