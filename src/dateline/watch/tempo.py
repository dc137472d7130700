"""Tempo: how much happens a day between two sides, at a place, in a story.

What is counted is incidents, not reports. One incident told forty times is one; the same thing done
by the same side to the same other at the same place counts once a day (the "one-a-day filter" of
event-data research, Schrodt and Van Brackle 2013), so that rewriting a report raises nothing. How
many tell of it is a series of its own, `attention`. A day without living sources has no count at
all: `None`, never 0.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from statistics import median_low

from sqlalchemy import Connection

from dateline.ledger import Filter, Ledger, series
from dateline.ledger.series import Happening

QUADS = 4
"""Quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""

USUAL_DAYS = 56
"""Days back over which the usual number of living sources is taken, as long as a baseline."""

MONITORED_SHARE = 0.5
"""Share of the usual number of living sources below which a day counts as unmonitored: by judgement. A partial outage
above it lowers counts, which hides and never alarms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day. The measures are None where the day is unmonitored; `sources` is how many were alive.

    `quads` counts by quad class 1 to 4. `tension` is the negated sum of Goldstein values: above 0
    conflict outweighs cooperation. `attention` counts the independent families of reports that tell
    of the subject. `events` opens the numbers to their words.
    """

    day: str
    sources: int
    count: int | None
    quads: tuple[int, int, int, int] | None
    tension: float | None
    attention: int | None
    incidents: tuple[str, ...]
    events: tuple[str, ...]

    @property
    def monitored(self) -> bool:
        """Whether enough sources were alive for a silence to mean anything."""
        return self.count is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Consecutive days, the oldest first, with what they count."""

    days: tuple[Day, ...]
    happenings: tuple[Happening, ...]

    def counts(self) -> list[int | None]:
        """How many happenings each day, None where unmonitored."""
        return [day.count for day in self.days]


def daily(
    ledger: Ledger,
    *,
    story: str | None = None,
    dyad: tuple[str, str] | None = None,
    place: str | None = None,
    actor: str | None = None,
    type: str | None = None,  # noqa: A002 - the filter's own word
    since: str | None = None,
    until: str | None = None,
    known_by: str | None = None,
) -> Series:
    """The series of a story, a dyad or a place, from its first day (or `since`) to its last (or `until`).

    `known_by` leaves out whatever was printed later than that day: the series as it could be seen then.
    """
    where = Filter(story=story, dyad=dyad, place=place, actor=actor, type=type)
    return ledger.ask(partial(measure, where=where, since=since, until=until, known_by=known_by))


def measure(
    connection: Connection,
    *,
    where: Filter,
    since: str | None = None,
    until: str | None = None,
    known_by: str | None = None,
) -> Series:
    """`daily`, inside a view of the ledger that is already open."""
    return load(connection, where).series(since=since, until=until, known_by=known_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What series of one subject are made from: asked for once, seen as of any day."""

    mentions: tuple[Happening, ...]
    told: tuple[tuple[str, str], ...]
    alive: dict[str, int]
    dyad: tuple[str, str] | None

    def series(self, *, since: str | None = None, until: str | None = None, known_by: str | None = None) -> Series:
        """The days from `since` to `until`, of what was printed by `known_by`; the whole of it by default."""
        mentions = [mention for mention in self.mentions if known_by is None or mention.known <= known_by]
        found = happenings(mentions, self.dyad)
        if known_by is not None:
            until = min(until or known_by, known_by)
        days = [happening.day for happening in found] + [day for day, _ in self.told]
        first, last = since or min(days, default=None), until or max(days, default=None)
        if first is None or last is None or first > last:
            return Series(days=(), happenings=())
        within = [happening for happening in found if first <= happening.day <= last]
        return Series(days=_days(calendar(first, last), within, self.told, self.alive), happenings=tuple(within))


def load(connection: Connection, where: Filter) -> Material:
    """Asks the ledger for all that the series of a subject need."""
    return Material(
        mentions=tuple(series.mentions(connection, where)),
        told=tuple(series.families(connection, where)),
        alive=series.alive(connection),
        dyad=where.dyad,
    )


