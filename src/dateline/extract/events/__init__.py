"""Events: who did what to whom."""

from collections.abc import Sequence

from dateline.annotate import AnnotatedText
from dateline.extract.mentions import EventMention, StatementMention


def find_events(text: AnnotatedText, statements: Sequence[StatementMention]) -> list[EventMention]:
    """Every event mention in the text, in text order of the triggers."""
    return []
