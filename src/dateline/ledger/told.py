"""The words of stories, as kept: what each story has said so far, and how many stories hold each word.

Besides a story's words its row set has its number of voices and of headlines, and the squared length of
its names and of its other words as they are compared, under terms that no word can be. The counts of all
stories are kept under the story EVERY.
"""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from dateline.ledger.schema import story_terms
from dateline.resolve.across import stories as telling

EVERY = ""
"""The story under which the number of stories that hold a term is kept."""

VOICES, HEADLINES = " voices", " headlines"
LENGTHS = (" words", " names")


def frequencies(connection: sa.Connection, terms: Iterable[str]) -> tuple[dict[str, int], int]:
    """How many stories hold each term, among how many stories."""
    table = story_terms.c
    query = sa.select(table.term, table.weight).where(table.story == EVERY, table.term.in_([VOICES, *sorted(terms)]))
    frequency = {term: int(weight) for term, weight in connection.execute(query)}
    return frequency, frequency.pop(VOICES, 0)


def words_of_story(connection: sa.Connection, story: str) -> dict[str, float]:
    """Everything that is kept of a story, its counts and lengths too."""
    query = sa.select(story_terms.c.term, story_terms.c.weight).where(story_terms.c.story == story)
    return {row[0]: row[1] for row in connection.execute(query)}


def count_voices(connection: sa.Connection, story: str) -> int:
    """How many independent voices have told a story."""
    query = sa.select(story_terms.c.weight).where(story_terms.c.story == story, story_terms.c.term == VOICES)
    return int(connection.execute(query).scalar() or 0)


def add_words(connection: sa.Connection, story: str, vector: Mapping[str, float]) -> None:
    """Adds the vector of one more voice to its story."""
    counts = {VOICES: 1.0, HEADLINES: float(telling.is_headline(vector))}
    _add(connection, story, vector, counts)


def pour(connection: sa.Connection, story: str, into: str) -> None:
    """Adds all words of a story to another's and forgets the story."""
    held = words_of_story(connection, story)
    forget(connection, story)
    counts = {term: held.pop(term, 0.0) for term in (VOICES, HEADLINES)}
    _add(connection, into, {term: weight for term, weight in held.items() if term not in LENGTHS}, counts)


def forget(connection: sa.Connection, story: str) -> None:
    """Removes a story's words; it no longer counts among those that hold them."""
    held = sorted(words_of_story(connection, story))
    if held:
        connection.execute(story_terms.delete().where(story_terms.c.story == story))
        counted = [term for term in held if term not in LENGTHS and term != HEADLINES]
        here = (story_terms.c.story == EVERY, story_terms.c.term == sa.bindparam("held"))
        fewer = story_terms.update().where(*here).values(weight=story_terms.c.weight - 1)
        connection.execute(fewer, [{"held": term} for term in counted])


def _add(connection: sa.Connection, story: str, vector: Mapping[str, float], counts: Mapping[str, float]) -> None:
    table = story_terms.c
    touched = [*counts, *LENGTHS, *sorted(vector)]
    query = sa.select(table.term, table.weight).where(table.story == story, table.term.in_(touched))
    held = {row[0]: row[1] for row in connection.execute(query)}
    after = {term: held.get(term, 0.0) + weight for term, weight in (*counts.items(), *vector.items())}
    for length, named in zip(LENGTHS, (False, True), strict=True):
        changed = [term for term in vector if term.startswith(telling.NAME) is named]
        grown = sum(telling.faded(after[term]) ** 2 - telling.faded(held.get(term, 0.0)) ** 2 for term in changed)
        after[length] = held.get(length, 0.0) + grown
    _put(connection, [{"term": term, "story": story, "weight": after[term]} for term in sorted(after)], add=False)
    fresh = [term for term in (VOICES, *sorted(vector)) if term not in held]
    _put(connection, [{"term": term, "story": EVERY, "weight": 1.0} for term in fresh], add=True)


def _put(connection: sa.Connection, values: list[dict[str, object]], *, add: bool) -> None:
    """Writes weights in the place of earlier ones, or adds them up."""
    if not values:
        return
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - the upsert of the dialect at hand
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment] # noqa: PLC0415
    statement = insert(story_terms)
    weight = story_terms.c.weight + statement.excluded.weight if add else statement.excluded.weight
    connection.execute(
        statement.on_conflict_do_update(index_elements=["term", "story"], set_={"weight": weight}), values
    )
