"""The store: readings kept, joined as they arrive, and asked. SQLite by default, PostgreSQL by URL."""

from dateline.ledger.filters import Filter
from dateline.ledger.store import Added, Ledger

__all__ = ["Added", "Filter", "Ledger"]
