"""What the attribution model sees of each token: its word pieces, its shape, its place in the parse."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

Ids = NDArray[np.int64]

QUOTE_MARKS = frozenset("\"'“”‘’")
_RUN = re.compile(r"\w+|[^\w\s]")
_DOUBLE = re.compile(r'["“”]')
_SINGLE_OPENS = re.compile(r"(?<![\w.,;:!?%)\]])['‘](?!\d\ds\b)(?=[\w$£€(\[])")
_SINGLE_CLOSES = re.compile(r"(?<=\S)['’](?!\w)")
_ENDS_A_CLAUSE = frozenset(".,;:!?")
_LONGEST_WORD = 100  # longer words are cut: nothing that long is English
_QUOTED, _PARAGRAPH = 8, 16  # bits of the shape: inside quotation marks, first of its paragraph
_CASES, _MARK = 7, 5  # bits of the shape that hold the case, and the case of a quotation mark
_FURTHEST_HEAD = 255  # tokens; a head further off is no parse but an accident of layout


@dataclass(frozen=True, slots=True)
class Inventory:
    """The symbols the model knows, in the order of its embedding tables. 0 stands for anything else."""

    pieces: dict[str, int]
    tags: dict[str, int]
    deps: dict[str, int]
    entities: dict[str, int]
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict, init=False)

    def ends(self, word: str) -> tuple[int, int]:
        """The word's first and last word piece (0 when the first is also the last)."""
        known = self._seen.get(word)
        if known is None:
            known = self._ends(word)
            if len(self._seen) < 200_000:  # a bound for endless services, far above any text's vocabulary
                self._seen[word] = known
        return known

    def _ends(self, word: str) -> tuple[int, int]:
        plain = unicodedata.normalize("NFD", word[:_LONGEST_WORD].lower())
        plain = "".join(char for char in plain if unicodedata.category(char) != "Mn")
        runs = _RUN.findall(plain)
        runs = [run for run in runs if run[0].isalnum()] or runs[:1]
        pieces = [piece for run in runs for piece in self._pieces(run)]
        if not pieces:
            return 0, 0
        return pieces[0], pieces[-1] if len(pieces) > 1 else 0

    def _pieces(self, run: str) -> Iterator[int]:
        """WordPiece: the longest known piece first (Wu et al. 2016)."""
        start = 0
        while start < len(run):
            prefix = "##" if start else ""
            for end in range(len(run), start, -1):
                piece = self.pieces.get(prefix + run[start:end])
                if piece is not None:
                    yield piece
                    start = end
                    break
            else:
                yield 0
                return


@dataclass(frozen=True, slots=True)
class Features:
    """One row a token, white space left out. `index` gives the rows' positions in the Doc."""

    index: Ids
    first: Ids
    last: Ids
    shape: Ids
    tag: Ids
    dep: Ids
    entity: Ids
    head: Ids
    vectors: NDArray[np.float32]

    @property
    def paragraphs(self) -> Ids:
        """The paragraph number of each row."""
        return np.cumsum(self.shape >= _PARAGRAPH)


def features_of(doc: Doc, inventory: Inventory) -> Features:
    """The model's view of a parsed text. Quotation marks of every kind look the same to it."""
    tokens = [token for token in doc if not token.is_space]
    text = doc.text  # put together anew at each asking
    quoted = quoted_characters(text)
    row_of = {token.i: row for row, token in enumerate(tokens)}
    rows = np.zeros((8, len(tokens)), dtype=np.int64)
    end = 0
    for row, token in enumerate(tokens):
        start, word = token.idx, token.text
        is_mark = word in QUOTE_MARKS
        starts = not row or "\n" in text[end:start]
        end = start + len(word)
        first, last = (0, 0) if is_mark else inventory.ends(word)
        head = row_of.get(token.head.i, row)
        rows[:, row] = (
            token.i,
            first,
            last,
            _shape(word, is_mark=is_mark) | quoted[start] * _QUOTED | starts * _PARAGRAPH,
            0 if is_mark else inventory.tags.get(token.tag_, 0),
            0 if is_mark else inventory.deps.get(token.dep_, 0),
            inventory.entities.get(token.ent_type_, 0),
            head if abs(head - row) <= _FURTHEST_HEAD else row,
        )
    vectors = np.asarray(doc.tensor, dtype=np.float32)
    vectors = vectors[rows[0]]
    vectors[(rows[3] & _CASES) == _MARK] = 0
    index, first_pieces, last_pieces, shapes, tags, deps, entities, heads = rows
    return Features(index, first_pieces, last_pieces, shapes, tags, deps, entities, heads, vectors)


def _shape(word: str, *, is_mark: bool) -> int:
    """One of six classes of spelling; the feature adds a bit for quoted words and one for a paragraph's first."""
    if is_mark:
        return _MARK
    if not word[0].isalnum():
        return 4
    if word[0].isdigit():
        return 3
    if word[0].isupper():
        return 2 if len(word) > 1 and word.isupper() else 1
    return 0


def quoted_characters(text: str) -> bytearray:
    """A mark for each character that stands inside quotation marks.

    An unclosed quotation ends with its paragraph. Single marks count where an opening and a
    closing one pair up in a paragraph outside double marks; the rest are apostrophes.
    """
    mask = bytearray(len(text))
    at = 0
    for paragraph in text.split("\n"):
        for start, end in _quotations(paragraph):
            mask[at + start : at + end] = b"\x01" * (end - start)
        at += len(paragraph) + 1
    return mask


def _quotations(paragraph: str) -> Iterator[tuple[int, int]]:
    doubles = [mark.start() for mark in _DOUBLE.finditer(paragraph)]
    if doubles:
        ends = [*doubles, len(paragraph)] if len(doubles) % 2 else doubles
        for start, end in zip(ends[::2], ends[1::2], strict=True):
            yield start + 1, end
        return
    opens = [mark.start() for mark in _SINGLE_OPENS.finditer(paragraph)]
    closes = [mark.start() for mark in _SINGLE_CLOSES.finditer(paragraph)]
    after = 0
    for number, start in enumerate(opens):
        if start < after:
            continue
        limit = opens[number + 1] if number + 1 < len(opens) else len(paragraph)
        ends = [end for end in closes if start < end < limit]
        if not ends:
            continue
        # "'The workers' union agreed,' he said": the plural's apostrophe is passed over for the comma's mark
        end = next((end for end in ends if paragraph[end - 1] in _ENDS_A_CLAUSE), ends[0])
        yield start + 1, end
        after = end + 1
