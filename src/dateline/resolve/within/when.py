"""When: the words of a time → a calendar interval in EDTF, or an honest 'unresolved'."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.annotate import AnnotatedText
from dateline.records import Notice, When


class Times:
    """The times of one report, found and resolved once. `notices` says what stayed unresolved."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self.notices: list[Notice] = []

    def mentions(self) -> tuple[When, ...]:
        """Every time in the report, in text order."""
        return ()

    def at(self, tokens: Tokens) -> When | None:
        """The time that overlaps these tokens, if any."""
        return None

    def of(self, trigger: Token) -> When | None:
        """The time that the syntax attaches to this predicate, if any."""
        return None
