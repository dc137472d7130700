"""Readings as one self-contained HTML page: no request leaves it, nothing in a report breaks out of it."""

from dateline.publish.page.document import page

__all__ = ["page"]
