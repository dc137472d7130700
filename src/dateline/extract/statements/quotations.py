"""The quotation layer: which stretches of a text stand between quotation marks.

Deterministic and never raising. It reads the report's own characters (a curly mark says whether
it opens or closes; a straight one is judged by its neighbours), tells apostrophes from single
marks, nests one kind in the other, joins a quotation that re-opens at the head of the next
paragraph, and ends one that is never closed where its paragraph ends.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from dateline.annotate import AnnotatedText

_MARK = re.compile(r"''|[\"']")
_BREAK = re.compile(r"\n[ ]*\n[ \n]*|(?<=[.!?:;\"'])[ ]*\n[ ]*")
_OPENS = "“„‟‘‚‛«"
_HIGH = "“‘"
_LOW = {"“": "„", "‘": "‚"}
_CLOSED = {"“": "”", "‘": "’"}
_CLOSES = "”»"  # ’ closes or is an apostrophe: its neighbours decide
_ELISIONS = re.compile(
    r"'(?:em|tis|twas|til|cause|n|bout|round|\d0s|\d\d(?=['.,;:?!)\n]|$))(?!\w)|(?:(?<=\bin )|(?<=\bof )|(?<=since )|(?<=from ))'\d\d\b",
    re.IGNORECASE,
)
_BEFORE_OPENING = " \n([{-–—/:,\"'"
_SENTENCE_END = re.compile(r"[.!?]['\")\]]*(?=\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words between marks: token indices of the inside, end exclusive, without the marks.

    `outer` runs from the opening mark's token to past the closing one's. `depth` is 0 for a
    quotation in none. `closed` is false where no mark ends it. `part` numbers the stretches of one
    quotation that runs over several paragraphs; `series` is the same for all of them.
    """

    start: int
    end: int
    outer: tuple[int, int]
    depth: int
    closed: bool
    series: int
    part: int


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    inside: int
    carried: bool


