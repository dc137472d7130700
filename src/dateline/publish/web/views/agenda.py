"""The agenda of the whole ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.ledger.ahead import count_plans_ahead, newest_day, plans_ahead
from dateline.publish.web.narrow import as_query
from dateline.publish.web.paging import Paging

Show = Literal["coming", "undated", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """Plans of all stories, by day."""

    show: Show
    from_day: str | None
    chosen: Mapping[str, str]
    counts: Mapping[Show, int]
    plans: Sequence[Mapping[str, Any]]
    paging: Paging

    @property
    def months(self) -> Sequence[tuple[str | None, Sequence[Mapping[str, Any]]]]:
        """The plans by month, "2026-02"; those without a day under None."""
        found: dict[str | None, list[Mapping[str, Any]]] = {}
        for plan in self.plans:
            found.setdefault(plan["day"][:7] if plan["day"] else None, []).append(plan)
        return list(found.items())

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row a plan."""
        return self.plans


def agenda_view(connection: sa.Connection, where: Filter, *, show: Show, limit: int, offset: int) -> AgendaView:
    """The plans that the filter lets through: to come after the newest report, without a known day, or all."""
    newest = newest_day(connection)
    choices: dict[Show, tuple[Filter, bool | None]] = {
        "coming": (replace(where, since=max(filter(None, (where.since, newest)), default=None)), True),
        "undated": (replace(where, since=None, until=None), False),
        "all": (where, None),
    }
    counts = {name: count_plans_ahead(connection, one, dated=dated) for name, (one, dated) in choices.items()}
    chosen, dated = choices[show]
    return AgendaView(
        show=show,
        from_day=newest,
        chosen=as_query(where),
        counts=counts,
        plans=plans_ahead(connection, chosen, dated=dated, limit=limit, offset=offset),
        paging=Paging(limit=limit, offset=offset, total=counts[show]),
    )
