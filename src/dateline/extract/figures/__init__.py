"""Figures: how many, of what."""

from collections.abc import Sequence

from dateline.annotate import AnnotatedText
from dateline.extract.mentions import EventMention, FigureMention, QuantityMention, StatementMention


def find_quantities(text: AnnotatedText) -> list[QuantityMention]:
    """Every quantity in the text, in text order; dates, ages and names with numbers are none."""
    return []


def find_figures(
    text: AnnotatedText,
    quantities: Sequence[QuantityMention],
    statements: Sequence[StatementMention],
    events: Sequence[EventMention],
) -> list[FigureMention]:
    """The quantities that count or measure something in the story, in text order."""
    return []
