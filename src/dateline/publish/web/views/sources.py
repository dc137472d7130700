"""The sources that are watched, and how each is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from dateline.watch.health import Health, health_of_all, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    """Every source, and how many are well."""

    sources: Sequence[Health]

    @property
    def well(self) -> int:
        """How many answer and list as many new items as ever."""
        return sum(source.state == "ok" for source in self.sources)

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row a source."""
        return rows(self.sources)


def sources_view(connection: sa.Connection, now: datetime) -> SourcesView:
    """How every source is that was ever watched into this ledger."""
    return SourcesView(sources=health_of_all(connection, now))
