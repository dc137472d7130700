"""Annotated text → mentions: statements, events, figures, agenda. One module or folder each."""

from dateline.extract.agenda import find_agenda
from dateline.extract.events import find_events
from dateline.extract.figures import find_figures, find_quantities
from dateline.extract.mentions import (
    AppointmentMention,
    EventMention,
    FigureMention,
    QuantityMention,
    StatementMention,
)
from dateline.extract.statements import find_statements

__all__ = [
    "AppointmentMention", "EventMention", "FigureMention", "QuantityMention", "StatementMention",
    "find_agenda", "find_events", "find_figures", "find_quantities", "find_statements",
]  # fmt: skip
