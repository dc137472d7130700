"""Copies: reports that print the same words, cut or dressed up.

Every run of three words is hashed and a fixed quarter of the hashes kept (Broder's sampling by
value, 1997), so two texts keep the same prints of the words they share. A text is a copy when
most of the shorter one's prints are in the other: containment survives cuts and additions, where
resemblance (Jaccard) does not.
"""

import re
import zlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import numpy as np

from dateline.records import Report

SHINGLE = 3
"""Words a print covers: of three, four and five, threes kept the most recall at equal precision on the texts of benchmarks/copies.py."""

SAMPLE = 4
"""One print in so many is kept: about 150 of a 600-word report."""

FEWEST = 6
"""Prints below which a text is too short to call anything its copy (about 25 words)."""

COPY = 0.5
"""Containment from which a text is a copy: the sweep in benchmarks/copies.py has precision .98, recall .97 there."""

RARE = 20
"""A print held by more families than this is a turn of phrase, not a trace: no neighbour is sought by it (8 and 20 tried)."""

SHARED = 3
"""Rare prints that two texts must share before they are compared at all; by judgement."""

_WORD = re.compile(r"[^\W_]+")
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)  # odd, from xxHash64


def prints(report: Report) -> frozenset[int]:
    """The prints of what is read in a report (no furniture, no repeats): 63-bit numbers."""
    kept = (
        report.text[passage.start : passage.end]
        for passage in report.passages
        if passage.kind not in {"furniture", "caption"} and passage.repeats is None
    )
    return prints_of(" ".join(kept))


def prints_of(text: str) -> frozenset[int]:
    """The prints of a text."""
    words = _WORD.findall(text.lower())
    if len(words) < SHINGLE:
        return frozenset()
    hashes = np.fromiter((zlib.crc32(word.encode()) for word in words), dtype=np.uint64, count=len(words))
    runs = len(words) - SHINGLE + 1
    mixed = np.zeros(runs, dtype=np.uint64)
    for place in range(SHINGLE):
        mixed ^= hashes[place : place + runs] * _MIX[place]
        mixed ^= mixed >> np.uint64(29)
        mixed *= _MIX[0]
    kept = mixed[(mixed >> np.uint64(62)) % np.uint64(SAMPLE) == 0]
    return frozenset((kept & np.uint64(2**62 - 1)).tolist())


def containment(one: AbstractSet[int], other: AbstractSet[int]) -> float:
    """The share of the smaller set of prints that is in the other, 0 to 1; 0 for texts too short to tell."""
    return _contained(len(one & other), len(one), len(other))


def family(own: AbstractSet[int], neighbours: Mapping[str, AbstractSet[int]]) -> tuple[str, float] | None:
    """The family of copies a text belongs to, with the containment that says so; None for a new voice.

    `neighbours` maps each family that shares enough rare prints to all the prints of its members.
    """
    shared = {name: len(own & prints) for name, prints in neighbours.items()}
    return nearest(len(own), shared, {name: len(prints) for name, prints in neighbours.items()})


def nearest(own: int, shared: Mapping[str, int], sizes: Mapping[str, int]) -> tuple[str, float] | None:
    """As `family`, by numbers alone: of a text's own prints, of those each family shares, of those each has."""
    ranked = sorted((-_contained(count, own, sizes[name]), name) for name, count in shared.items())
    return (ranked[0][1], -ranked[0][0]) if ranked and -ranked[0][0] >= COPY else None


def _contained(shared: int, one: int, other: int) -> float:
    fewer = min(one, other)
    return shared / fewer if fewer >= FEWEST else 0.0
