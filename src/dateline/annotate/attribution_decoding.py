"""From the model's scores to spans (Viterbi over BILOU tags), and from spans to linked attributions."""

import bisect
import heapq
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
Rows = tuple[int, int]
"""A stretch of rows: start, end exclusive."""

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BILU"))
"""Begin, inside, last and the only token of a span (BILOU: Ratinov and Roth 2009)."""

REACH = 256
"""Tokens between a cue and the spans it is weighed against: the training window."""

# The next five were swept on PolNeAR dev.
FARTHEST_CONTENT = 40  # tokens between a content and its cue; a pair further apart is a slip (15 to 256 tried)
CUE_BIAS = 1.0  # added to the scores of cues: a cue missed sends its content to another
NEIGHBOUR, BESIDE = (
    6,
    4.0,
)  # tokens between a content and the cue beside it, and what standing there adds to the log probability
TAKEN = 2.0  # what each content that a cue already has takes away

_FORBIDDEN = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Linker:
    """The learnt part of linking that does not depend on the text.

    `content_distance` and `source_distance` score a distance by its power of two and direction;
    `nobody` and `nobody_bias` score a cue that names no source.
    """

    content_distance: Floats
    source_distance: Floats
    nobody: Floats
    nobody_bias: float

    @property
    def size(self) -> int:
        """Dimensions of each of the four vectors that a token has for linking."""
        return len(self.nobody)


@dataclass(frozen=True, slots=True)
class Link:
    """One cue with what belongs to it: rows (start, end exclusive), and a confidence from 0 to 1."""

    source: Rows | None
    cue: Rows
    contents: tuple[Rows, ...]
    score: float


def links_of(scores: Floats, vectors: Floats, paragraphs: Ids, linker: Linker) -> list[Link]:
    """The attributions in one text, in the order of their contents.

    `scores` and `vectors` are the model's, `paragraphs` gives each row's paragraph number. Contents
    of one cue are one attribution as long as no paragraph lies between them; a quotation that goes
    on in a new paragraph is another attribution of the same cue.
    """
    if not len(scores):
        return []
    path = best_path(scores + _BIAS)
    sure = _softmax(scores)[np.arange(len(path)), path]
    spans = spans_of(path)
    contents, cues = spans["content"], spans["cue"]
    found = []
    for number, linked in _assigned(contents, cues, vectors, linker).items():
        source = _source_of(cues[number], spans["source"], vectors, linker)
        for group in _by_paragraph([contents[k] for k in sorted(linked)], paragraphs):
            parts = [cues[number], *group, *([source] if source else [])]
            score = min(float(sure[start:end].mean()) for start, end in parts)
            found.append(Link(source, cues[number], group, score))
    return sorted(found, key=lambda link: (link.contents, link.cue))


def best_path(scores: Floats) -> Ids:
    """The best sequence of tags in which every span begins and ends properly."""
    best = scores[0] + _FIRST
    back = np.zeros(scores.shape, dtype=np.int64)
    columns = np.arange(len(TAGS))
    for row in range(1, len(scores)):
        reached = best[:, None] + _FOLLOWS
        back[row] = reached.argmax(0)
        best = reached[back[row], columns] + scores[row]
    path = np.zeros(len(scores), dtype=np.int64)
    path[-1] = int((best + _FINAL).argmax())
    for row in range(len(scores) - 1, 0, -1):
        path[row - 1] = back[row, path[row]]
    return path


def spans_of(path: Ids) -> dict[str, list[Rows]]:
    """The spans of each role in a proper sequence of tags."""
    spans: dict[str, list[Rows]] = {role: [] for role in ROLES}
    start = 0
    for row, tag in enumerate(path.tolist()):
        part, _, role = TAGS[tag].partition("-")
        if part in {"B", "U"}:
            start = row
        if part in {"L", "U"}:
            spans[role].append((start, row + 1))
    return spans


