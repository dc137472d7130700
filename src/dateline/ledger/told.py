"""The words of stories, as kept: what each story has said so far, and how many stories hold each word.

Besides a story's words its row set has its number of voices and of headlines, and the squared length of
its names and of its other words as they are compared, under terms that no word can be. The counts of all
stories are kept under the story EVERY.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from dateline.ledger.schema import story_terms
from dateline.resolve.across import stories as telling

EVERY = ""
"""The story under which the number of stories that hold a term is kept."""

VOICES, HEADLINES = " voices", " headlines"
LENGTHS = (" words", " names")

MOST = 400_000
"""Words of stories, and counts of words, remembered at once; by judgement: some 40 MB each."""


class Held:
    """What is remembered of the index: all words of some stories, those last asked or added to; counts of some words."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self._stories: dict[str, dict[str, float]] = {}
        self._size = 0

    def of(self, story: str) -> dict[str, float] | None:
        """All words of a story, if they are held; the story is now the last to be forgotten."""
        found = self._stories.pop(story, None)
        if found is not None:
            self._stories[story] = found
        return found

    def put(self, story: str, words: dict[str, float]) -> None:
        """Holds all words of a story, and forgets what is longest known where there is too much."""
        self.drop(story)
        self._stories[story] = words
        self._size += len(words)
        while self._size > MOST and len(self._stories) > 1:
            self.drop(next(iter(self._stories)))
        if len(self.counts) > MOST:
            self.counts.clear()

    def drop(self, story: str) -> None:
        """Forgets a story."""
        self._size -= len(self._stories.pop(story, ()))


class Words:
    """The index of the words of stories in one transaction; `held` is what was remembered of it from earlier ones."""

    def __init__(self, connection: sa.Connection, held: Held | None = None) -> None:
        self._connection = connection
        self._held = Held() if held is None else held

    def frequencies(self, terms: Iterable[str]) -> tuple[dict[str, int], int]:
        """How many stories hold each term, among how many stories."""
        wanted = [VOICES, *terms]
        counts = self._held.counts
        missing = sorted(term for term in wanted if term not in counts)
        if missing:
            counts.update(dict.fromkeys(missing, 0))
            found = self._connection.execute(_COUNTS, {"terms": missing}).all()
            counts.update((term, int(weight)) for term, weight in found)
        return {term: counts[term] for term in wanted[1:] if counts[term]}, counts[VOICES]

    def of_story(self, story: str) -> dict[str, float]:
        """Everything that is kept of a story, its counts and lengths too."""
        known = self._held.of(story)
        if known is None:
            known = {row[0]: row[1] for row in self._connection.execute(_OF_STORY, {"story": story}).all()}
            self._held.put(story, known)
        return known

    def voices(self, story: str) -> int:
        """How many independent voices have told a story."""
        return int(self.of_story(story).get(VOICES, 0))

    def weights(self, stories: Sequence[str], terms: Sequence[str]) -> Iterator[tuple[str, str, float]]:
        """The weights of some terms in some stories: story, term, weight; those not there are left out."""
        others = []
        for story in stories:
            held = self._held.of(story)
            if held is None:
                others.append(story)
            else:
                yield from ((story, term, held[term]) for term in terms if term in held)
        if others:
            yield from self._connection.execute(_WEIGHTS, {"terms": list(terms), "stories": others}).all()

    def holders(self, terms: Sequence[str]) -> Iterable[tuple[str, str, float]]:
        """The stories that hold some terms: story, term, weight."""
        return self._connection.execute(_HOLDERS, {"terms": list(terms)}).all()

    def add(self, story: str, vector: Mapping[str, float], *, is_new: bool = False) -> None:
        """Adds the vector of one more voice to its story; a new story holds nothing yet."""
        if is_new:
            self._held.put(story, {})
        self._add(story, vector, {VOICES: 1.0, HEADLINES: float(telling.is_headline(vector))})

    def pour(self, story: str, into: str) -> None:
        """Adds all words of a story to another's and forgets the story."""
        held = dict(self.of_story(story))
        self.forget(story)
        counts = {term: held.pop(term, 0.0) for term in (VOICES, HEADLINES)}
        self._add(into, {term: weight for term, weight in held.items() if term not in LENGTHS}, counts)

    def forget(self, story: str) -> None:
        """Removes a story's words; it no longer counts among those that hold them."""
        held = sorted(self.of_story(story))
        self._held.drop(story)
        if held:
            self._connection.execute(story_terms.delete().where(story_terms.c.story == story))
            counted = [term for term in held if term not in LENGTHS and term != HEADLINES]
            self._connection.execute(_FEWER, [{"held": term} for term in counted])
            for term in counted:
                self._held.counts.pop(term, None)

    def _add(self, story: str, vector: Mapping[str, float], counts: Mapping[str, float]) -> None:
        held = self.of_story(story)
        after = {term: held.get(term, 0.0) + weight for term, weight in (*counts.items(), *vector.items())}
        for length, named in zip(LENGTHS, (False, True), strict=True):
            changed = [term for term in vector if term.startswith(telling.NAME) is named]
            grown = sum(telling.faded(after[term]) ** 2 - telling.faded(held.get(term, 0.0)) ** 2 for term in changed)
            after[length] = held.get(length, 0.0) + grown
        self._put([{"term": term, "story": story, "weight": after[term]} for term in sorted(after)], add=False)
        fresh = [term for term in (VOICES, *sorted(vector)) if term not in held]
        self._put([{"term": term, "story": EVERY, "weight": 1.0} for term in fresh], add=True)
        for term in fresh:
            if term in self._held.counts:
                self._held.counts[term] += 1
        self._held.put(story, held | after)

    def _put(self, values: list[dict[str, object]], *, add: bool) -> None:
        """Writes weights in the place of earlier ones, or adds them up."""
        if values:
            self._connection.execute(_PUTS[self._connection.dialect.name, add], values)


def _put(dialect: str, *, add: bool) -> sa.Insert:
    """An upsert, which every dialect has of its own."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - one name in both dialects
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment] # noqa: PLC0415
    statement = insert(story_terms)
    weight = story_terms.c.weight + statement.excluded.weight if add else statement.excluded.weight
    return statement.on_conflict_do_update(index_elements=["term", "story"], set_={"weight": weight})


_PUTS = {(dialect, add): _put(dialect, add=add) for dialect in ("sqlite", "postgresql") for add in (False, True)}

_held = story_terms.c
_AMONG_TERMS = _held.term.in_(sa.bindparam("terms", expanding=True))
_COUNTS = sa.select(_held.term, _held.weight).where(_held.story == EVERY, _AMONG_TERMS)
_OF_STORY = sa.select(_held.term, _held.weight).where(_held.story == sa.bindparam("story"))
_HOLDERS = sa.select(_held.story, _held.term, _held.weight).where(_AMONG_TERMS, _held.story != EVERY)
_WEIGHTS = sa.select(_held.story, _held.term, _held.weight).where(
    _AMONG_TERMS, _held.story.in_(sa.bindparam("stories", expanding=True))
)
_FEWER = (
    story_terms.update().where(_held.story == EVERY, _held.term == sa.bindparam("held")).values(weight=_held.weight - 1)
)
