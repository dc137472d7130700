"""The text as the finders see it: sentences, paragraphs and quotations by token index."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc, Token

from dateline.annotate import AnnotatedText
from dateline.extract.statements.draft import Range
from dateline.extract.statements.quotations import Quotation, find_paragraphs, find_quotations

QUOTE_MARKS = frozenset({'"', "'", "''", "``", "'\"", "\"'"})
_EDGES = frozenset({",", ";", ":", "-", "–", "—", "--", "––", "---"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LONGEST_TITLE = 6  # tokens
SHORTEST_CAPITALISED = 4  # letters: "of", "the", "and" stay small in titles


class Page:
    """One annotated text, indexed for the finders.

    A sentence of the page never runs over from one paragraph into the next, whatever the parser
    thinks: headlines and captions have no full stop.
    """

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self.doc: Doc = text.doc
        quotations = find_quotations(text)
        self.quotations: list[Quotation] = [q for q in quotations if q.depth == 0]
        self.inner: list[Quotation] = [q for q in quotations if q.depth > 0]
        offsets = [token.idx for token in self.doc]
        self.paragraphs: list[Range] = [
            (bisect_left(offsets, start), bisect_left(offsets, end)) for start, end in find_paragraphs(text)
        ]
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        self._starts = sorted({sent.start for sent in self.doc.sents} | set(self._paragraph_starts))
        self._ends = [*self._starts[1:], len(self.doc)]

    def sentence(self, token_index: int) -> Range:
        """The sentence that a token stands in, without white space at its end."""
        number = bisect_right(self._starts, token_index) - 1
        start, end = self._starts[number], self._ends[number]
        while end > start + 1 and self.doc[end - 1].is_space:
            end -= 1
        return start, end

    def paragraph(self, token_index: int) -> int:
        """The number of the paragraph that a token stands in."""
        return bisect_right(self._paragraph_starts, token_index) - 1

    def scope(self, token_index: int) -> Range:
        """Where a cue at this token may have its content: its sentence, or the quotation around it."""
        start, end = self.sentence(token_index)
        number = self.quotation_at[token_index]
        if number < 0:
            return start, end
        quotation = self.quotations[number]
        return max(start, quotation.start), min(end, quotation.end)

    def clause_start(self, token_index: int) -> int:
        """Where the clause of a token begins: behind the last semicolon before it, else with its sentence."""
        first, _ = self.sentence(token_index)
        marks = (i for i in range(token_index - 1, first, -1) if self.doc[i].text == ";" and self.quotation_at[i] < 0)
        return next(marks, first - 1) + 1

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
        if number < 0 or self.quotations[number].outer[1] != at + 1 or self.paragraph(at) != self.paragraph(end):
            return -1
        return number

    def quotation_starting_at(self, start: int) -> int:
        """The quotation that opens at token `start`, or after the comma, colon or dash there, or -1.

        Only a colon leads over into the next paragraph.
        """
        at, colon = start, start > 0 and self.doc[start - 1].text == ":"
        while (
            at < len(self.doc) and self.quotation_at[at] < 0 and (self.doc[at].is_space or self.doc[at].text in _EDGES)
        ):
            colon = colon or self.doc[at].text == ":"
            at += 1
        if at >= len(self.doc):
            return -1
        number = self.quotation_at[at]
        if number < 0 or self.quotations[number].outer[0] != at:
            return -1
        return number if colon or self.paragraph(at) == self.paragraph(max(start - 1, 0)) else -1

    def is_title(self, number: int) -> bool:
        """Whether a quotation is the name of a work or a programme, and nothing that anybody said.

        It has no finite verb and stands behind a preposition or an article ("on 'Newsnight,' she
        said"), or all its long words are capitalised and it ends no sentence.
        """
        quotation = self.quotations[number]
        inside = self.doc[quotation.start : quotation.end]
        if any(t.tag_ in _FINITE and not t.is_title for t in inside):
            return False
        before = self.doc[quotation.outer[0] - 1] if quotation.outer[0] else None
        if (
            before is not None
            and (before.pos_ in {"ADP", "DET"} or before.tag_ == "POS")
            and len(inside) <= LONGEST_TITLE
        ):
            return True
        long = [t for t in inside if t.is_alpha and len(t) >= SHORTEST_CAPITALISED and t.pos_ != "ADP"]
        return len(long) > 1 and all(t.text[0].isupper() for t in long) and inside[-1].text[-1] not in ".!?"

    def trim(self, start: int, end: int) -> Range | None:
        """The range without marks, stops, commas and white space at its edges; None when nothing is left."""
        while start < end and self._is_edge(self.doc[start]):
            start += 1
        while end > start and self._is_edge(self.doc[end - 1]):
            end -= 1
        return (start, end) if start < end else None

    def _is_edge(self, token: Token) -> bool:
        return token.is_space or token.text in QUOTE_MARKS or token.text in _EDGES or token.text == "."

    def whole(self, start: int, end: int) -> Range | None:
        """The range with every quotation or hyphenated word that it cuts into taken whole, and its edges trimmed."""
        if start >= end:
            return None
        for i in (start, end - 1):
            number = self.quotation_at[i]
            if number >= 0:
                quotation = self.quotations[number]
                if not (quotation.start <= start and end <= quotation.end):
                    start, end = min(start, quotation.start), max(end, quotation.end)
        while end + 1 < len(self.doc) and self._is_hyphen(end):  # "to re-open"
            end += 2
        return self.trim(start, end)

    def _is_hyphen(self, i: int) -> bool:
        return self.doc[i].text == "-" and not (self.doc[i].whitespace_ or self.doc[i - 1].whitespace_)

    def series(self, number: int) -> Iterator[Range]:
        """The stretches of the quotation `number` and of those that continue it in later paragraphs."""
        series = self.quotations[number].series
        for quotation in self.quotations[number:]:
            if quotation.series == series:
                yield (quotation.start, quotation.end)
            elif quotation.series > series + 1:
                break
