"""The desk: a ledger as pages and as an API, on the reader's own machine."""

from dateline.publish.web.app import create_app
from dateline.publish.web.safety import Access

__all__ = ["Access", "create_app"]
