"""The words around a number that bound it: "at least 40", "40 or more", "within 48 hours"."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from dateline import knowledge
from dateline.extract.figures.numerals import Number
from dateline.records import Bound

REACH: Final = 40
"""Characters before a number in which its bound can stand: the longest phrase in the lexicon and one word between."""


@dataclass(frozen=True, slots=True)
class Bounding:
    """A bound and the stretch of text that says it together with its number."""

    bound: Bound
    start: int
    end: int


@cache
def _lexicon() -> Any:
    return knowledge.load("measures/bounds.yaml")


def _words(kind: str) -> dict[str, Bound]:
    return {phrase: bound for bound, phrases in _lexicon()[kind].items() for phrase in phrases}


def _alternatives(phrases: Any) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)


@cache
def _before(*, measured: bool) -> tuple[re.Pattern[str], dict[str, Bound]]:
    words = {**_words("before"), **(_words("before_unit") if measured else {})}
    between = _alternatives(_lexicon()["between"])
    pattern = re.compile(rf"(?<![\w-])({_alternatives(words)})\s*(?:(?<=\W)(?:{between})\s+)*$", re.IGNORECASE)
    return pattern, words


@cache
def _after() -> tuple[re.Pattern[str], dict[str, Bound]]:
    words = _words("after")
    return re.compile(rf"\s?({_alternatives(words)})(?!\w)", re.IGNORECASE), words


def bound_of(text: str, start: int, end: int, *, measured: bool, duration: bool = False) -> Bounding | None:
    """The bound of the number at `start:end`; `measured` says that a unit follows it, `duration` that it is one of time."""
    pattern, words = _before(measured=measured)
    window = max(0, start - REACH)
    before = pattern.search(text, window, start)
    if before is not None and not _is_of_other(text, before) and not (duration and _means_during(text, before)):
        return Bounding(words[_plain(before[1])], before.start(1), end)
    pattern, words = _after()
    after = pattern.match(text, end, min(len(text), end + REACH))
    if after is not None:
        phrase = _plain(after[1])
        return Bounding(words[phrase] if phrase in words else words[" " + phrase], start, after.end())
    return None


def _is_of_other(text: str, before: re.Match[str]) -> bool:
    """Whether the word belongs to a verb or a place: "handed over 40 men", "around the 12-acre park"."""
    words = text[max(0, before.start() - REACH) : before.start()].split()
    if before[1].lower() == "around":
        return before[0].lower().split()[-1] == "the"
    return before[1].lower() == "over" and bool(words) and words[-1].lower() in _lexicon()["over_of_verb"]


def _means_during(text: str, before: re.Match[str]) -> bool:
    """Whether "over" means "during": "a loan over four years", but "lasted over four years"."""
    if before[1].lower() != "over":
        return False
    words = text[max(0, before.start() - REACH) : before.start()].split()
    return not words or words[-1].lower() not in _lexicon()["over_time_after"]


def limits(
    bound: Bound, value: Number | None, low: Number | None, high: Number | None
) -> tuple[Number | None, Number | None]:
    """What a bound says of the true number: its low and its high, None where it is open."""
    if bound in ("at-least", "more-than"):
        return (low if value is None else value), None
    if bound in ("at-most", "less-than"):
        return None, (high if value is None else value)
    if bound == "about":
        return None, None
    return low, high


def _plain(phrase: str) -> str:
    return re.sub(r"\s+", " ", phrase.lower())
