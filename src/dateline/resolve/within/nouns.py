"""Nouns that point at an actor without naming it, from `knowledge/actors/nouns.yaml`."""

from dataclasses import dataclass
from functools import cache

from dateline import knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """Lower-case words by what they tell; the file says what each list is for."""

    short_forms: dict[str, frozenset[str]]
    persons: frozenset[str]
    titles: frozenset[str]
    honorifics: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    unsettled: frozenset[str]
    country: frozenset[str]
    sides: frozenset[str]
    relational: frozenset[str]
    opposed: frozenset[str]
    affiliates: frozenset[str]
    leads: frozenset[str]
    stands_for: dict[str, frozenset[str]]
    plain_modifiers: frozenset[str]
    foreign: frozenset[str]


@cache
def nouns() -> Nouns:
    """The lists, loaded once."""
    data = dict(knowledge.load("actors/nouns.yaml"))
    short_forms, stands_for = (
        {word: frozenset(kinds) for word, kinds in data.pop(name).items()} for name in ("short_forms", "stands_for")
    )
    words = {name: frozenset(map(str, listed)) for name, listed in data.items()}
    return Nouns(short_forms=short_forms, stands_for=stands_for, **words)
