"""What to show: the one set of filters that every list of a ledger takes."""

from dataclasses import dataclass

import sqlalchemy as sa

from dateline.ledger.schema import event_parties, forwards, reports, statements

REJECTED = "rejected"
"""What `review` says of a record that a person rejected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Each field narrows; None does not. Days are ISO (`2026-02-03`), both ends inclusive.

    `actor` matches a name or a country or body code, `dyad` is two codes ("IRN", "USA") in either
    direction, `place` a country code or a place's name, `type` an event type or a measure,
    `standing` a grade of sourcing, `via` a channel, `outlet` who printed the report, `added_since` the
    time from which a report was added. Records that a person rejected are left out unless `rejected` asks for them too.
    """

    story: str | None = None
    actor: str | None = None
    dyad: tuple[str, str] | None = None
    place: str | None = None
    type: str | None = None
    standing: str | None = None
    via: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    added_since: str | None = None
    rejected: bool = False

    def on_review(self, review: sa.ColumnElement[str | None]) -> list[sa.ColumnElement[bool]]:
        """The condition on what a person decided about what is listed."""
        return [] if self.rejected else [kept(review)]

    def on_reports(self) -> list[sa.ColumnElement[bool]]:
        """The conditions that a report must meet, whatever is listed."""
        conditions: list[sa.ColumnElement[bool]] = []
        if self.story is not None:
            conditions.append(reports.c.story == present(self.story))
        if self.added_since is not None:
            conditions.append(reports.c.added >= self.added_since)
        if self.outlet is not None:
            conditions.append(reports.c.outlet == self.outlet)
        return conditions

    def on_days(self, day: sa.ColumnElement[str | None]) -> list[sa.ColumnElement[bool]]:
        """The conditions on the day of what is listed."""
        conditions: list[sa.ColumnElement[bool]] = []
        if self.since is not None:
            conditions.append(day >= self.since)
        if self.until is not None:
            conditions.append(day <= self.until)
        return conditions

    def on_place(
        self, name: sa.ColumnElement[str | None], country: sa.ColumnElement[str | None]
    ) -> list[sa.ColumnElement[bool]]:
        """The conditions on the place of what is listed."""
        if self.place is None:
            return []
        return [sa.or_(sa.func.lower(name) == self.place.lower(), country == self.place.upper())]

    def on_parties(self, report: sa.ColumnElement[int], event: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
        """The conditions on who takes part in an event."""
        conditions: list[sa.ColumnElement[bool]] = []
        if self.actor is not None:
            conditions.append(_takes_part(report, event, _is(self.actor)))
        if self.dyad is not None:
            one, other = self.dyad
            there = _acts_on(report, event, one, other)
            back = _acts_on(report, event, other, one)
            conditions.append(sa.or_(there, back))
        return conditions

    def on_speaker(self) -> list[sa.ColumnElement[bool]]:
        """The conditions on who makes a statement and how well sourced it is."""
        conditions: list[sa.ColumnElement[bool]] = []
        if self.actor is not None:
            code = sa.or_(statements.c.code == self.actor, statements.c.code.startswith(f"{self.actor}-"))
            conditions.append(sa.or_(sa.func.lower(statements.c.name) == self.actor.lower(), code))
        if self.standing is not None:
            conditions.append(statements.c.standing == self.standing)
        if self.via is not None:
            conditions.append(statements.c.via == self.via)
        return conditions


def present(group: str) -> sa.ColumnElement[str]:
    """The id of a group today: where an id that was merged away leads to."""
    forward = sa.select(forwards.c.target).where(forwards.c.id == group).scalar_subquery()
    return sa.func.coalesce(forward, group)


def kept(review: sa.ColumnElement[str | None]) -> sa.ColumnElement[bool]:
    """What no person rejected."""
    return review.is_distinct_from(REJECTED)


def _is(actor: str) -> sa.ColumnElement[bool]:
    party = event_parties.c
    return sa.or_(sa.func.lower(party.name) == actor.lower(), party.country == actor, party.code == actor)


def _takes_part(
    report: sa.ColumnElement[int], event: sa.ColumnElement[str], who: sa.ColumnElement[bool]
) -> sa.ColumnElement[bool]:
    party = event_parties.c
    return sa.exists().where(party.report == report, party.event == event, who)


def _acts_on(
    report: sa.ColumnElement[int], event: sa.ColumnElement[str], actor: str, recipient: str
) -> sa.ColumnElement[bool]:
    """One acts on the other; where both are actors of a meeting, they count as acting on each other."""
    first, second = event_parties.alias().c, event_parties.alias().c
    return sa.and_(
        sa.exists().where(first.report == report, first.event == event, first.role == "actor", first.country == actor),
        sa.exists().where(second.report == report, second.event == event, second.country == recipient),
    )
