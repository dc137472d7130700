"""Stories: reports about one course of events, told apart as they stream in.

A report is a bag of weighted words; a story is the sum of its reports. A new report joins the story
nearest to it by cosine, if near enough and not too long ago, else it opens one. Streaming
assignment never renames a story. The weighting is tf-idf with the document frequencies of the
ledger so far, on top of a prior for the first reports of a new ledger.
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from dateline import knowledge
from dateline.records import Report

JOIN = 0.2
"""Cosine from which a report joins a story. On ECB+ (benchmarks/stories.py) .17 has BCubed F1 .863, .20 .871, .23 .872;
.20 was taken for what it makes of examples/."""

TERMS = 60
"""The heaviest words of a report that are kept. A hundred would have F1 .879 on ECB+ instead of .871, for more to store."""

PRIOR = 300
"""Documents that the shipped word frequencies are worth: a ledger of a day's news outweighs them. By judgement."""

HEADLINE_WEIGHT = 2.0
NAME_WEIGHT = 1.5
"""How much more a word of the headline, and a word with a capital, counts: by judgement. 2.5 for names, with JOIN .23, has
F1 .886 on ECB+ but puts the drone of examples/ among the tolls."""

LEAD_CHARACTERS = 3000
"""How much of a report describes its story, by judgement: news puts what is new first and background last."""

HALF_LIFE_DAYS = 14.0
"""Twice as many days of silence halve the nearness of a story; by judgement, for want of dated gold stories of weeks."""

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "but",
        "by",
        "can",
        "could",
        "day",
        "did",
        "do",
        "does",
        "down",
        "during",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "last",
        "like",
        "made",
        "make",
        "many",
        "may",
        "might",
        "more",
        "most",
        "must",
        "near",
        "new",
        "no",
        "not",
        "now",
        "of",
        "off",
        "on",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "people",
        "said",
        "says",
        "say",
        "she",
        "should",
        "since",
        "so",
        "some",
        "still",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "three",
        "time",
        "to",
        "told",
        "two",
        "under",
        "until",
        "up",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "year",
        "years",
        "you",
        "your",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_ENDINGS = ("ing", "ies", "ed", "es", "s")
_SHORTEST_STEM = 3


def terms(report: Report) -> dict[str, float]:
    """The weighted words of what is read in a report, headline and names heavier."""
    weights: dict[str, float] = defaultdict(float)
    left = LEAD_CHARACTERS
    for passage in report.passages:
        if passage.kind == "furniture" or passage.repeats is not None or left <= 0:
            continue
        words = report.text[passage.start : passage.end][:left]
        left -= len(words)
        weight = HEADLINE_WEIGHT if passage.kind == "headline" else 1.0
        for word in _WORD.findall(words):
            lower = word.lower()
            if lower not in _SMALL and len(lower) > 1:
                weights[_stem(lower)] += weight * (NAME_WEIGHT if word[0].isupper() else 1.0)
    return dict(weights)


def words_of(text: str) -> list[str]:
    """The words of a text that may tell a story from another, as they are counted."""
    return [_stem(word) for word in map(str.lower, _WORD.findall(text)) if word not in _SMALL and len(word) > 1]


def vector(weights: Mapping[str, float], frequency: Mapping[str, int], documents: int) -> dict[str, float]:
    """The unit tf-idf vector of a report's heaviest words.

    `frequency` counts the documents that hold each word, this one included, among `documents`; the
    shipped frequencies of news English count as PRIOR documents more.
    """
    prior = _prior()
    total = math.log(documents + PRIOR + 1)
    scored = {
        word: (1 + math.log(weight)) * (total - math.log(frequency.get(word, 0) + PRIOR * prior.get(word, 0.0) + 0.5))
        for word, weight in weights.items()
        if weight > 0
    }
    heaviest = sorted(scored, key=lambda word: (-scored[word], word))[:TERMS]
    length = math.sqrt(sum(scored[word] ** 2 for word in heaviest))
    return {word: scored[word] / length for word in heaviest} if length else {}


def nearness(cosine: float, days_apart: int | None) -> float:
    """How near a story is: cosine, discounted for the days since its last report."""
    if days_apart is None:
        return cosine
    return cosine * math.pow(0.5, max(0, abs(days_apart)) / HALF_LIFE_DAYS / 2)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@cache
def _prior() -> dict[str, float]:
    """The share of news texts in which each common word stands."""
    return {row["word"]: float(row["share"]) / 1000 for row in knowledge.table("words/frequencies.tsv")}