def find_quotations(text: AnnotatedText) -> list[Quotation]:
    """Every quotation in the text, outermost before inner, in text order."""
    return _to_tokens(text, scan(text.doc.text, text.report.text, find_paragraphs(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A quotation in characters: `start` and `end` of the inside, `outer` with the marks."""

    start: int
    end: int
    outer: tuple[int, int]
    depth: int
    closed: bool
    series: int
    part: int


def scan(plain: str, original: str, paragraphs: list[tuple[int, int]]) -> list[Stretch]:
    """The quotations of a text whose typography is evened out (`plain`), in characters."""
    found: list[Stretch] = []
    series = 0
    hanging: tuple[str, int, int] | None = None  # an unclosed quotation of the paragraph before
    for start, end in paragraphs:
        scanner = _Paragraph(plain, original, start, end)
        resumed = hanging if hanging and scanner.first_mark() == hanging[0] else None
        closed, left = scanner.run()
        hanging = None
        for stretch in closed:
            first = stretch.outer[0] == scanner.first_at and stretch.depth == 0
            if resumed and first:
                found.append(replace(stretch, series=resumed[1], part=resumed[2] + 1))
            else:
                found.append(replace(stretch, series=series, part=0))
                series += 1
            if stretch.depth == 0 and not stretch.closed and stretch.end == left:
                hanging = (plain[stretch.outer[0] : stretch.start], found[-1].series, found[-1].part)
    return sorted(found, key=lambda stretch: (stretch.outer[0], -stretch.outer[1]))


class _Paragraph:
    """One paragraph under the scanner."""

    def __init__(self, plain: str, original: str, start: int, end: int) -> None:
        self.plain = plain
        self.original = original
        self.start = start
        self.end = end
        self.first_at = start
        while self.first_at < end and plain[self.first_at] in " \n":
            self.first_at += 1
        self.text_end = end
        while self.text_end > start and plain[self.text_end - 1] in " \n":
            self.text_end -= 1

    def first_mark(self) -> str | None:
        """The mark the paragraph begins with."""
        match = _MARK.match(self.plain, self.first_at, self.end)
        return match.group() if match else None

    def run(self) -> tuple[list[Stretch], int]:
        """The paragraph's quotations, and where its text ends."""
        found: list[Stretch] = []
        stack: list[_Open] = []
        for match in _MARK.finditer(self.plain, self.start, self.end):
            at, mark = match.start(), match.group()
            if mark != '"' and self._is_apostrophe(at, match.end()):
                continue
            opens = self._may_open(at, match.end())
            level = next((i for i in reversed(range(len(stack))) if stack[i].mark == mark), None)
            closes = level is not None and self._may_close(at, match.end(), mark)
            if closes and not (opens and self._points(at) == "open"):
                assert level is not None
                for unclosed in reversed(stack[level + 1 :]):
                    if unclosed.mark == '"':
                        found.append(self._unclosed(unclosed, at, stack.index(unclosed)))
                found.append(self._stretch(stack[level], at, match.end(), level, closed=True))
                del stack[level:]
            elif opens and level is None:
                stack.append(_Open(mark, at, match.end(), carried=False))
            elif opens and level is not None and mark == '"':
                # opened again before it was closed: the first ended where its sentence did
                found.append(self._unclosed(stack[level], at, level))
                del stack[level:]
                stack.append(_Open(mark, at, match.end(), carried=False))
        for depth, unclosed in enumerate(stack):
            stretch = self._unclosed(unclosed, self.text_end, depth)
            found.append(stretch)
        return [stretch for stretch in found if stretch.start < stretch.end], self.text_end

    def _points(self, at: int) -> str:
        """What the character as printed says: open, close, or nothing."""
        printed = self.original[at]
        if printed in _HIGH:  # „German“: what opens elsewhere closes here
            before = self.original[self.start : at]
            if before.rfind(_LOW[printed]) > max(before.rfind(printed), before.rfind(_CLOSED[printed])):
                return "close"
        return "open" if printed in _OPENS else "close" if printed in _CLOSES else ""

    def _is_apostrophe(self, at: int, after: int) -> bool:
        before = self.plain[at - 1] if at > self.start else " "
        following = self.plain[after] if after < self.end else " "
        if before.isalnum() and following.isalnum():
            return True
        return (
            before in _BEFORE_OPENING and bool(_ELISIONS.match(self.plain, at, self.end)) and self._points(at) != "open"
        )

    def _may_open(self, at: int, after: int) -> bool:
        if self._points(at) == "close":
            return False
        before = self.plain[at - 1] if at > self.start else " "
        following = self.plain[after] if after < self.end else " "
        return (before in _BEFORE_OPENING or self._points(at) == "open") and following not in " \n,;:!?)"

    def _may_close(self, at: int, after: int, mark: str) -> bool:
        if self._points(at) == "open":
            return False
        before = self.plain[at - 1] if at > self.start else " "
        following = self.plain[after] if after < self.end else " "
        if mark == '"':
            return True
        if following.isalnum() or (before in " \n" and following not in " \n.,;:!?)"):
            return False
        if before == "s" and following == " ":  # 'the ministers' plan' or the end of a quotation
            return not self._closes_later(after)
        return True

    def _closes_later(self, after: int) -> bool:
        """Whether another single mark further on closes better than this plural possessive."""
        for match in _MARK.finditer(self.plain, after, self.end):
            if match.group() == '"' or self._is_apostrophe(match.start(), match.end()):
                continue
            before = self.plain[match.start() - 1]
            return before not in " \n(" and self._points(match.start()) != "open"
        return False

    def _stretch(self, opened: _Open, end: int, outer_end: int, depth: int, *, closed: bool) -> Stretch:
        return Stretch(
            start=opened.inside, end=end, outer=(opened.at, outer_end), depth=depth, closed=closed, series=-1, part=0
        )

    def _unclosed(self, opened: _Open, limit: int, depth: int) -> Stretch:
        """A quotation without an end: a double one runs to its limit, a single one to its sentence's end."""
        end = limit
        if opened.mark == "'" or limit < self.text_end:
            match = _SENTENCE_END.search(self.plain, opened.inside, limit)
            end = match.end() if match else limit
        return self._stretch(opened, end, end, depth, closed=False)


def find_paragraphs(text: AnnotatedText) -> list[tuple[int, int]]:
    """Paragraphs in characters: passages, cut at blank lines and at line ends that end a sentence."""
    found: list[tuple[int, int]] = []
    plain = text.doc.text
    for passage in text.report.passages:
        if passage.kind == "furniture" or passage.repeats is not None:
            continue
        at = passage.start
        for match in _BREAK.finditer(plain, passage.start, passage.end):
            found.append((at, match.start()))
            at = match.end()
        found.append((at, passage.end))
    return [(start, end) for start, end in found if start < end]


def _to_tokens(text: AnnotatedText, stretches: list[Stretch]) -> list[Quotation]:
    starts = [token.idx for token in text.doc]
    found: list[Quotation] = []
    for stretch in stretches:
        start, end = bisect_left(starts, stretch.start), bisect_left(starts, stretch.end)
        while start < end and text.doc[start].is_space:
            start += 1
        while end > start and text.doc[end - 1].is_space:
            end -= 1
        if start < end:
            outer = (bisect_left(starts, stretch.outer[0]), bisect_left(starts, stretch.outer[1]))
            found.append(
                Quotation(
                    start=start, end=end, outer=(min(outer[0], start), max(outer[1], end)), depth=stretch.depth,
                    closed=stretch.closed, series=stretch.series, part=stretch.part,
                )
            )  # fmt: skip
    return found
