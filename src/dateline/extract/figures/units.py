"""Units of measurement and money beside a number: "9.3km", "12-day", "$2.5bn", "500 Pakistani rupees", "45 per cent"."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from dateline import knowledge

_REACH: Final = 24
"""Characters beside a number in which its unit can stand: the longest unit in the lexicon."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit beside a number: its name, what it measures and the text from number to unit.

    `attributive` marks "12-day" and "30m vessel", where the unit modifies a noun.
    """

    name: str
    measure: str
    start: int
    end: int
    seconds: int | None = None
    attributive: bool = False


@cache
def _units() -> tuple[dict[str, tuple[str, str, int | None]], re.Pattern[str], re.Pattern[str]]:
    known: dict[str, tuple[str, str, int | None]] = {}
    spaced: list[str] = []
    attached: list[str] = []
    for row in knowledge.load("measures/units.yaml"):
        for word in [*row["words"], *row.get("attached", ())]:
            known[word.lower()] = (row["unit"], row["measure"], row.get("seconds"))
        spaced.extend(row["words"])
        attached.extend(row.get("attached", ()))
    return known, _pattern(r"[\s-]{1,2}", spaced), _pattern("", attached)


@cache
def _currencies() -> tuple[dict[str, str], re.Pattern[str], dict[str, str], re.Pattern[str]]:
    table = knowledge.load("measures/currencies.yaml")
    signs: dict[str, str] = table["signs"]
    words = {word.lower(): code for code, phrases in table["words"].items() for word in phrases}
    before = re.compile(rf"(?<![A-Za-z])({_alternatives(list(signs))})\s?$")
    return signs, before, words, _pattern(r"[\s-]{1,2}", list(words))


def _alternatives(words: list[str]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=lambda word: (-len(word), word))
    )


def _pattern(joint: str, words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"({joint})({_alternatives(words)})(?!\w)", re.IGNORECASE)


def money_of(text: str, start: int, end: int) -> Unit | None:
    """The currency before or after the number at `start:end`."""
    signs, before, words, after = _currencies()
    sign = before.search(text, max(0, start - _REACH), start)
    if sign is not None:
        return Unit(signs[re.sub(r"\s", " ", sign[1])], "money", sign.start(1), end)
    word = after.match(text, end, min(len(text), end + _REACH))
    if word is not None:
        return Unit(words[re.sub(r"\s", " ", word[2].lower())], "money", start, word.end(2))
    return None


def unit_of(text: str, start: int, end: int) -> Unit | None:
    """The unit of measurement after the number at `start:end`."""
    known, spaced, attached = _units()
    limit = min(len(text), end + _REACH)
    match = spaced.match(text, end, limit) or attached.match(text, end, limit)
    if match is None:
        return None
    name, measure, seconds = known[re.sub(r"\s", " ", match[2].lower())]
    return Unit(name, measure, start, match.end(2), seconds, attributive="-" in match[1])
