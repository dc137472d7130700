"""Grounding one report: tokens become parties, times, places and numbers, or stay unknown."""

from dateline.resolve.within.ground import Found, Grounder

__all__ = ["Found", "Grounder"]
