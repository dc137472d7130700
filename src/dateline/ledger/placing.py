"""Finding the story that a new report belongs to, by an index of words."""

from datetime import date

import sqlalchemy as sa

from dateline.ledger import rows
from dateline.ledger.schema import reports, stories, story_terms
from dateline.records import Reading
from dateline.resolve.across import stories as telling

_DOCUMENTS = ""
"""The story under which a word's document frequency is kept, and the word that counts documents."""


def place_in_story(connection: sa.Connection, reading: Reading, seq: int, family: str) -> tuple[str, float | None, str]:
    """The story a report joins or opens, with the nearness and the reason.

    A copy follows its family. Otherwise the stories that share heavy words are compared, and the
    report's words are added to the one it joins.
    """
    day = rows.day(reading.report.published)
    followed = connection.execute(
        sa.select(reports.c.story).where(reports.c.family == family, reports.c.story != "").limit(1)
    ).scalar()
    if followed is not None:
        _touch(connection, followed, day)
        return followed, 1.0, "copy"
    weights = telling.terms(reading.report)
    _count_document(connection, weights)
    vector = telling.vector(weights, *frequencies(connection, weights))
    best, near = _nearest(connection, vector, day)
    if best is not None and near >= telling.JOIN:
        story, score, reason = best, near, "near"
        _touch(connection, story, day)
    else:
        story, score, reason = f"S{seq}", None, "first"
        headline = reading.report.headline or _first_words(reading)
        connection.execute(stories.insert().values(id=story, headline=headline, first_day=day, last_day=day))
    add_words(connection, story, vector)
    return story, score, reason


def _count_document(connection: sa.Connection, weights: dict[str, float]) -> None:
    """Counts a new report's words among those of all documents."""
    add_words(connection, _DOCUMENTS, dict.fromkeys([_DOCUMENTS, *weights], 1.0))


def frequencies(connection: sa.Connection, weights: dict[str, float]) -> tuple[dict[str, int], int]:
    """How many documents hold each word, among how many."""
    table = story_terms.c
    counted = [_DOCUMENTS, *sorted(weights)]
    query = sa.select(table.term, table.weight).where(table.story == _DOCUMENTS, table.term.in_(counted))
    frequency = {term: int(weight) for term, weight in connection.execute(query)}
    return frequency, frequency[_DOCUMENTS]


def _nearest(connection: sa.Connection, vector: dict[str, float], day: str | None) -> tuple[str | None, float]:
    """The nearest story and how near it is."""
    if not vector:
        return None, 0.0
    table = story_terms.c
    held = sa.select(table.story, table.term, table.weight).where(
        table.term.in_(sorted(vector)), table.story != _DOCUMENTS
    )
    products: dict[str, float] = {}
    for story, term, weight in connection.execute(held):
        products[story] = products.get(story, 0.0) + vector[term] * weight
    if not products:
        return None, 0.0
    likely = sorted(products, key=lambda story: (-products[story], story))[:_LIKELY]
    sizes = dict(
        connection.execute(
            sa.select(table.story, sa.func.sum(table.weight * table.weight))
            .where(table.story.in_(likely))
            .group_by(table.story)
        ).all()
    )
    days = dict(connection.execute(sa.select(stories.c.id, stories.c.last_day).where(stories.c.id.in_(likely))).all())
    ranked = sorted(
        (
            (telling.nearness(products[story] / sizes[story] ** 0.5, _apart(days.get(story), day)), story)
            for story in likely
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    return ranked[0][1], ranked[0][0]


_LIKELY = 30
"""Stories compared in full: the ones with the largest plain product; 500 in its place change no choice on ECB+."""


def add_words(connection: sa.Connection, story: str, vector: dict[str, float]) -> None:
    """Adds the words of a report to those of its story."""
    if not vector:
        return
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - the upsert of the dialect at hand
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment] # noqa: PLC0415
    statement = insert(story_terms)
    upsert = statement.on_conflict_do_update(
        index_elements=["term", "story"],
        set_={"weight": story_terms.c.weight + statement.excluded.weight},
    )
    connection.execute(
        upsert, [{"term": term, "story": story, "weight": weight} for term, weight in sorted(vector.items())]
    )


def _touch(connection: sa.Connection, story: str, day: str | None) -> None:
    """A story reaches from the first day of its reports to the last."""
    if day is not None:
        earlier = sa.or_(stories.c.first_day.is_(None), stories.c.first_day > day)
        later = sa.or_(stories.c.last_day.is_(None), stories.c.last_day < day)
        connection.execute(stories.update().where(stories.c.id == story, earlier).values(first_day=day))
        connection.execute(stories.update().where(stories.c.id == story, later).values(last_day=day))


def _apart(one: str | None, other: str | None) -> int | None:
    return (date.fromisoformat(one) - date.fromisoformat(other)).days if one and other else None


_HEADLINE_LENGTH = 100  # characters of a first paragraph that stand in for a missing headline


def _first_words(reading: Reading) -> str | None:
    for passage in reading.report.passages:
        if passage.kind in {"headline", "body"}:
            return reading.report.text[passage.start : passage.end].strip()[:_HEADLINE_LENGTH]
    return None
