"""Who: the words that name an actor → name, PLOVER code, Wikidata id, and the grade of sourcing."""

from spacy.tokens import Span as Tokens

from dateline.annotate import AnnotatedText
from dateline.records import Notice, Party, Source


class Actors:
    """The actors of one report, resolved once for all records. `notices` says what stayed unknown."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self.notices: list[Notice] = []

    def party(self, tokens: Tokens) -> Party:
        """The party these tokens name; unknown parts are None."""
        span = self.text.span(tokens)
        return Party(start=span.start, end=span.end, text=span.text)

    def source(self, tokens: Tokens) -> Source:
        """The party that speaks, graded."""
        span = self.text.span(tokens)
        return Source(start=span.start, end=span.end, text=span.text, standing="named")

    def mentions(self) -> tuple[Party, ...]:
        """Every actor mention in the report that resolves, in text order."""
        return ()