def happenings(mentions: Iterable[Happening], dyad: tuple[str, str] | None = None) -> list[Happening]:
    """What the mentions come to, by day: incidents first, then one a day for each who-did-what-to-whom-where.

    Of the parties only the dyad's count when there is a dyad: a third party named by one report and
    not by another makes no second happening.
    """
    incidents: dict[str, list[Happening]] = {}
    for mention in mentions:
        incidents.setdefault(mention.incidents[0], []).append(mention)
    alike: dict[tuple[object, ...], list[Happening]] = {}
    for told in incidents.values():
        incident = _one(told, dyad)
        key = (incident.day, incident.type, incident.actors, incident.recipients)
        alike.setdefault(key, []).append(incident)
    found = [happening for group in alike.values() for happening in _once_a_day(group)]
    return sorted(found, key=lambda h: (h.day, h.known, h.incidents))


def calendar(first: str, last: str) -> list[str]:
    """Every day from `first` to `last`, both included."""
    start = date.fromisoformat(first)
    days = (date.fromisoformat(last) - start).days + 1
    return [(start + timedelta(days=i)).isoformat() for i in range(days)]


def earlier(day: str, days: int) -> str:
    """The day so many days before."""
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def monitored(sources: Sequence[int]) -> list[bool]:
    """For each day whether enough sources were alive, against the usual number in the days before and on it."""
    kept = []
    for i, alive in enumerate(sources):
        usual = [n for n in sources[max(0, i - USUAL_DAYS) : i + 1] if n > 0]
        kept.append(alive > 0 and alive >= MONITORED_SHARE * median_low(usual))
    return kept


def _one(told: Sequence[Happening], dyad: tuple[str, str] | None) -> Happening:
    """One incident: a stated day before a report's own, the parties that any mention names."""
    best = min(told, key=lambda mention: (not mention.dated, mention.day))
    return replace(
        _joined(told, best),
        incidents=best.incidents,
        actors=_named((mention.actors for mention in told), dyad),
        recipients=_named((mention.recipients for mention in told), dyad),
    )


def _named(parties: Iterable[tuple[str, ...]], dyad: tuple[str, str] | None) -> tuple[str, ...]:
    names = {name for some in parties for name in some}
    return tuple(sorted(names & set(dyad) if dyad else names))


def _once_a_day(alike: Sequence[Happening]) -> list[Happening]:
    """Incidents of one day, type and pair: one for each place named, and those without a place add none."""
    by_place: dict[str | None, list[Happening]] = {}
    for incident in alike:
        by_place.setdefault(incident.where, []).append(incident)
    unplaced = by_place.pop(None, [])
    groups = [by_place[where] for where in sorted(by_place, key=str)] or [[]]
    groups[0].extend(unplaced)
    return [_joined(group, min(group, key=lambda h: (h.known, h.incidents))) for group in groups]


def _joined(group: Sequence[Happening], first: Happening) -> Happening:
    """Several as one, with the day, type and parties of the `first`."""
    values = sorted(h.goldstein for h in group if h.goldstein is not None)
    return replace(
        first,
        known=min(h.known for h in group),
        dated=any(h.dated for h in group),
        goldstein=median_low(values) if values else None,
        coded=any(h.coded for h in group),
        where=next((h.where for h in group if h.where), None),
        incidents=tuple(one for h in group for one in h.incidents),
        events=tuple(one for h in group for one in h.events),
    )


def _days(
    span: Sequence[str], found: Sequence[Happening], told: Sequence[tuple[str, str]], alive: dict[str, int]
) -> tuple[Day, ...]:
    by_day: dict[str, list[Happening]] = {}
    for happening in found:
        by_day.setdefault(happening.day, []).append(happening)
    voices: dict[str, int] = {}
    for day, _ in told:
        voices[day] = voices.get(day, 0) + 1
    # The usual number of sources is taken over the days before the span too.
    whole = calendar(earlier(span[0], USUAL_DAYS), span[-1])
    watched = dict(zip(whole, monitored([alive.get(day, 0) for day in whole]), strict=True))
    return tuple(
        _day(day, alive.get(day, 0), by_day.get(day, []), voices.get(day, 0), watched=watched[day]) for day in span
    )


def _day(day: str, sources: int, found: Sequence[Happening], voices: int, *, watched: bool) -> Day:
    counts = [sum(h.quad == quad for h in found) for quad in range(1, QUADS + 1)]
    return Day(
        day=day,
        sources=sources,
        count=len(found) if watched else None,
        quads=(counts[0], counts[1], counts[2], counts[3]) if watched else None,
        tension=round(-sum(h.goldstein or 0.0 for h in found), 2) + 0.0 if watched else None,
        attention=voices if watched else None,
        incidents=tuple(one for h in found for one in h.incidents),
        events=tuple(one for h in found for one in h.events),
    )
