"""Statements: who said what, through whom."""

from dateline.annotate import AnnotatedText
from dateline.extract.mentions import StatementMention


def find_statements(text: AnnotatedText) -> list[StatementMention]:
    """Every attribution in the text, in text order; a parent always comes before its child."""
    return []
