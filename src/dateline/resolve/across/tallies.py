"""Tallies: figures that count the same thing, side by side, and how each stands to the others.

Counters are compared, never outlets: fifty papers that print one agency's toll are one counter.
Nothing is averaged and no figure is called the true one. Two counters contradict each other only
when no number satisfies both of what they say of the same thing at the same time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from dateline import knowledge

Kind = Literal["repeat", "update", "component-of", "compatible", "contradicts", "incomparable"]
Role = Literal["whole", "part", "beside"]

SAME_TIME_DAYS = 3
"""Counts this close in time are held to be of one moment: by judgement, since a running count moves in a week."""

ABOUT = 0.1
"""How far "about" reaches either way: by judgement, since newsrooms round to the leading figure or two."""

ROUNDED = 0.05
"""How far a "more than" may lie below a counter's own number and still be that number, rounded; by judgement."""

RUNNING = frozenset({"deaths", "injuries", "arrests", "missing", "displaced", "rescued", "strikes", "buildings"})
"""Measures that accumulate while a story runs: a later lower count is a revision, and worth a flag."""

REMEMBERED = 20_000
"""Names, populations and sentences whose words are remembered: a new report is compared with much the same ones as the last."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What comparing needs of one figure.

    `counter` None means that nobody is said to have counted; `day` is the day the figure holds for,
    or else the day it was printed. `role` is what it is in its report: a total, a part of the same
    counter's total, or beside it ("a further 200 are being checked"). `pointed_at`: the counter was made
    out from a pronoun or "the group", which is too little to call anybody contradicted.
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
    evidence: str = ""
    role: Role = "whole"
    pointed_at: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a later figure stands to an earlier one, and the reason in words."""

    kind: Kind
    reason: str


def comparable(one: Count, other: Count) -> bool:
    """Whether two figures belong in one tally: the same measure, unit, population and country."""
    if (one.measure, one.unit) != (other.measure, other.unit) or population(one) != population(other):
        return False
    return not (one.country and other.country and one.country != other.country) and one.role == other.role


def worth_relating(one: Count, other: Count) -> bool:
    """Whether two figures have anything to say to each other: one tally, or a part beside its counter's total."""
    if (one.measure, one.unit) != (other.measure, other.unit):
        return False
    if population(one) == population(other) and one.role == other.role:
        return True
    whole = one if one.role == "whole" and not population(one) else other
    of_whole = whole.role == "whole" and not population(whole)
    return (
        of_whole and one.counter is not None and other.counter is not None and same_counter(one.counter, other.counter)
    )


def in_report(counts: Sequence[Count]) -> list[Count]:
    """The counts of one report, in text order, each with its counter made out and its role.

    A counter that is only pointed at ("the group", "it") is the last one named before it. Of what one
    counter gives for one day in one report, the largest is the total and the others are parts of it.
    """
    named: str | None = None
    made_out: list[Count] = []
    for count in counts:
        pointed = count.counter is not None and is_pointed_at(count.counter)
        named = named if pointed or count.counter is None else count.counter
        made_out.append(replace(count, counter=named, pointed_at=True) if pointed else count)
    made_out = [_counted_elsewhere(count, made_out) for count in made_out]
    return [replace(count, role=_role(count, made_out)) for count in made_out]


def _counted_elsewhere(count: Count, counts: Sequence[Count]) -> Count:
    """A number whose counter is left out, as in a headline, with the counter that the report names with that number."""
    if count.counter is not None or count.value is None:
        return count
    same = (count.measure, count.unit, count.value)
    for other in counts:
        if other.counter is not None and (other.measure, other.unit, other.value) == same:
            return replace(count, counter=other.counter, pointed_at=True)
    return count


