"""Events: who did what to whom. A frame coder over the dependency parse; the frames are data."""

from collections.abc import Sequence

from dateline.annotate import AnnotatedText
from dateline.extract.events.coder import Coder
from dateline.extract.events.frames import frames
from dateline.extract.mentions import EventMention, StatementMention


def find_events(text: AnnotatedText, statements: Sequence[StatementMention]) -> list[EventMention]:
    """Every event mention in the text, in text order of the triggers."""
    return Coder(text, statements, frames()).mentions()


__all__ = ["find_events", "frames"]
