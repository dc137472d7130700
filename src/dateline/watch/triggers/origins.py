"""A further independent origin: of an incident, or of a claim that somebody made before.

Independent is a report that copies none of the earlier ones and has another speaker.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from dateline.ledger import Filter, queries, series
from dateline.ledger.conditions import answers
from dateline.ledger.origins import Told, telling_of
from dateline.resolve.across import sayings
from dateline.watch.rules import Rule
from dateline.watch.triggers.scope import Finding, Scope

ASSERTING = frozenset({"say", "confirm", "accuse", "warn"})
"""The acts of a statement that claims something; who denies, demands or promises is no origin of a claim."""


def find_new_origins(connection: Connection, rule: Rule, scope: Scope) -> list[Finding]:
    """Incidents of which another origin tells, and claims that another speaker makes too.

    A claim that only says of an incident what was told already is not told again. Searches by what only events
    have (type, place, dyad) find no claims.
    """
    where = rule.where.filter()
    fresh = [mention for mention in series.mentions(connection, scope.narrow(where)) if scope.has(mention.events[0])]
    incidents = telling_of(connection, sorted({mention.incidents[0] for mention in fresh}))
    tellings = list(_origins(incidents, scope))
    told = {(_report(one), speaker) for _, one, _ in tellings for speaker in one.speakers}
    if where.type is None and answers("s", where):
        claims = _claims(connection, where, scope)
        tellings += [
            found for found in _origins(claims, scope) if (_report(found[1]), found[1].speakers[0]) not in told
        ]
    return [_finding(*found) for found in tellings]


def _origins(told: Mapping[str, Sequence[Told]], scope: Scope) -> Iterator[tuple[str, Told, list[Told]]]:
    """What is told of, the fresh and independent telling, and the earlier ones."""
    for name in sorted(told):
        earlier: list[Told] = []
        for telling in told[name]:
            if scope.has(telling.record) and _is_independent(telling, earlier):
                yield name, telling, list(earlier)
            earlier.append(telling)


def _is_independent(telling: Told, earlier: Sequence[Told]) -> bool:
    families = {other.family for other in earlier}
    speakers = {speaker.casefold() for other in earlier for speaker in other.speakers}
    return (
        bool(earlier)
        and telling.family not in families
        and not speakers & {speaker.casefold() for speaker in telling.speakers}
    )


def _claims(connection: Connection, where: Filter, scope: Scope) -> dict[str, list[Told]]:
    """The fresh claims that were made before, each under the first time, with all that said the same in its story."""
    fresh = [row for row in queries.statements(connection, scope.narrow(where)) if scope.has(row["id"])]
    found: dict[str, list[Told]] = {}
    for story in sorted({row["story"] for row in fresh if _is_claim(row)}):
        # The newest report comes first.
        made = [row for row in reversed(queries.statements(connection, Filter(story=story))) if _is_claim(row)]
        for row in fresh:
            same = [one for one in made if _same(one, row)] if _is_claim(row) and row["story"] == story else []
            if len({one["family"] for one in same}) > 1:
                found[same[0]["id"]] = [_told(one, scope) for one in same]
    return found


def _is_claim(row: Mapping[str, Any]) -> bool:
    return bool(row["act"] in ASSERTING and row["speaker"] and row["content"])


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two claims say the same, in enough words and with the same numbers and names."""
    words, others = sayings.words(one["content"]), sayings.words(other["content"])
    return (
        len(words & others) >= sayings.FEWEST
        and sayings.said_again(words, others)
        and not sayings.changed(sayings.specifics(one["content"]), sayings.specifics(other["content"]))
    )


def _told(row: Mapping[str, Any], scope: Scope) -> Told:
    day = scope.day(row["id"]) if scope.has(row["id"]) else str(row["day"])
    return Told(record=row["id"], family=row["family"], day=day, type=None, speakers=(row["speaker"],))


def _report(telling: Told) -> str:
    return telling.record.partition("/")[0]


def _finding(name: str, telling: Told, earlier: Sequence[Told]) -> Finding:
    before = len({other.family for other in earlier})
    origins = f"{before} {'origin' if before == 1 else 'origins'}"
    speaker = " ".join(telling.speakers[0].split())
    headline = (
        f"{telling.type}: {speaker} tells of it too, after {origins}"
        if telling.type
        else f"what {' '.join(earlier[0].speakers[0].split())} said is said by {speaker} too, after {origins}"
    )
    return Finding(
        key=f"{name} {telling.record}",
        subject=name,
        day=telling.day,
        headline=headline,
        records=(telling.record, *(other.record for other in earlier)),
    )
