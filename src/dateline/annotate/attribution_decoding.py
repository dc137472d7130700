"""From the model's scores to spans (Viterbi over BILOU tags), and from spans to linked attributions."""

import bisect
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BILU"))
"""Begin, inside, last and the only token of a span (BILOU: Ratinov and Roth 2009)."""

REACH = 256
"""Tokens between a cue and its content or source: the training window."""

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

    source: tuple[int, int] | None
    cue: tuple[int, int]
    contents: tuple[tuple[int, int], ...]
    score: float


def links_of(scores: Floats, vectors: Floats, linker: Linker) -> list[Link]:
    """The attributions in one text, in the order of their contents."""
    if not len(scores):
        return []
    path = best_path(scores)
    sure = _softmax(scores)[np.arange(len(path)), path]
    spans = spans_of(path)
    cues, sources = spans["cue"], spans["source"]
    contents_of: dict[int, list[tuple[int, int]]] = {}
    for content in spans["content"]:
        cue = _cue_of(content, cues, vectors, linker)
        if cue is not None:
            contents_of.setdefault(cue, []).append(content)
    found = []
    for number, contents in contents_of.items():
        cue_span = cues[number]
        source = _source_of(cue_span, sources, vectors, linker)
        parts = [cue_span, *contents, *([source] if source else [])]
        score = min(float(sure[start:end].mean()) for start, end in parts)
        found.append(Link(source, cue_span, tuple(contents), score))
    return sorted(found, key=lambda link: (link.contents, link.cue))


def best_path(scores: Floats) -> NDArray[np.int64]:
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


def spans_of(path: NDArray[np.int64]) -> dict[str, list[tuple[int, int]]]:
    """The spans of each role in a proper sequence of tags."""
    spans: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    start = 0
    for row, tag in enumerate(path.tolist()):
        part, _, role = TAGS[tag].partition("-")
        if part in {"B", "U"}:
            start = row
        if part in {"L", "U"}:
            spans[role].append((start, row + 1))
    return spans


def _cue_of(content: tuple[int, int], cues: list[tuple[int, int]], vectors: Floats, linker: Linker) -> int | None:
    low, near = _near(content[0], cues)
    if not len(near):
        return None
    size = linker.size
    scores = vectors[near, size : 2 * size] @ vectors[content[0], :size] / np.sqrt(size)
    return low + int((scores + linker.content_distance[_bucket(near - content[0])]).argmax())


def _source_of(
    cue: tuple[int, int], sources: list[tuple[int, int]], vectors: Floats, linker: Linker
) -> tuple[int, int] | None:
    low, near = _near(cue[0], sources)
    if not len(near):
        return None
    size = linker.size
    asks = vectors[cue[0], 2 * size : 3 * size]
    scores = vectors[near, 3 * size :] @ asks / np.sqrt(size) + linker.source_distance[_bucket(near - cue[0])]
    best = int(scores.argmax())
    nobody = float(asks @ linker.nobody / np.sqrt(size)) + linker.nobody_bias
    return sources[low + best] if scores[best] >= nobody else None


def _near(row: int, spans: list[tuple[int, int]]) -> tuple[int, NDArray[np.int64]]:
    """The spans within reach of a row: the number of the first one, and the rows they start at."""
    low = bisect.bisect_left(spans, (row - REACH, 0))
    high = bisect.bisect_left(spans, (row + REACH, 0))
    return low, np.array([start for start, _ in spans[low:high]], dtype=np.int64)


def _bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
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
