"""Agenda: what is planned, due or threatened."""

from collections.abc import Sequence

from dateline.annotate import AnnotatedText
from dateline.extract.mentions import AppointmentMention, EventMention, StatementMention


def find_agenda(
    text: AnnotatedText, statements: Sequence[StatementMention], events: Sequence[EventMention]
) -> list[AppointmentMention]:
    """What the text says is planned, in text order. Resolution keeps those with a date or a place."""
    return []
