"""The questions a ledger answers: each returns plain rows, every row with the id that opens it."""

from dateline.ledger.queries.actors import actors
from dateline.ledger.queries.records import agenda, figures, statements, timeline
from dateline.ledger.queries.relations import FIRST, relations_of
from dateline.ledger.queries.search import search
from dateline.ledger.queries.sources import evidence, outdated, reading
from dateline.ledger.queries.stories import reports_of, stories

__all__ = [
    "FIRST",
    "actors",
    "agenda",
    "evidence",
    "figures",
    "outdated",
    "reading",
    "relations_of",
    "reports_of",
    "search",
    "statements",
    "stories",
    "timeline",
]
