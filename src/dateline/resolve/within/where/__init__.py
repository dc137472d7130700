"""Where: the words of a place → the place they mean, or nothing. Organisations are never placed."""

from dateline.resolve.within.where.places import Places

__all__ = ["Places"]