def relation(later: Count, earlier: Count) -> Relation:
    """How `later` stands to `earlier`; both are of one measure and unit."""
    if later.country and earlier.country and later.country != earlier.country:
        return Relation(kind="incomparable", reason=f"counted in {later.country} and in {earlier.country}")
    if "beside" in {later.role, earlier.role}:
        same = later.role == earlier.role and later.counter == earlier.counter and _equal(later, earlier)
        return Relation(kind="repeat" if same else "incomparable", reason="one is counted beside the total, not in it")
    part, whole = population(later), population(earlier)
    if part != whole:
        return _parts(part, whole)
    if later.role != earlier.role:
        return Relation(kind="component-of", reason="one is a part of its counter's total")
    if later.counter is None or earlier.counter is None:
        kind: Kind = "repeat" if _same_value(later, earlier) else "incomparable"
        return Relation(kind=kind, reason="nobody is said to have counted")
    if later.basis != earlier.basis and "estimated" in {later.basis, earlier.basis}:
        return Relation(kind="incomparable", reason="one is an estimate, the other a count")
    if same_counter(later.counter, earlier.counter):
        return _own_earlier(later, earlier)
    if later.role == "part" and not part:
        return Relation(kind="incomparable", reason="parts of totals, of whom is not said")
    return _others(later, earlier)


def sum_of_parts(whole: Count, counts: Sequence[Count]) -> str | None:
    """Whether the parts of a total, given with it, add up to it, in words; None when there are none to add."""
    parts = [count for count in counts if is_part_of(count, whole)]
    if len(parts) < 2 or whole.value is None:
        return None
    total = sum(count.value or 0.0 for count in parts)
    if total == whole.value:
        return f"the parts add up to {total:,.0f}"
    return f"the parts add up to {total:,.0f}, {'more' if total > whole.value else 'less'} than {whole.value:,.0f}"


def population(count: Count) -> frozenset[str]:
    """The words that narrow who or what is counted; empty when all are."""
    return _narrowing(count.of) if count.of else frozenset()


@lru_cache(maxsize=REMEMBERED)
def _narrowing(of: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(of))
    return frozenset(word.removesuffix("s") for word in words if word not in _words("whole") and len(word) > 2)


def is_pointed_at(counter: str) -> bool:
    """Whether a counter is only pointed at: "it", "the group", "the same body"."""
    words = _WORD.findall(counter)
    return not words or words[-1].lower() in _words("pointers")


def same_counter(one: str, other: str) -> bool:
    """Whether two names are one counter's: equal, or one the other with a title or an article."""
    short, long = sorted((_key(one), _key(other)), key=len)
    return short == long or (len(short) > 1 and short < long)


def _role(count: Count, counts: Sequence[Count]) -> Role:
    if _stands_beside(count):
        return "beside"
    is_part = _stands_before(count, "of") or any(is_part_of(count, other) for other in counts)
    return "part" if is_part else "whole"


def is_part_of(count: Count, whole: Count) -> bool:
    """Whether a figure is part of another by the same counter, of the same day, in the same report."""
    if count is whole or count.value is None or whole.value is None or count.value >= whole.value:
        return False
    same = (count.measure, count.unit, count.basis, count.day) == (whole.measure, whole.unit, whole.basis, whole.day)
    if not same or count.counter is None or whole.counter is None or population(whole):
        return False
    return same_counter(count.counter, whole.counter) and not (_stands_beside(count) or _stands_beside(whole))


def _stands_beside(count: Count) -> bool:
    """Whether the words around the number say that it comes on top of what is counted."""
    before, after = _around(count)
    return bool(_words("beside") & set(before[-2:]) or _words("beside_after") & set(after[:1]))


def _stands_before(count: Count, word: str) -> bool:
    """Whether the number is one of some: "1,850 of the dead"."""
    _, after = _around(count)
    return after[:1] == [word] and after[1:2] in (["the"], ["those"], ["them"], ["these"], ["whom"])


def _around(count: Count) -> tuple[list[str], list[str]]:
    """The words before and after the number where the evidence prints it in figures; none where it does not."""
    return _around_number(count.value, count.evidence) if count.value is not None else ([], [])


