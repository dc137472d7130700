"""Incidents: event mentions that are one happening.

Two mentions are joined only when nearly certain, because a wrong join hides an event and a missed
one shows it twice; what is merely likely is said to be possibly the same, with a score. Nothing that
both say may differ, and what they say must be said in the same words: on ECB+ the same type, or the same verb, was far from enough.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline import knowledge

CERTAIN = 0.77
"""Sameness from which mentions are joined without asking. On ECB+ topics 1-35, corpus-wide (benchmarks/incidents.py), .80 has P .99
R .04, .77 P .99 R .05, .74 P .92 R .06. A logistic regression and boosted trees on the same pairs and evidence, cross-validated by
topic, order the pairs no better than these weights: at P .95 they reach R .08 to .11 of all pairs of a topic, these .126."""

POSSIBLE = 0.65
"""Sameness from which mentions are linked as possibly the same: benchmarks/incidents.py says how often they are."""

SETTING = 0.4
"""Share of the fewer names and numbers of two reports that they must have in common, unless both mentions give the day:
sibling incidents of one story (a navy's two fights with pirates) differ in them. Chosen by hand on the same pairs."""

_ONLY_POSSIBLE = (CERTAIN + POSSIBLE) / 2  # the sameness of what is alike but not certain

# Weights of agreement, set by hand after a logistic regression on ECB+ pairs, which gave the verb and the words by far
# the most weight and the place none.
_BASE = 0.15
_TRIGGER, _SAME_DAY, _NAMES, _EVIDENCE = 0.3, 0.2, 0.05, 0.5
_OTHER_NUMBERS = (
    0.15  # what a sentence with other numbers loses: sibling incidents differ in them, and tolls that are revised
)

_TRIGGER_LETTERS = 4  # "killed" and "killing" are one verb
_LETTERS = 6  # letters by which words of the evidence are compared, a rough stem
_FEWEST_WORDS = 6  # words below which a sentence says too little to be compared by

REMEMBERED = 20_000
"""Texts whose words are remembered: a new report is compared with much the same ones as the report before it."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What comparing needs of one event mention; empty and None mean that the text does not say.

    `actors` and `recipients` are codes of countries and bodies, `where` is a place within
    the country, `who` and `whom` are the words that name the parties, `words` and `numbers` those of the evidence, `setting` the names and numbers around all events of
    the report.
    """

    type: str
    status: str
    day: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    country: str | None
    where: str | None
    trigger: str
    who: frozenset[str] = frozenset()
    whom: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    setting: frozenset[str] = frozenset()


def sameness(one: Happening, other: Happening) -> float:
    """How surely two mentions are one happening, from 0 (they differ) to 1: a score of agreement."""
    if _differ(one, other):
        return 0.0
    score = _BASE
    score += _TRIGGER * (one.trigger.lower()[:_TRIGGER_LETTERS] == other.trigger.lower()[:_TRIGGER_LETTERS])
    score += _SAME_DAY * (one.day is not None and one.day == other.day)
    score += _NAMES * _share(one.recipients | one.whom, other.recipients | other.whom)
    score += _NAMES * _share(one.actors | one.who, other.actors | other.who)
    fewer = min(len(one.words), len(other.words))
    score += _EVIDENCE * len(one.words & other.words) / max(fewer, _FEWEST_WORDS)
    score -= _OTHER_NUMBERS * bool(one.numbers and other.numbers and not one.numbers & other.numbers)
    if one.day is None or other.day is None:
        fewer = min(len(one.setting), len(other.setting))
        if len(one.setting & other.setting) < SETTING * fewer:
            score = min(score, _ONLY_POSSIBLE)
    if _elsewhere(one, other) and _elsewhere(other, one):
        score = min(score, _ONLY_POSSIBLE)
    return min(score, 1.0)


def sameness_of_all(scores: Sequence[float]) -> float:
    """How surely a mention is of an incident, from its sameness with each mention of it: 0 when it differs from one.

    It is as alike as it is to the mention most like it, but not certain when it is unlike the others: without
    this, mentions that are each like the next join into one incident whose ends are two.
    """
    if not scores or not all(scores):
        return 0.0
    alike = sum(scores) / len(scores) >= POSSIBLE
    return max(scores) if alike else min(max(scores), _ONLY_POSSIBLE)


@lru_cache(maxsize=REMEMBERED)
def words(text: str) -> frozenset[str]:
    """The words of a text that say something, cut to their first letters."""
    found = (word.lower() for word in _WORD.findall(text))
    return frozenset(word[:_LETTERS] for word in found if word not in _small() and not word.isdigit())


@lru_cache(maxsize=REMEMBERED)
def names(text: str) -> frozenset[str]:
    """The words of a text with a capital, and its numbers, cut to their first letters."""
    found = (word for word in _WORD.findall(text) if word[0].isupper() or word[0].isdigit())
    return frozenset(word.lower()[:_LETTERS] for word in found if word.lower() not in _small())


@lru_cache(maxsize=REMEMBERED)
def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, small ones in words too."""
    found = (word.lower() for word in _WORD.findall(text))
    return frozenset(_numerals().get(word, word) for word in found if word.isdigit() or word in _numerals())


def _differ(one: Happening, other: Happening) -> bool:
    """Whether anything that both say differs."""
    return (
        one.type != other.type
        or one.status != other.status
        or _apart(one.day, other.day)
        or _apart(one.country, other.country)
        or _others(one.actors, other.actors, one.who, other.who)
        or _others(one.recipients, other.recipients, one.whom, other.whom)
    )


def _apart(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _elsewhere(one: Happening, other: Happening) -> bool:
    """Whether both name a place and the other's sentence has no word of this one's: a town and its province may be one."""
    if one.where is None or other.where is None:
        return False
    return not words(one.where) & (words(other.where) | other.words)


def _others(
    codes: AbstractSet[str], other_codes: AbstractSet[str], who: AbstractSet[str], whom: AbstractSet[str]
) -> bool:
    """Whether two parties have neither a code nor a word in common, or are counted differently."""
    if who and whom:
        if who.isdisjoint(whom) and codes.isdisjoint(other_codes):
            return True
    elif codes and other_codes and codes.isdisjoint(other_codes):
        return True
    counted, recounted = _counted(frozenset(who)), _counted(frozenset(whom))
    return bool(counted and recounted and counted.isdisjoint(recounted))


@lru_cache(maxsize=REMEMBERED)
def _counted(named: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in named if word.isdigit())


def _share(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    return bool(one & other)


@cache
def _small() -> frozenset[str]:
    return frozenset(knowledge.load("words/small.yaml")["statements"].split())


@cache
def _numerals() -> dict[str, str]:
    return {word: str(number) for number, word in enumerate(knowledge.load("words/small.yaml")["numerals"].split(), 1)}
