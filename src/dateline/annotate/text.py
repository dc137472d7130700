"""Annotated text: one spaCy Doc whose token offsets are offsets into the report's text."""

import bisect
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from dateline.annotate.attribution import Attribution
from dateline.annotate.names import Name
from dateline.records import Passage, Report, Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnnotatedText:
    """A report with its annotations.

    `doc` is made from `typography.plain(report)`: the report's text with its typography evened
    out and everything that is not read (furniture, repeats) blanked, character for character, so
    that `token.idx` is an offset into `report.text`. `passage_of` gives each token's passage index.
    """

    report: Report
    doc: Doc
    passage_of: tuple[int, ...]
    names: tuple[Name, ...]
    attributions: tuple[Attribution, ...]

    def passage(self, token_index: int) -> Passage:
        """The passage that the token at `token_index` stands in."""
        return self.report.passages[self.passage_of[token_index]]

    def name_at(self, token_index: int) -> Name | None:
        """The known name that covers a token, if any."""
        at = bisect.bisect_right(self.names, token_index, key=lambda name: name.start) - 1
        return self.names[at] if at >= 0 and token_index < self.names[at].end else None

    def span(self, tokens: Tokens) -> Span:
        """The report's own words under a stretch of tokens."""
        return self.chars(tokens.start_char, tokens.end_char)

    def chars(self, start: int, end: int) -> Span:
        """The report's own words from `start` up to `end`, in code points."""
        return Span.of(self.report.text, start, end)
