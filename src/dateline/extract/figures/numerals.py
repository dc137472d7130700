"""Numbers as the press prints them: in digits, in words, in both ("1.2 million", "half a million").

Works on plain text. What a number bounds, measures or counts is decided by the neighbours of this file.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from dateline import knowledge
from dateline.records import Bound

Number = int | float

_CALENDAR = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|year|month|week|century|decade|season|day|night|game|match|(?:19|20)\d\d)\b"
)
"""What a half is no number of: "the second half of November"."""
_DIGITS: Final = r"(?:\d{1,3}(?:,\d{2,3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?)"
"""Up to fifteen digits: what is longer names something, and a float would not hold it."""
_JOINED: Final = 4
"""Parts after the first in a number in words: billion, million, thousand, rest. A limit keeps the search linear."""
_PRECISION: Final = 6
"""Decimals kept: enough for every printed decimal, and it removes the noise of binary fractions (1.1 million)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """One number in a text: where it stands and what it says.

    `value` is None for a range and for a vague word; `low` and `high` are what the number itself
    says, before any word around it bounds it. `digits` tells "12" from "twelve"; `percent` a share
    of a whole ("one in five" is 20); `scaled` a number with its scale ("3 million"); `ends` the two
    numbers of a "40 to 60", which a verb of change makes two ("rose from 40 to 60").
    """

    start: int
    end: int
    value: Number | None
    low: Number | None
    high: Number | None
    bound: Bound = "exact"
    digits: bool = False
    percent: bool = False
    scaled: bool = False
    ends: "tuple[Numeral, Numeral] | None" = None


@cache
def lexicon() -> dict[str, Any]:
    """The number words, from the knowledge base."""
    loaded: dict[str, Any] = knowledge.load("measures/numbers.yaml")
    return loaded


