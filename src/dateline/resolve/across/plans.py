"""Plans: appointments that are one plan, and what changed about it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from dateline import knowledge
from dateline.resolve.across.sayings import words

Change = Literal["moved", "called-off", "in-doubt", "update"]

_WORD = re.compile(r"[^\W\d_]+|\d+")

SOON_DAYS = 14
"""Days by which one plan may be put off and still be taken for the same; by judgement: the next round comes later."""

SURE, UNSURE = 3, 2
"""Points of agreement (`agreement`) from which two appointments are one plan, and how many who is to take part is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What comparing needs of one appointment; empty and None mean that the text does not say.

    `day` is None too where the day named is past when the report is printed: it cannot be what is planned.
    """

    what: str
    parties: str
    day: str | None
    where: str | None
    country: str | None
    status: str


def names_a_time(text: str) -> bool:
    """Whether the words of a plan say when; otherwise its day is that of what is told around it."""
    found = _WORD.findall(text.lower())
    return any(word in _time() or word.isdigit() for word in found)


def agreement(one: Plan, other: Plan) -> int:
    """How many points speak for one plan: kind of occasion, parties, day, place; 0 when it cannot be one."""
    if not _one_occasion(one.what, other.what) or _far(one.day, other.day):
        return 0
    mine, theirs = _parties(one), _parties(other)
    if mine and theirs and not mine & theirs:
        return 0
    parties = UNSURE if mine & theirs else 0
    day = 1 if one.day is not None and one.day == other.day else 0
    place = 1 if one.where is not None and one.where == other.where else 0
    return 1 + parties + day + place


def is_same(one: Plan, other: Plan) -> bool:
    """Whether two appointments are one plan."""
    return agreement(one, other) >= SURE - (not _parties(one) or not _parties(other))


def change(later: Plan, mentions: Sequence[Plan]) -> tuple[Change, str] | None:
    """What became of a plan, and what changed in words; None when nothing did.

    `mentions` are the earlier ones, the latest first. A day or a place that had been given up before is not
    news: the report tells how it had been planned; nor is that it was moved to where it was known to be. Another
    place in the same country may be the same place, said more or less exactly, unless the report says that the
    plan was moved.
    """
    moved = later.status == "moved"
    changed = []
    status = mentions[0].status
    told = moved and later.where is not None and later.where in {mention.where for mention in mentions}
    if later.status != status and not told and not (status == "moved" and later.status == "planned"):
        changed.append(f"status was {status}, is {later.status}")
    days = _given(mention.day for mention in mentions)
    if later.day is not None and days and later.day not in days:
        changed.append(f"day was {days[0]}, is {later.day}")
    places = [(mention.where, mention.country) for mention in mentions if mention.where is not None]
    elsewhere = moved or later.country is None or later.country not in {country for _, country in places}
    if later.where is not None and places and elsewhere and later.where not in {where for where, _ in places}:
        changed.append(f"place was {places[0][0]}, is {later.where}")
    if not changed:
        return None
    reason = "; ".join(changed)
    if later.status in {"called-off", "in-doubt"} and later.status != status:
        return ("called-off" if later.status == "called-off" else "in-doubt"), reason
    return ("update" if reason.startswith("status") and len(changed) == 1 and not moved else "moved"), reason


def _parties(plan: Plan) -> frozenset[str]:
    """The words that name who is to take part; empty when the text only points at them."""
    return words(plan.parties) - _pointers()


def _given(values: Iterable[str | None]) -> list[str]:
    return [value for value in values if value is not None]


def _one_occasion(one: str, other: str) -> bool:
    """Whether two wordings may name one occasion: of one kind, or, of no known kind, with a word in common."""
    mine, theirs = words(one) - _unspecific(), words(other) - _unspecific()
    kinds, other_kinds = ({_kind_of()[word] for word in some if word in _kind_of()} for some in (mine, theirs))
    return bool(kinds & other_kinds if kinds and other_kinds else mine & theirs)


def _far(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return False
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > SOON_DAYS


@cache
def _kind_of() -> dict[str, str]:
    kinds = knowledge.load("words/plans.yaml")["kinds"]
    return {word: name for name, members in kinds.items() for word in words(members)}


@cache
def _time() -> frozenset[str]:
    return frozenset(knowledge.load("words/plans.yaml")["time"].split())


@cache
def _pointers() -> frozenset[str]:
    return words(knowledge.load("words/plans.yaml")["pointers"])


@cache
def _unspecific() -> frozenset[str]:
    return words(knowledge.load("words/plans.yaml")["unspecific"])
