"""The anchor of every row: a stretch of a report's text that carries its own words."""

from dataclasses import dataclass

from dateline.errors import InternalError


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open stretch of a report's text, in Unicode code points, with the words it covers.

    Build one with `Span.of`, which takes the words from the text; `check_spans` proves the
    promise `text[start:end] == span.text` for every span inside a record.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of `text` from `start` up to, not including, `end`.

        Raises InternalError when the offsets lie outside the text or the span is empty.
        """
        if not 0 <= start < end <= len(text):
            raise InternalError(f"a span {start}:{end} does not fit a text of {len(text)} characters")
        return cls(start=start, end=end, text=text[start:end])
