"""Where: the words of a place → the place they mean, or nothing. Organisations are never placed."""

from spacy.tokens import Token

from dateline.annotate import AnnotatedText
from dateline.records import Notice, Where


class Places:
    """The places of one report, found and resolved once."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self.notices: list[Notice] = []

    def mentions(self) -> tuple[Where, ...]:
        """Every place in the report, in text order; metonyms ("Tehran said") are not places."""
        return ()

    def of(self, trigger: Token) -> Where | None:
        """The place that the syntax attaches to this predicate, if any."""
        return None
