"""Stories: reports about one course of events, told apart as they stream in.

A report is two bags of weighted words: its names and numbers, and the words it opens with. A story is
the sum of its reports. A new report joins the story nearest to it, if near enough and not too long ago,
else it opens one: streaming assignment never renames a story. Names tell sibling incidents apart (two
earthquakes share every other word), so they weigh most; a headline on its own is nearly all capitals, so there
the words decide, and those of the address, which often says what the headline only hints at. A word weighs by how few stories hold it, not how few reports: what a
hundred reports of one story say is its mark, not a common word.

The method is single-pass clustering by tf-idf (Allan, Papka and Lavrenko 1998). The constants were swept
with benchmarks/stories.py on the ECB+ documents (three orders of arrival) and the UCI headlines.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline import knowledge
from dateline.records import Report
from dateline.resolve.across.addresses import words_of_address

JOIN = 0.27
"""Nearness from which a report joins a story. On ECB+, mean of orders 1-5, and after small stories were taken in, .27 has
BCubed P .926 R .867 F1 .896, .25 P .904 R .890 F1 .897: as good, and surer."""

ALIKE, PER_SIZE = 0.34, 0.04
"""Nearness from which two stories of headlines of one size are one, and what less is enough for each e-fold that the larger has
more voices: a headline on its own is one voice. On UCI headlines, mean of four orders, F1 is .830 to .835 from .28 and .03 to .34
and .04; one mark for all sizes gave .81."""

TAKE_IN_HEADLINES = 15
"""Voices from which on a story of headlines is too grown to be taken into another unasked. On UCI headlines no limit at all
costs F1 .001: the limit is for readers."""

ONE, MAYBE, TAKE_IN = 0.43, 0.36, 3
"""Nearness from which a story of reports of no more voices than the last is taken into another, and from which that is proposed.
On ECB+, mean of orders 1-3, it lifts F1 from .880 to .899 at the same precision; .37 costs P .04, eight voices P .01. Of such
pairs between the two marks seven of ten are one."""

TRIED = 3
"""Stories near to a growing one that are tried, the nearest first: the nearest alone loses F1 .003 on UCI headlines."""

PROPOSE = 0.47
"""Nearness from which two grown stories are proposed to be one: nine such pairs of ECB+ stories of eleven are."""

RELATED = 0.10
"""Nearness from which a new story belongs to the saga of another. Set on examples/ and checked on ECB+."""

NAME_PART = 0.6
"""What part of nearness is that of names; the rest is that of the opening words. A logistic regression on which story
of ECB+ a report belongs to gave 9.96 to 6.48. Between headlines words alone decide: .1 and .2 of names do no better."""

CROWD = 0.04
"""What a story's nearness loses for each e-fold of its voices: the sum of many reports has something for everyone.
The same regression gave .056 at FADE 1; headlines do better without."""

FADE = 0.7
"""The power of a story's weights that is compared: a word that every report repeats does not drown the others. 1 and .5
are worse on both collections."""

PRIOR = 1000
"""Stories that the shipped word frequencies are worth: a ledger of a month outweighs them. 300 and 3000 differ little."""

FEW = 5
"""Stories added to the count of each word, so that a word seen once does not decide alone; 2 and 10 differ little."""

NAMES, WORDS = 60, 40
"""The heaviest names and opening words of a report that are kept; 30 and 30 lose F1 .01 on ECB+."""

OPENING = 80
"""Words of a report that count as its opening, about the lead of a news report; 60 and 120 differ little."""

READ_CHARACTERS = 3000
"""How much of a report names its story, by judgement: news puts what is new first and background last."""

HEADLINE_WORDS = 25
"""Different words below which a report is held to be a headline alone; fewer than WORDS, so that its vector tells too."""

HALF_LIFE_DAYS = 14.0
"""Twice as many days of silence halve the nearness of a story; by judgement, for want of dated gold stories of weeks."""

NAME = "@"
"""What begins a name in a bag, so that it is not the same as the word."""

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")  # 3,117 is one word, and a rare one
_ENDINGS = ("ing", "ies", "ed", "es", "s")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How like a story a report is: cosine of names and of opening words, the story's voices, days between them."""

    names: float
    words: float
    voices: int
    days_apart: int | None


