"""Statements across reports: the same thing said again, and the denial of what another said."""

import re
from collections.abc import Set as AbstractSet

AGAIN = 0.6
"""Share of words in common (Jaccard) from which one speaker's two statements are one said again; by judgement."""

DENIED = 0.5
"""Share of a denial's words found in what was asserted from which the denial is of that assertion; by judgement."""

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "it",
        "its",
        "that",
        "this",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "not",
        "no",
        "any",
    ]
)


def words(content: str) -> frozenset[str]:
    """The words of a statement that carry meaning."""
    return frozenset(word for word in map(str.lower, _WORD.findall(content)) if word not in _SMALL)


def said_again(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether two contents by one speaker say the same."""
    return bool(one) and len(one & other) >= AGAIN * len(one | other)


def denies(denial: AbstractSet[str], assertion: AbstractSet[str]) -> bool:
    """Whether a denial's content is what an assertion by somebody else claims."""
    return bool(denial) and len(denial & assertion) >= DENIED * len(denial)
