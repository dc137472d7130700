"""The text as the finders see it: sentences and quotations by token index."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc, Token

from dateline.annotate import AnnotatedText
from dateline.extract.statements.draft import Range
from dateline.extract.statements.quotations import Quotation, find_quotations

QUOTE_MARKS = frozenset({'"', "'", "''", "``"})
_EDGES = frozenset({",", ";", ":", "-", "–", "—", "--", "––", "...", "…"})


class Page:
    """One annotated text, indexed for the finders."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self.doc: Doc = text.doc
        self.quotations: list[Quotation] = [q for q in find_quotations(text) if q.depth == 0]
        self.nested: list[Quotation] = []
        self.sentences: list[Range] = [(s.start, s.end) for s in self.doc.sents]
        self._starts = [start for start, _ in self.sentences]

    def sentence(self, token_index: int) -> Range:
        """The sentence that a token stands in."""
        return self.sentences[bisect_right(self._starts, token_index) - 1]

    @cached_property
    def quotation_at(self) -> list[int]:
        """For every token the index of the quotation it stands in, marks included, or -1."""
        found = [-1] * len(self.doc)
        for number, quotation in enumerate(self.quotations):
            for i in range(*quotation.outer):
                found[i] = number
        return found

    def quotation_ending_at(self, end: int) -> int:
        """The quotation whose closing mark stands right before token `end`, or -1."""
        at = end - 1
        while at >= 0 and (self.doc[at].is_space or self.doc[at].text in _EDGES) and self.quotation_at[at] < 0:
            at -= 1
        number = self.quotation_at[at] if at >= 0 else -1
        return number if number >= 0 and self.quotations[number].outer[1] == at + 1 else -1

    def quotation_starting_at(self, start: int) -> int:
        """The quotation whose opening mark stands at token `start` or after a comma or colon, or -1."""
        at = start
        while (
            at < len(self.doc) and self.quotation_at[at] < 0 and (self.doc[at].is_space or self.doc[at].text in _EDGES)
        ):
            at += 1
        number = self.quotation_at[at] if at < len(self.doc) else -1
        return number if number >= 0 and self.quotations[number].outer[0] == at else -1

    def trim(self, start: int, end: int) -> Range | None:
        """The range without marks, commas and white space at its edges; None when nothing is left."""
        while start < end and self._is_edge(self.doc[start]):
            start += 1
        while end > start and self._is_edge(self.doc[end - 1]):
            end -= 1
        return (start, end) if start < end else None

    def _is_edge(self, token: Token) -> bool:
        return token.is_space or token.text in QUOTE_MARKS or token.text in _EDGES or token.text == "."

    def series(self, number: int) -> Iterator[Range]:
        """The stretches of the quotation `number` and of those that continue it in later paragraphs."""
        series = self.quotations[number].series
        for quotation in self.quotations[number:]:
            if quotation.series == series:
                yield (quotation.start, quotation.end)
