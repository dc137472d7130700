"""The agenda of the whole ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.ledger.ahead import count_plans_ahead, plans_ahead
from dateline.publish.web.narrow import as_query
from dateline.publish.web.paging import Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """Plans of all stories, by day."""

    chosen: Mapping[str, str]
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


def agenda_view(connection: sa.Connection, where: Filter, *, limit: int, offset: int) -> AgendaView:
    """The plans that the filter lets through."""
    return AgendaView(
        chosen=as_query(where),
        plans=plans_ahead(connection, where, limit=limit, offset=offset),
        paging=Paging(limit=limit, offset=offset, total=count_plans_ahead(connection, where)),
    )
