"""Statements across reports: the same thing said again, and what another speaker denies, disputes or confirms."""

import re
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from dateline import knowledge

AGAIN = 0.6
"""Share of words in common (Jaccard) from which one speaker's two statements are one said again; by judgement."""

CONTAINED, FEWEST = 0.75, 4
"""Share of the shorter one's words found in the longer, and its fewest words, from which a statement is quoted in part;
by judgement, since papers cut quotations."""

ANSWERED = 0.5
"""Share of a denial's words found in what was asserted from which the denial is of that assertion; by judgement."""

FEWEST_ANSWERED = 3
"""Words that a denial and what it denies must share; by judgement: two are a place and a noun."""

ANSWERS = {"deny": "denies", "reject": "disputes", "question": "disputes", "confirm": "confirms"}
"""The relation that an act makes between a statement and what another speaker said."""

REMEMBERED = 20_000
"""Statements whose words are remembered: a new report is compared with much the same ones as the report before it."""

_LETTERS = 6  # letters by which words are compared, a rough stem
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=REMEMBERED)
def words(content: str) -> frozenset[str]:
    """The words of a statement that carry meaning, cut to their first letters."""
    return frozenset(word[:_LETTERS] for word in map(str.lower, _WORD.findall(content)) if word not in _small())


def said_again(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether two contents by one speaker say the same, or one quotes the other in part."""
    shared, fewer = len(one & other), min(len(one), len(other))
    return bool(shared) and (shared >= AGAIN * len(one | other) or (fewer >= FEWEST and shared >= CONTAINED * fewer))


def specifics(content: str) -> frozenset[str]:
    """The numbers and the words with a capital, but for the first: what is put in another's place when news changes."""
    found = _WORD.findall(content)
    return frozenset(word for place, word in enumerate(found) if word[0].isdigit() or (place and word[0].isupper()))


def changed(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether two statements that say the same give different numbers or names: by their specifics."""
    return bool(one - other and other - one)


def answers(reply: AbstractSet[str], assertion: AbstractSet[str]) -> bool:
    """Whether the content of a denial, a rejection or a confirmation is what somebody else's statement claims."""
    shared = len(reply & assertion)
    return shared >= FEWEST_ANSWERED and shared >= ANSWERED * len(reply)


@cache
def _small() -> frozenset[str]:
    return frozenset(knowledge.load("words/small.yaml")["statements"].split())