def _either(words: Any) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern for every number. Its branches are tried in the order in which they are written."""
    words = lexicon()
    small = rf"(?:{_either(words['tens'])}(?:[- ]{_either(words['ones'])})?|{_either(words['teens'])}|{_either(words['ones'])})"
    scale = _either([*words["scales"], "hundreds"])
    hundreds = rf"(?:{small}|an?)[- ]hundred(?:(?: and |[- ]){small})?"
    short = rf"{_either(words['abbreviated_scales'])}(?![A-Za-z0-9])"
    amount = rf"(?:{_DIGITS}|{hundreds}|{small})"
    scaled = rf"(?:(?:{amount}|half an?|an?)[- ]{scale}|{_DIGITS} ?{short})(?![A-Za-z])"
    in_words = (
        rf"(?:{hundreds}|{small}|an?)[- ]{scale}(?:(?: and | |-)(?:{hundreds}|{small})(?:[- ]{scale})?){{1,{_JOINED}}}"
    )
    one = rf"(?:{in_words}|{scaled}(?: and a (?:half|quarter))?|{amount}(?: and a half)?)"
    part = _either([*words["fractions"], *(f"{word}s" for word in words["fractions"])])
    fraction = rf"(?:(?:an?|{small})[- ]{part}|half)(?= of\b(?! (?:last |this |next |the )?{_CALENDAR})| the\b| its\b| their\b| his\b| her\b)|{small}[- ]{part}s\b"
    ratio = rf"(?:{small}|{_DIGITS})(?: in(?: every)? | out of(?: every)? )(?:{small}|{_DIGITS})"
    share = r"(?:%| ?per ?cent)?"  # "between 5% and 8%"
    branches = {
        "vague": rf"{_either(words['vague'])}",
        "fraction": fraction,
        "ratio": rf"{ratio}(?= (?:of )?[a-z])",
        "between": rf"between (?P<from>[^\W\d_]{{0,3}}\$?€?£?{one}){share} and (?P<upto>\$?€?£?{one})",
        "range": rf"(?P<first>{one})(?P<joint>{share} to | or |{share}(?<=[\dkmn%])[-–](?=[$€£\d]))(?P<last>\$?€?£?{one})",
        "plain": one,
    }
    body = "|".join(f"(?P<{name}>{branch})" for name, branch in branches.items())
    before = r"(?<![\w/])(?<![A-Za-z]-)(?<!\d[.,:/-])(?<!\w/)"
    after = r"(?![A-Za-z]*\d|[:/]\d|\.\d|,\d{3}|st\b|nd\b|rd\b|th\b|s\b)"
    return re.compile(f"{before}{_opening(words)}(?:{body}){after}", re.IGNORECASE)


def _opening(words: dict[str, Any]) -> str:
    """What every number begins with, a digit or two letters: most words of a text are passed over by this alone."""
    lists = ("ones", "teens", "tens", "scales", "fractions", "vague")
    seconds: dict[str, set[str]] = {"a": {"n", " ", "-"}, "h": {"a"}, "b": {"e"}}  # a, an, half, between
    for word in itertools.chain.from_iterable(words[name] for name in lists):
        seconds.setdefault(word[0], set()).add(word[1])
    pairs = (
        f"[{first}{first.upper()}][{re.escape(''.join(sorted({*second, *map(str.upper, second)})))}]"
        for first, second in sorted(seconds.items())
    )
    return rf"(?-i:(?=\d|{'|'.join(pairs)}))"  # case by hand: a set that ignores case is not looked up at once


def find_numerals(text: str) -> Iterator[Numeral]:
    """Every number in the text, left to right, never overlapping."""
    for match in _pattern().finditer(text):
        kind = match.lastgroup
        if match["vague"]:
            yield _vague(match)
        elif match["fraction"] or match["ratio"]:
            yield _share(match)
        elif match["between"]:
            yield from _range(match, match["from"], match["upto"], " and ")
        elif match["range"]:
            yield from _range(match, match["first"], match["last"], match["joint"])
        elif kind is not None:
            yield _plain(match.group(), match.start())


def parse_number(words: str) -> Number | None:
    """The value of one number in words or digits; None when the words are not a number."""
    cleaned = words.lower().strip().lstrip("$€£")
    cleaned = (
        re.sub(r"(?<=\d)(?=[a-z])", " ", cleaned)
        .replace(" and a half", " half-more")
        .replace(" and a quarter", " quarter-more")
    )
    total, group, seen = 0.0, 0.0, False
    scales = {**lexicon()["scales"], **lexicon()["abbreviated_scales"], "hundreds": 100}
    small = _small()
    for word in re.split(r"\s+and\s+|\s+|(?<=[a-z])-(?=[a-z])(?!more)", cleaned):
        if word in ("a", "an"):
            group = group or 1.0
        elif word == "half":
            group = 0.5
        elif word in ("half-more", "quarter-more"):
            return _tidy((total + group) + _last_scale(cleaned, scales) * (0.5 if word == "half-more" else 0.25))
        elif word in small:
            group += small[word]
            seen = True
        elif word in scales:
            seen = True
            if word == "hundred":
                group *= scales[word]
            else:
                total, group = total + (group or 1.0) * scales[word], 0.0
        elif re.fullmatch(_DIGITS, word):
            group += float(word.replace(",", ""))
            seen = True
        else:
            return None
    if not seen:
        return None
    return _tidy(total + group)


@cache
def _small() -> dict[str, int]:
    words = lexicon()
    return {**words["ones"], **words["teens"], **words["tens"]}


def _last_scale(words: str, scales: dict[str, int]) -> int:
    return next((scales[word] for word in reversed(words.split()) if word in scales), 1)


def _tidy(value: float) -> Number:
    return int(value) if value == int(value) else round(value, _PRECISION)


def _plain(words: str, start: int) -> Numeral:
    value = parse_number(words)
    return Numeral(
        start=start,
        end=start + len(words),
        value=value,
        low=value,
        high=value,
        digits=words[0].isdigit(),
        scaled=bool(re.search(r"[a-z]", words, re.IGNORECASE)) and words[0].isdigit(),
    )


def _vague(match: re.Match[str]) -> Numeral:
    entry = lexicon()["vague"][re.sub(r"\s+", " ", match.group().lower())]
    return Numeral(start=match.start(), end=match.end(), value=None, low=entry["low"], high=None, bound=entry["bound"])


def _share(match: re.Match[str]) -> Numeral:
    words = match.group().lower()
    parts = re.split(r" in(?: every)? | out of(?: every)? ", words)
    share: float | None
    if len(parts) == 2:
        some, whole = parse_number(parts[0]), parse_number(parts[1])
        share = 100 * some / whole if some and whole and some < whole else None
    else:
        fractions = lexicon()["fractions"]
        *count, part = re.split(r"[- ]", words)
        times = parse_number(" ".join(count)) if count and count != ["a"] else 1
        base = fractions.get(part) or fractions[part.removesuffix("s")]
        share = min(100.0, 200 / 3 if (times, base) == (2, fractions["third"]) else (times or 1) * base)
    value = None if share is None else _tidy(round(share, 2))
    return Numeral(start=match.start(), end=match.end(), value=value, low=value, high=value, percent=True)


def _range(match: re.Match[str], first: str, last: str, joint: str) -> Iterator[Numeral]:
    """A range when it ascends; otherwise its two numbers, each for itself ("15 to 3" is no range)."""
    low, high = parse_number(re.sub(r"^\D{0,3}(?=[$€£])", "", first)), parse_number(last)
    if low is None or high is None:
        return
    if (
        low < high
        and low < 1000 <= high
        and re.search(r"[a-z]", last, re.IGNORECASE)
        and not re.search(r"[a-z]", first, re.IGNORECASE)
    ):
        scale = high / (parse_number(re.split(r"[ a-z]", last.lstrip("$€£"), maxsplit=1)[0]) or high)
        low = _tidy(low * scale) if low * scale < high else low
    last = last.lstrip("$€£")
    ends = _plain(first, match.start() + match.group().index(first)), _plain(last, match.end() - len(last))
    if low < high:
        yield Numeral(
            start=match.start(), end=match.end(), value=None, low=low, high=high, bound="range",
            digits=first[-1].isdigit(), scaled=joint not in ("-", "–"),
            ends=(replace(ends[0], value=low, low=low, high=low), ends[1]) if joint.endswith(" to ") else None,
        )  # fmt: skip
    elif joint.endswith((" to ", " or ", " and ")):
        yield from ends