@lru_cache(maxsize=REMEMBERED)
def _around_number(value: float, evidence: str) -> tuple[list[str], list[str]]:
    for printed in dict.fromkeys((f"{value:,.0f}", f"{value:.0f}")):
        place = re.search(rf"(?<![\d,.]){re.escape(printed)}(?![\d,]*\d)", evidence)
        if place is not None:
            parts = evidence[: place.start()], evidence[place.end() :]
            before, after = ([word.lower() for word in _WORD.findall(part)] for part in parts)
            return before, after
    return [], []


def _parts(part: frozenset[str], whole: frozenset[str]) -> Relation:
    if part and whole:
        return Relation(kind="incomparable", reason=f"of {' '.join(sorted(part))}, not of {' '.join(sorted(whole))}")
    return Relation(kind="component-of", reason=f"of {' '.join(sorted(part or whole))} alone")


def _own_earlier(later: Count, earlier: Count) -> Relation:
    """A counter's figure beside the same counter's earlier one."""
    if _equal(later, earlier) or _same_value(later, earlier):
        return Relation(kind="repeat", reason="the same figure by the same counter")
    if _is_before(later, earlier):
        return Relation(kind="incomparable", reason=f"of {later.day}, before {earlier.day}")
    if later.value is None or earlier.value is None:
        return Relation(kind="update", reason="a new figure by the same counter")
    if later.low == later.value and later.high is None and 0 <= earlier.value - later.value <= ROUNDED * earlier.value:
        return Relation(kind="repeat", reason="the same counter's figure, rounded")
    fell = later.value < earlier.value and later.measure in RUNNING
    return Relation(
        kind="update", reason="revised down by the same counter" if fell else "a new figure by the same counter"
    )


def _others(later: Count, earlier: Count) -> Relation:
    """A counter's figure beside another counter's."""
    if _equal(later, earlier):
        return Relation(kind="compatible", reason="the same figure by another counter")
    mine, theirs = _interval(later), _interval(earlier)
    if mine is None or theirs is None:
        return Relation(kind="incomparable", reason="a figure without a number")
    if mine[0] <= theirs[1] and theirs[0] <= mine[1]:
        return Relation(kind="compatible", reason="some number satisfies both")
    if later.pointed_at or earlier.pointed_at:
        return Relation(kind="incomparable", reason="who counted is only pointed at")
    if later.basis == earlier.basis == "estimated":
        return Relation(kind="incomparable", reason="both are estimates")
    apart = _days_apart(later, earlier)
    if apart is None or abs(apart) > SAME_TIME_DAYS:
        return Relation(kind="incomparable", reason="of different days" if apart else "of unknown days")
    if later.measure in RUNNING and apart and (mine[0] > theirs[1]) == (apart > 0):
        return Relation(kind="incomparable", reason="of different days, and the count may have grown")
    return Relation(kind="contradicts", reason="no number satisfies both")


def _equal(one: Count, other: Count) -> bool:
    return (one.value, one.low, one.high, one.bound) == (other.value, other.low, other.high, other.bound)


@lru_cache(maxsize=REMEMBERED)
def _same_value(one: Count, other: Count) -> bool:
    return one.value is not None and one.value == other.value


def _key(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name) if word.lower() not in {"the", "a", "an", "of"})


def _interval(count: Count) -> tuple[float, float] | None:
    """The numbers that a figure allows, open ends infinite; None when it names no number."""
    if count.bound == "about" and count.value is not None:
        return count.value * (1 - ABOUT), count.value * (1 + ABOUT)
    if count.low is None and count.high is None:
        return None
    return (count.low if count.low is not None else 0.0), (count.high if count.high is not None else float("inf"))


def _days_apart(later: Count, earlier: Count) -> int | None:
    """Days from the one count to the other, below 0 when the one that came later is of an earlier day."""
    if later.day is None or earlier.day is None:
        return None
    return (date.fromisoformat(later.day) - date.fromisoformat(earlier.day)).days


def _is_before(later: Count, earlier: Count) -> bool:
    apart = _days_apart(later, earlier)
    return apart is not None and apart < 0


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(knowledge.load("words/counting.yaml")[kind].split())
