"""What can be downloaded, and how many records it would hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline import __version__, knowledge
from dateline.ledger import Filter
from dateline.ledger.facets import Asked, count_kinds
from dateline.publish.export import FORMATS
from dateline.publish.web.narrow import as_query
from dateline.publish.web.views.records import NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsView:
    """The formats under one filter. `cite` is a line for a paper."""

    chosen: Mapping[str, str]
    kinds: Mapping[str, int]
    formats: Sequence[Mapping[str, Any]]
    cite: str

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row a format."""
        return self.formats


def exports_view(connection: sa.Connection, where: Filter) -> ExportsView:
    """The page of downloads."""
    counts = count_kinds(connection, Asked(where=where))
    return ExportsView(
        chosen=as_query(where),
        kinds={NAMES[kind]: count for kind, count in counts.items()},
        formats=[{"name": form.name, "ending": form.ending, "gives": form.gives} for form in FORMATS.values()],
        cite=f"Coded by dateline {__version__}, knowledge {knowledge.version()}, from the reports named in each row.",
    )
