"""The store: readings kept, joined as they arrive, and asked. SQLite by default, PostgreSQL by URL."""

from dateline.ledger.correcting import Decision
from dateline.ledger.filters import Filter
from dateline.ledger.store import Added, Ledger

__all__ = ["Added", "Decision", "Filter", "Ledger"]