def terms(report: Report) -> dict[str, float]:
    """The counted names (marked by NAME) and opening words of what is read in a report, headline first.

    A headline alone has the words of its address too.
    """
    found = _WORD.findall(_read_part(report))
    as_word = set(found)
    small = _small()
    bag: dict[str, float] = {}
    for place, word in enumerate(found):
        lower = word.lower()
        if lower in small or len(lower) < 2:
            continue
        stem = _stem(lower)
        if word[0].isdigit() or (word[0].isupper() and lower not in as_word):
            bag[NAME + stem] = bag.get(NAME + stem, 0.0) + 1.0
        if place < OPENING:
            bag[stem] = bag.get(stem, 0.0) + 1.0
    if is_headline(bag):
        for stem in words_of(words_of_address(report.url)):
            bag.setdefault(stem, 1.0)
    return bag


def is_headline(bag: Mapping[str, float]) -> bool:
    """Whether a report, by its bag or its vector, is so short that it is a headline alone."""
    return sum(not term.startswith(NAME) for term in bag) < HEADLINE_WORDS


def words_of(text: str) -> list[str]:
    """The words of a text that may tell a story from another, as they are counted."""
    small = _small()
    return [_stem(word) for word in map(str.lower, _WORD.findall(text)) if word not in small and len(word) > 1]


def vector(bag: Mapping[str, float], frequency: Mapping[str, int], stories: int) -> dict[str, float]:
    """The weights of a report's heaviest names and words, each of the two of length one.

    `frequency` counts the stories that hold each term, among `stories`; the shipped frequencies of
    news English count as PRIOR stories more.
    """
    prior = _prior()
    total = math.log(stories + PRIOR + 1)
    weights: dict[str, float] = {}
    for named, most in ((True, NAMES), (False, WORDS)):
        scored = {}
        for term, count in bag.items():
            if term.startswith(NAME) is named:
                common = frequency.get(term, 0) + PRIOR * prior.get(term.removeprefix(NAME), 0.0) + FEW
                scored[term] = (1 + math.log(count)) * max(0.0, total - math.log(common))
        heaviest = sorted(scored, key=lambda term: (-scored[term], term))[:most]
        length = math.sqrt(sum(scored[term] ** 2 for term in heaviest))
        weights.update({term: scored[term] / length for term in heaviest if length})
    return weights


def faded(weight: float) -> float:
    """A weight of a story as it is compared."""
    return math.pow(weight, FADE)


def nearness(likeness: Likeness, *, headline: bool) -> float:
    """How near a report is to a story; `headline` when it is no more than that."""
    near = likeness.words
    if not headline:
        near = NAME_PART * likeness.names + (1 - NAME_PART) * likeness.words
        near -= CROWD * math.log(max(1, likeness.voices))
    if likeness.days_apart is None or near <= 0:
        return near
    return near * math.pow(0.5, abs(likeness.days_apart) / HALF_LIFE_DAYS / 2)


def enough(voices: int, others: int) -> float:
    """The nearness from which two stories of headlines are one, by their voices."""
    return ALIKE - PER_SIZE * abs(math.log(max(1, voices) / max(1, others)))


def _read_part(report: Report) -> str:
    left = READ_CHARACTERS
    parts = []
    for passage in sorted(report.passages, key=lambda passage: passage.kind != "headline"):
        if passage.kind in {"furniture", "caption", "byline"} or passage.repeats is not None or left <= 0:
            continue
        part = report.text[passage.start : passage.end][:left]
        left -= len(part)
        parts.append(part)
    return "\n".join(parts)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@cache
def _small() -> frozenset[str]:
    return frozenset(knowledge.load("words/small.yaml")["reports"].split())


@cache
def _prior() -> dict[str, float]:
    """The share of news texts in which each common word stands."""
    return {row["word"]: float(row["share"]) / 1000 for row in knowledge.table("words/frequencies.tsv")}
