"""How much a paragraph of pasted text reads like a picture's caption, as a sum of visible features.

Captions give themselves away by a credit, by words for places in the picture, by being printed
twice (alternative text and caption), or by telling in the present tense, with the whole date,
what somebody is doing; none of them alone is sure except the first ones. The weights were set by
hand on pasted wire, broadsheet, tabloid and agency stories so that no paragraph of running text
reaches the threshold.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline import knowledge

THRESHOLD = 3.0
CREDIT = 4.5
POSITION = 3.0
OPENING = 3.0
PRINTED_TWICE = 3.0
NO_STOP = 1.5
BESIDE_CAPTION = 1.5
DEED = 1.5
WHOLE_DATE = 1.5
LONG_LINE = 1.5
"""A line without a stop that is too long for a sub-heading."""

PAST = -1.5
QUOTATION = -1.5
TOO_LONG = -3.0

MOST_WORDS = 75
"""The longest caption: agencies give two sentences and a credit."""

LONG_WORDS = 13
CREDIT_REACH = 120
"""Characters at either end of a paragraph in which a credit stands."""

DEED_WORDS = 8
"""Fewer words with a verb of captions are a sub-heading."""

DEED_REACH = 12
"""Words among which a caption's verb stands: a subject with its titles, then the verb."""

_STOP = re.compile(r"[.!?…][\s\"'”’)\]]*$")
_OPEN_END = re.compile(r"[,;:–—-]( (and|or))?$")
_QUOTED = re.compile(r"^[‘'\"“].*[’'\"”]$", re.DOTALL)
_PAST = re.compile(r"\b(said|told|was|were|had|has|have|would|will|called|announced|added|warned|according)\b")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_WHOLE_DATE = re.compile(rf"\b({_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}),? \d{{4}}\b", re.IGNORECASE)
_WORD = re.compile(r"[\w’'-]+")
_DETERMINERS = frozenset("a an the this that its their his her of to and or for no any each".split())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the paragraph's place tells: the same words again close by, a caption before or after it."""

    printed_twice: bool = False
    beside_caption: bool = False


def bears_signs(text: str) -> bool:
    """Whether a paragraph is a caption by its own signs, wherever it stands: a headline has no credit and no "left"."""
    return text.count(" ") < MOST_WORDS and _signs(text) >= THRESHOLD


def is_caption(text: str, surroundings: Surroundings) -> bool:
    """Whether a paragraph, its white space made single, is a caption where it stands."""
    if _QUOTED.match(text) or _OPEN_END.search(text) or not text[:1].isalnum():
        return bears_signs(text)
    words = _WORD.findall(text)
    stopped = _STOP.search(text) is not None
    features = (
        (PRINTED_TWICE, surroundings.printed_twice),
        (BESIDE_CAPTION, surroundings.beside_caption and not stopped and len(words) >= DEED_WORDS),
        (NO_STOP, not stopped),
        (LONG_LINE, not stopped and len(words) >= LONG_WORDS),
        (DEED, _tells_a_deed(words)),
        (WHOLE_DATE, len(words) >= DEED_WORDS and _WHOLE_DATE.search(text) is not None),
    )
    return _signs(text) + _sum(features) >= THRESHOLD


def _signs(text: str) -> float:
    features = (
        (CREDIT, has_credit(text)),
        (POSITION, _any("positions", text)),
        (OPENING, _pattern("openings").match(text.lower()) is not None),
        (PAST, _PAST.search(text) is not None),
        (QUOTATION, "“" in text or '"' in text),
        (TOO_LONG, text.count(" ") >= MOST_WORDS),
    )
    return _sum(features)


def _sum(features: Iterable[tuple[float, bool]]) -> float:
    return sum(weight for weight, present in features if present)


def has_credit(text: str) -> bool:
    """Whether a paragraph begins or ends with the name of who took the picture."""
    ends = text if len(text) <= 2 * CREDIT_REACH else f"{text[:CREDIT_REACH]}\n{text[-CREDIT_REACH:]}"
    return _any("credits", ends)


def _tells_a_deed(words: list[str]) -> bool:
    """Whether a verb of captions in the present tense stands where the main verb would."""
    if len(words) < DEED_WORDS:
        return False
    lowered = [word.lower() for word in words[:DEED_REACH]]
    deeds = _deeds()
    return any(word in deeds and before not in _DETERMINERS for before, word in pairwise(lowered))


def _any(name: str, text: str) -> bool:
    return _pattern(name).search(text) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    expressions = knowledge.load("layout/plain.yaml")[name]
    joined = "|".join(f"(?:{expression})" for expression in expressions)
    return re.compile(joined, re.IGNORECASE if name == "credits" else 0)


@cache
def _deeds() -> frozenset[str]:
    return frozenset(knowledge.load("layout/plain.yaml")["deeds"].split())
