"""Two versions of a text side by side: what was taken out, what was put in."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

import sqlalchemy as sa

from dateline.publish.web.views.report import find_reading
from dateline.records import Report

MOST_LINES = 4000
"""Lines compared at most in each version. difflib is quadratic at worst; this many differing lines take about a second."""

MOST_WORDS = 400  # words of one changed line compared word by word: the same bound for the same reason

ALIKE = 0.6
"""Share of words in common (Dice) from which a line is an earlier one changed: below, the two side by side read worse."""

LOOK_AHEAD = 20  # lines of the new text in which an old one is looked for: a longer move is shown as out and in

_WORD = re.compile(r"\s+|[^\s]+")
Kind = Literal["same", "out", "in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch that both versions have, or only one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsView:
    """The way from `earlier` to `later`, line by line; `cut` when a version was too long to compare to its end."""

    earlier: Report
    later: Report
    lines: Sequence[Sequence[Piece]]
    cut: bool

    @property
    def changed(self) -> int:
        """How many lines differ."""
        return sum(any(piece.kind != "same" for piece in line) for line in self.lines)

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """No list."""
        return ()


def versions_view(connection: sa.Connection, earlier: str, later: str) -> VersionsView:
    """What became of one text in another."""
    old, new = find_reading(connection, earlier).report, find_reading(connection, later).report
    before, after = old.text.splitlines(), new.text.splitlines()
    cut = max(len(before), len(after)) > MOST_LINES
    lines = list(difference(before[:MOST_LINES], after[:MOST_LINES]))
    return VersionsView(earlier=old, later=new, lines=lines, cut=cut)


def difference(before: Sequence[str], after: Sequence[str]) -> Iterator[Sequence[Piece]]:
    """The lines of both, in order; a line that was changed is compared word by word."""
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((Piece(kind="same", text=line),) for line in before[a:b])
        else:
            yield from _replaced(before[a:b], after[c:d])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Sequence[Piece]]:
    """A run of lines and what stands in its place: lines that are alike meet, the others went or came."""
    waiting = 0
    for line in before:
        ahead = after[waiting : waiting + LOOK_AHEAD]
        met = next((i for i, other in enumerate(ahead) if _alike(line, other)), None)
        if met is None:
            yield (Piece(kind="out", text=line),)
            continue
        yield from ((Piece(kind="in", text=other),) for other in ahead[:met])
        yield _within(line, ahead[met])
        waiting += met + 1
    yield from ((Piece(kind="in", text=line),) for line in after[waiting:])


def _alike(one: str, other: str) -> bool:
    """Whether one line is the other, changed."""
    words, others = one.split()[:MOST_WORDS], other.split()[:MOST_WORDS]
    shared = sum((Counter(words) & Counter(others)).values())
    return 2 * shared >= ALIKE * (len(words) + len(others)) > 0


def _within(before: str, after: str) -> Sequence[Piece]:
    one, other = _WORD.findall(before), _WORD.findall(after)
    if max(len(one), len(other)) > MOST_WORDS:
        return (Piece(kind="out", text=before), Piece(kind="in", text=after))
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(kind="same", text="".join(one[a:b])))
            continue
        if b > a:
            pieces.append(Piece(kind="out", text="".join(one[a:b])))
        if d > c:
            pieces.append(Piece(kind="in", text="".join(other[c:d])))
    return pieces
