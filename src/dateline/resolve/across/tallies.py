"""Tallies: figures that count the same thing, side by side, and how each stands to the others.

Counters are compared, never outlets: fifty papers that print one agency's toll are one counter.
Nothing is averaged and no figure is called the true one. Two counters contradict each other only
when no number satisfies both of what they say of the same thing at the same time.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["repeat", "update", "component-of", "compatible", "contradicts", "incomparable"]

SAME_TIME_DAYS = 3
"""Counts this close in time are held to be of one moment: by judgement, since a running count moves in a week."""

ABOUT = 0.1
"""How far "about" reaches either way: by judgement, since newsrooms round to the leading figure or two."""

RUNNING = frozenset({"deaths", "injuries", "arrests", "missing", "displaced", "rescued", "strikes", "buildings"})
"""Measures that accumulate while a story runs: a later lower count is a revision, and worth a flag."""

_GENERAL = frozenset(
    [
        "people",
        "person",
        "persons",
        "lives",
        "dead",
        "death",
        "deaths",
        "killed",
        "fatalities",
        "casualties",
        "victims",
        "injured",
        "wounded",
        "injuries",
        "arrests",
        "arrested",
        "detained",
        "detainees",
        "detentions",
        "total",
        "toll",
        "the",
        "of",
        "a",
        "in",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_JOINTS = frozenset(
    {
        "and",
        "or",
        "who",
        "not",
        "their",
        "were",
        "was",
        "been",
        "have",
        "had",
        "them",
        "including",
        "most",
        "mostly",
        "others",
        "other",
        "about",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What comparing needs of one figure.

    `counter` None means that nobody is said to have counted; `day` is the day the figure holds for,
    or else the day it was printed.
    """

    measure: str
    unit: str | None
    value: float | None
    low: float | None
    high: float | None
    bound: str
    basis: str | None
    of: str | None
    counter: str | None
    day: str | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a later figure stands to an earlier one, and the reason in words."""

    kind: Kind
    reason: str


def comparable(one: Count, other: Count) -> bool:
    """Whether two figures of one story belong in one tally: the same measure in the same unit."""
    return one.measure == other.measure and one.unit == other.unit


def relation(later: Count, earlier: Count) -> Relation:
    """How `later` stands to `earlier`; both belong to one tally."""
    if later.country and earlier.country and later.country != earlier.country:
        return Relation(kind="incomparable", reason=f"counted in {later.country} and in {earlier.country}")
    part, whole = population(later), population(earlier)
    if part != whole:
        if part and whole:
            return Relation(
                kind="incomparable", reason=f"of {' '.join(sorted(part))}, not of {' '.join(sorted(whole))}"
            )
        return Relation(kind="component-of", reason=f"of {' '.join(sorted(part or whole))} alone")
    if later.counter is None or earlier.counter is None:
        return Relation(
            kind="repeat" if _equal(later, earlier) else "incomparable", reason="nobody is said to have counted"
        )
    if later.basis != earlier.basis and "estimated" in {later.basis, earlier.basis}:
        return Relation(kind="incomparable", reason="one is an estimate, the other a count")
    if _same_counter(later.counter, earlier.counter):
        return _own_earlier(later, earlier)
    return _others(later, earlier)


def population(count: Count) -> frozenset[str]:
    """The words that narrow who or what is counted; empty when all are."""
    words = (word.lower() for word in _WORD.findall(count.of or ""))
    return frozenset(
        word.removesuffix("s") for word in words if word not in _GENERAL and word not in _JOINTS and len(word) > 2
    )


def _own_earlier(later: Count, earlier: Count) -> Relation:
    """A counter's figure beside the same counter's earlier one."""
    if _equal(later, earlier):
        return Relation(kind="repeat", reason="the same figure by the same counter")
    fell = later.value is not None and earlier.value is not None and later.value < earlier.value
    if fell and later.measure in RUNNING:
        return Relation(kind="update", reason="revised down by the same counter")
    return Relation(kind="update", reason="a new figure by the same counter")


def _others(later: Count, earlier: Count) -> Relation:
    """A counter's figure beside another counter's."""
    if _equal(later, earlier):
        return Relation(kind="compatible", reason="the same figure by another counter")
    mine, theirs = _interval(later), _interval(earlier)
    if mine is None or theirs is None:
        return Relation(kind="incomparable", reason="a figure without a number")
    if mine[0] <= theirs[1] and theirs[0] <= mine[1]:
        return Relation(kind="compatible", reason="some number satisfies both")
    apart = _days_apart(later, earlier)
    if apart is None or apart > SAME_TIME_DAYS:
        return Relation(kind="incomparable", reason="of different days" if apart else "of unknown days")
    return Relation(kind="contradicts", reason="no number satisfies both")


def _equal(one: Count, other: Count) -> bool:
    return (one.value, one.low, one.high, one.bound) == (other.value, other.low, other.high, other.bound)


def _same_counter(one: str, other: str) -> bool:
    """Whether two names are one counter's: equal, or one the other with a title or an article."""
    short, long = sorted((_key(one), _key(other)), key=len)
    return short <= long


def _key(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name) if word.lower() not in {"the", "a", "an", "of"})


def _interval(count: Count) -> tuple[float, float] | None:
    """The numbers that a figure allows, open ends infinite; None when it names no number."""
    if count.bound == "about" and count.value is not None:
        return count.value * (1 - ABOUT), count.value * (1 + ABOUT)
    if count.low is None and count.high is None:
        return None
    return (count.low if count.low is not None else 0.0), (count.high if count.high is not None else float("inf"))


def _days_apart(one: Count, other: Count) -> int | None:
    if one.day is None or other.day is None:
        return None
    return abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)
