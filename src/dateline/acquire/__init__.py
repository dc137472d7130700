"""The outside world → Capture: pages, files, archives."""

from dateline.acquire.sources import captures

__all__ = ["captures"]
