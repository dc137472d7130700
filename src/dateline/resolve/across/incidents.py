"""Incidents: event mentions that are one happening.

Two mentions are joined only when nearly certain, because a wrong join hides an event and a missed
one shows it twice; what is merely likely is said to be possibly the same, with a score. The rules
ask for agreement in everything that both mentions say, and for a day that both say: same-lemma
merging without them was right half the time.
"""

from dataclasses import dataclass

CERTAIN = 0.95
"""Sameness from which mentions are joined without asking. It is a score of agreement, not a probability: that it joins at
precision .95 has not been measured."""

POSSIBLE = 0.7
"""Sameness from which mentions are linked as possibly the same."""

# Set by judgement so that only a stated day with agreement in everything else reaches CERTAIN; not fitted to data.
_BASE = 0.35
_SAME_DAY = 0.3
_ACTORS, _RECIPIENTS, _PLACE, _TRIGGER = 0.12, 0.12, 0.08, 0.08
_UNSAID = 0.5  # what one mention leaves out speaks half as much for sameness as agreement does


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What comparing needs of one event mention; empty and None mean that the text does not say."""

    type: str
    status: str
    day: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    country: str | None
    where: str | None
    trigger: str


def sameness(one: Happening, other: Happening) -> float:
    """How surely two mentions of one story are one happening, from 0 (they differ) to 1."""
    if one.type != other.type or one.status != other.status:
        return 0.0
    if one.day and other.day and one.day != other.day:
        return 0.0
    parts = (
        (_ACTORS, _agree(one.actors, other.actors)),
        (_RECIPIENTS, _agree(one.recipients, other.recipients)),
        (_PLACE, _same_place(one, other)),
    )
    if any(agreement == 0.0 for _, agreement in parts):
        return 0.0
    score = _BASE + (_SAME_DAY if one.day and one.day == other.day else 0.0)
    score += sum(weight * agreement for weight, agreement in parts)
    score += _TRIGGER if one.trigger.lower()[:5] == other.trigger.lower()[:5] else 0.0
    return min(score, 1.0)


def _agree(one: frozenset[str], other: frozenset[str]) -> float:
    """1 when both name someone in common, 0 when they name different ones, between when unsaid."""
    if one and other:
        return 1.0 if one & other else 0.0
    return _UNSAID


def _same_place(one: Happening, other: Happening) -> float:
    if one.country and other.country and one.country != other.country:
        return 0.0
    if one.where and other.where:
        return 1.0 if one.where == other.where else _UNSAID
    return _UNSAID
