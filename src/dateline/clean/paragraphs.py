"""Where the paragraphs of a pasted text begin and end, in all three ways that people paste them.

Blank lines between paragraphs; one line a paragraph; or lines wrapped at a fixed width.
"""

import re
from collections.abc import Iterator

WRAPPED = (40, 100)
"""Characters between which the lines of wrapped text are long."""

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE_END = re.compile(r"\r\n|\n|\r|\u2028|\u2029")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*\s*$")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of every paragraph, without the white space around it."""
    found: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        lines = list(_lines(text, start, end))
        if len(lines) > 1 and not _is_wrapped(text, lines):
            found.extend(lines)
        elif lines:
            found.append((lines[0][0], lines[-1][1]))
    return found


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for blank in _BLANK.finditer(text):
        yield at, blank.start()
        at = blank.end()
    yield at, len(text)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for cut in _LINE_END.finditer(text, start, end):
        yield from _stripped(text, at, cut.start())
        at = cut.end()
    yield from _stripped(text, at, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines are one wrapped paragraph: all but the last about as long, most cut in mid-sentence."""
    lengths = [end - start for start, end in lines[:-1]]
    if (
        not all(WRAPPED[0] <= length <= WRAPPED[1] for length in lengths)
        or max(lengths) - min(lengths) > WRAPPED[1] - WRAPPED[0]
    ):
        return False
    cut = sum(1 for start, end in lines[:-1] if not _SENTENCE_END.search(text, max(start, end - 4), end))
    return cut > len(lengths) / 2
