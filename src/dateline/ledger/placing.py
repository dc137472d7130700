"""Finding the story that a new report belongs to, by an index of the words of stories."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from dateline.ledger import rows
from dateline.ledger.schema import assignments, reports, stories
from dateline.ledger.told import LENGTHS, VOICES, Words
from dateline.records import Reading
from dateline.resolve.across import stories as telling

_SEEK = 30
"""Terms by which stories are sought, the heaviest of those that are not common; 60 change no choice on ECB+."""

_COMMON = 200
"""A term that more stories hold than this seeks none: it bounds what a report costs however large the ledger is."""

_LIKELY = 20
"""Stories compared in full: those that share the most; 500 in its place change no choice on ECB+."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A story near to a bag of words, how near, and how many voices it has."""

    story: str
    nearness: float
    voices: int
    saga: str | None


def place_in_story(
    connection: sa.Connection, words: Words, reading: Reading, seq: int, family: str | None
) -> tuple[str, float | None, str]:
    """The story a report joins or opens, with the nearness and the reason.

    A copy follows its `family`. Otherwise the stories that share heavy words are compared, and the
    report's words are added to the one it joins. A new story joins the saga of the nearest story,
    if that is related, or else opens one.
    """
    day = rows.day(reading.report.published)
    if family is not None:
        followed: str = connection.execute(_OF_FAMILY, {"family": family}).scalar_one()
        _touch(connection, followed, day)
        return followed, 1.0, "copy"
    bag = telling.terms(reading.report)
    frequency, known = words.frequencies(bag)
    vector = telling.vector(bag, frequency, known)
    headline = telling.is_headline(vector)
    near = near_stories(connection, words, vector, frequency, day, headline=headline)
    mark = telling.enough(1, near[0].voices) if near and headline else telling.JOIN
    if near and near[0].nearness >= mark:
        story, score, reason = near[0].story, near[0].nearness, "near"
        _touch(connection, story, day)
    else:
        story, score, reason = f"S{seq}", None, "first"
        related = near[0].saga if near and near[0].nearness >= telling.RELATED else None
        saga = related or f"G{seq}"
        told = {"headline": reading.report.headline or _first_words(reading), "first_day": day, "last_day": day}
        connection.execute(_OPEN, {"id": story, "saga": saga} | told)
        given = {"kind": "saga", "item": story, "target": saga, "score": near[0].nearness if related else None}
        connection.execute(_GIVE, given | {"reason": "related" if related else "first"})
    words.add(story, vector, is_new=reason == "first")
    return story, score, reason


def near_stories(
    connection: sa.Connection,
    words: Words,
    vector: Mapping[str, float],
    frequency: Mapping[str, int],
    day: str | None,
    *,
    headline: bool,
    but: str | None = None,
) -> list[Near]:
    """The stories near to a vector, the nearest first; `but`, whose own vector it is, is left out."""
    likely = _likely(words, vector, frequency, but)
    if not likely:
        return []
    products: dict[str, list[float]] = {story: [0.0, 0.0] for story in likely}
    about: dict[str, dict[str, float]] = {story: {} for story in likely}
    for story, term, weight in words.weights(likely, sorted([VOICES, *LENGTHS, *vector])):
        if term in vector:
            products[story][term.startswith(telling.NAME)] += vector[term] * telling.faded(weight)
        else:
            about[story][term] = weight
    found = []
    for story, last_day, saga in connection.execute(_ABOUT, {"stories": likely}):
        by_words, by_names = (
            product / length**0.5 if (length := about[story].get(term, 0.0)) > 0 else 0.0
            for product, term in zip(products[story], LENGTHS, strict=True)
        )
        voices = int(about[story].get(VOICES, 1))
        crowd = 1 if but else voices  # two stories are both sums of many reports
        likeness = telling.Likeness(names=by_names, words=by_words, voices=crowd, days_apart=_apart(last_day, day))
        nearness = telling.nearness(likeness, headline=headline)
        found.append(Near(story=story, nearness=nearness, voices=voices, saga=saga))
    return sorted(found, key=lambda near: (-near.nearness, near.story))


def _likely(words: Words, vector: Mapping[str, float], frequency: Mapping[str, int], but: str | None) -> list[str]:
    """The stories that share the most of the heaviest terms that not everybody holds."""
    rare = [term for term in vector if 0 < frequency.get(term, 0) <= _COMMON]
    sought = sorted(rare, key=lambda term: (-vector[term], term))[:_SEEK]
    products: dict[str, float] = {}
    for story, term, weight in words.holders(sorted(sought)):
        products[story] = products.get(story, 0.0) + vector[term] * telling.faded(weight)
    products.pop(but or "", None)
    return sorted(products, key=lambda story: (-products[story], story))[:_LIKELY]


def _touch(connection: sa.Connection, story: str, day: str | None) -> None:
    """A story reaches from the first day of its reports to the last."""
    if day is not None:
        connection.execute(_BEGAN, {"story": story, "day": day})
        connection.execute(_ENDED, {"story": story, "day": day})


def _apart(one: str | None, other: str | None) -> int | None:
    return (date.fromisoformat(one) - date.fromisoformat(other)).days if one and other else None


_HEADLINE_LENGTH = 100  # characters of a first paragraph that stand in for a missing headline


def _first_words(reading: Reading) -> str | None:
    for passage in reading.report.passages:
        if passage.kind in {"headline", "body"}:
            return reading.report.text[passage.start : passage.end].strip()[:_HEADLINE_LENGTH]
    return None


_OF_FAMILY = (
    sa.select(reports.c.story).where(reports.c.family == sa.bindparam("family"), reports.c.story != "").limit(1)
)
_OPEN = stories.insert()
_GIVE = assignments.insert()
_ABOUT = sa.select(stories.c.id, stories.c.last_day, stories.c.saga).where(
    stories.c.id.in_(sa.bindparam("stories", expanding=True))
)
_STORY = stories.c.id == sa.bindparam("story")
_DAY: sa.BindParameter[str] = sa.bindparam("day")
_BEGAN = (
    stories.update()
    .where(_STORY, sa.or_(stories.c.first_day.is_(None), stories.c.first_day > _DAY))
    .values(first_day=_DAY)
)
_ENDED = (
    stories.update()
    .where(_STORY, sa.or_(stories.c.last_day.is_(None), stories.c.last_day < _DAY))
    .values(last_day=_DAY)
)
