"""The name of an outlet on a line of its own, as it comes along when a whole page is pasted."""

import re
from functools import cache

from dateline import knowledge

MOST_WORDS = 5
"""The longest name of a paper: "The San Diego Union Tribune"."""

_WORD = re.compile(r"[\w’'-]+")
_OFTEN = frozenset({"daily", "weekly"})
_LITTLE = frozenset({"the", "of", "and", "de", "la", "le"})


def is_masthead(text: str) -> bool:
    """Whether a line is the name of an outlet: a known one, or a few capitalised words, one of them a word for a paper."""
    if _key(text) in _known():
        return True
    words = _WORD.findall(text)
    capital = all(word[0].isupper() or word in _LITTLE for word in words)
    named = bool(words) and (words[-1].lower() in _papers() or any(word.lower() in _OFTEN for word in words[:2]))
    return 1 < len(words) <= MOST_WORDS and capital and named and "".join(words) == re.sub(r"[\s.]", "", text)


def _key(text: str) -> str:
    return " ".join(text.casefold().removeprefix("the ").split())


@cache
def _known() -> frozenset[str]:
    rows = knowledge.table("outlets/outlets.tsv")
    names = (name for row in rows for name in (row["name"], *row["aliases"].split("|")))
    return frozenset(_key(name) for name in names if name)


@cache
def _papers() -> frozenset[str]:
    return frozenset(knowledge.load("layout/plain.yaml")["papers"].split())
