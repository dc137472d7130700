"""Words for agents: which sector of society "police", "lawmakers" or "rebels" belong to."""

from functools import cache

from spacy.tokens import Token

from dateline import knowledge
from dateline.resolve.within.nouns import nouns

_LONGEST = 3  # words of the longest phrase in sectors.yaml that is looked up before the head alone
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})


def sector(head: Token) -> str | None:
    """The PLOVER sector of the agent a noun names, by the longest phrase known; None if it is none."""
    words = _phrase(head)
    book = _book()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for form in (head.lower_, head.lemma_.lower()):
            known = book.get(" ".join([*words[len(words) - length : -1], form]))
            if known is not None:
                return known
    return _of_complement(head, book)


def _of_complement(head: Token, book: dict[str, str]) -> str | None:
    """Offices named with "of": "secretary of state", "ministry of defence", "head of the army"."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.children:
                phrase = f"{head.lemma_.lower()} of {inner.lemma_.lower()}"
                if phrase in book:
                    return book[phrase]
                if head.lemma_.lower() in nouns().leads:
                    return sector(inner)
    return None


def _phrase(head: Token) -> list[str]:
    """The head with the modifiers just before it, lower-cased."""
    words = [head.lower_]
    i = head.i - 1
    while i >= 0 and len(words) < _LONGEST and head.doc[i].dep_ in _MODIFIERS and head.doc[i].head.i <= head.i:
        if head.doc[i].dep_ == "poss":
            break
        words.insert(0, head.doc[i].lower_)
        i -= 1
    return words


@cache
def _book() -> dict[str, str]:
    """Every word and phrase of sectors.yaml; the first sector to claim one keeps it."""
    book: dict[str, str] = {}
    for name, words in knowledge.load("actors/sectors.yaml").items():
        for word in words:
            book.setdefault(str(word), str(name))
    return book
