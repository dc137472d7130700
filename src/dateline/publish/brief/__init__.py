"""Briefs: what changed in a story since a day.

A brief has no sentence of its own making: its lines are fields of records, each with its words.
"""

from dateline.publish.brief.compose import Brief, Line, Section, brief
from dateline.publish.brief.form import shown

__all__ = ["Brief", "Line", "Section", "brief", "shown"]