def _assigned(contents: list[Rows], cues: list[Rows], vectors: Floats, linker: Linker) -> dict[int, list[int]]:
    """The contents of each cue: the surest pair first, and the more a cue has, the less it gets."""
    waiting = [
        (-score, content, cue, 0)
        for content, span in enumerate(contents)
        for cue, score in _cues_for(span, cues, vectors, linker)
    ]
    heapq.heapify(waiting)
    taken: set[int] = set()
    contents_of: dict[int, list[int]] = {}
    while waiting:
        cost, content, cue, counted = heapq.heappop(waiting)
        if content in taken:
            continue
        has = len(contents_of.get(cue, ()))
        if has > counted:
            heapq.heappush(waiting, (cost + TAKEN * (has - counted), content, cue, has))
            continue
        taken.add(content)
        contents_of.setdefault(cue, []).append(content)
    return contents_of


def _cues_for(content: Rows, cues: list[Rows], vectors: Floats, linker: Linker) -> Iterator[tuple[int, float]]:
    """The cues within reach of a content, by number, with their log probabilities and the bonus for neighbours."""
    low, near = _near(content[0], cues)
    if not len(near):
        return
    size = linker.size
    scores = vectors[near, size : 2 * size] @ vectors[content[0], :size] / np.sqrt(size)
    scores = scores + linker.content_distance[_bucket(near - content[0])]
    scores -= scores.max() + np.log(np.exp(scores - scores.max()).sum())
    for number, score in enumerate(scores.tolist(), low):
        start, end = cues[number]
        gap = content[0] - end if start < content[0] else start - content[1]
        if gap <= FARTHEST_CONTENT:
            yield number, score + BESIDE if gap <= NEIGHBOUR else score


def _by_paragraph(contents: list[Rows], paragraphs: Ids) -> Iterator[tuple[Rows, ...]]:
    group = [contents[0]]
    for before, content in itertools.pairwise(contents):
        if paragraphs[content[0]] != paragraphs[before[1] - 1]:
            yield tuple(group)
            group = []
        group.append(content)
    yield tuple(group)


def _source_of(cue: Rows, sources: list[Rows], vectors: Floats, linker: Linker) -> Rows | None:
    low, near = _near(cue[0], sources)
    if not len(near):
        return None
    size = linker.size
    asks = vectors[cue[0], 2 * size : 3 * size]
    scores = vectors[near, 3 * size :] @ asks / np.sqrt(size) + linker.source_distance[_bucket(near - cue[0])]
    best = int(scores.argmax())
    nobody = float(asks @ linker.nobody / np.sqrt(size)) + linker.nobody_bias
    return sources[low + best] if scores[best] >= nobody else None


def _near(row: int, spans: list[Rows]) -> tuple[int, Ids]:
    """The spans within reach of a row: the number of the first one, and the rows they start at."""
    low = bisect.bisect_left(spans, (row - REACH, 0))
    high = bisect.bisect_left(spans, (row + REACH, 0))
    return low, np.array([start for start, _ in spans[low:high]], dtype=np.int64)


def _bucket(distance: Ids) -> Ids:
    size = np.minimum(np.floor(np.log2(np.abs(distance) + 1.0)), REACH.bit_length() - 1)
    return (np.sign(distance) * size).astype(np.int64) + REACH.bit_length() - 1


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True), dtype=np.float32)


def _may_follow(before: str, after: str) -> bool:
    is_open = before[0] in "BI"
    if after[0] in "IL":
        return is_open and before[2:] == after[2:]
    return not is_open


_FOLLOWS = np.array([[0 if _may_follow(a, b) else _FORBIDDEN for b in TAGS] for a in TAGS], dtype=np.float32)
_FIRST = np.array([_FORBIDDEN if tag[0] in "IL" else 0 for tag in TAGS], dtype=np.float32)
_FINAL = np.array([_FORBIDDEN if tag[0] in "BI" else 0 for tag in TAGS], dtype=np.float32)
_BIAS = np.array([CUE_BIAS if tag.endswith("-cue") else 0 for tag in TAGS], dtype=np.float32)
