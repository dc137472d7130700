"""Blocks of a page → one row of numbers each: what a block looks like, where it stands, who its neighbours are."""

import re
from collections import Counter
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dateline.clean.blocks import TAGS, Outline, name_kinds

Matrix = NDArray[np.float32]

MAIN = (0.5, 0.8)
"""Shares of the page's running words by which its main elements are known: the deepest element that holds so many."""

LEVELS = 4
"""Elements above a block whose shares of the page's running words are told."""

REACH = 2
"""Neighbours on each side."""

LOOKED_AT = 200
"""Characters at the start of a block in which capitals, digits and signs are counted."""

ENDING = 6
"""Characters in which a full stop and what may follow it stand."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
FAR = 400
"""Blocks from which distances are not told apart."""

_TOLD = ("words", "links", "ended", "paragraph", "running")
_STOP = re.compile(r"[.!?…。！？।؟۔][\s\"'”’)\]]*$")
_DIGITS = re.compile(r"\d")
_CAPITALS = re.compile(r"\b[A-Z]")
_COMMAS = re.compile(r"[,;]")
_SIGNS = re.compile(r"[|©•»›/@#]")


@cache
def names() -> tuple[str, ...]:
    """What each column is."""
    own = [f"tag={tag}" for tag in TAGS] + [f"in {tag}" for tag in TAGS]
    kinds = [f"{where} {kind}" for where in ("near", "around", "inner") for kind in name_kinds()]
    return (*own, *kinds, *_PLAIN, *_AROUND)


_PLAIN = (
    "words links stressed ended colon lower capitals digits commas signs quoted length depth".split()
    + [f"share {i}" for i in range(LEVELS)]
    + [f"in main {share}" for share in MAIN]
    + [f"from main {share}" for share in MAIN]
    + "place from_title after_title from_first from_last like_it like_words repeated siblings described prose size".split()
)
_AROUND = [f"{name} {step:+}" for step in (-2, -1, 1, 2) for name in _TOLD] + ["words before", "words after"]


def matrix_of(outline: Outline, headline: str | None, described: str | None) -> Matrix:
    """A row for each block. `headline` and `described` are the article's, as the page tells them to machines."""
    blocks = outline.blocks
    count = len(blocks)
    texts = [block.text for block in blocks]
    starts = [text[:LOOKED_AT] for text in texts]
    lengths = np.array([max(1, len(start)) for start in starts], dtype=np.float32)
    element = np.array([block.element for block in blocks])
    parents, ends, running = (np.array(of) for of in (outline.parents, outline.ends, outline.running))
    total = max(1, int(running[0]))
    words = np.array([block.words for block in blocks], dtype=np.float32)
    links = np.array([block.linked for block in blocks], dtype=np.float32) / words
    own, inner = np.array(outline.own), np.array([block.inner for block in blocks])
    up = [element]
    for _ in range(LEVELS - 1):
        up.append(np.where(up[-1] > 0, parents[up[-1]], 0))
    near = own[up[0]] | own[up[1]] | own[up[2]]
    own_tag = np.array([_number(block.tag) for block in blocks])
    ended = np.array([_STOP.search(text[-ENDING:]) is not None for text in texts], dtype=np.float32)
    runs = (words >= 10) & (links <= 0.3)
    paths = [(block.tag, int(near[i]), int(outline.tags[block.element])) for i, block in enumerate(blocks)]
    alike, alike_words = Counter(paths), Counter[tuple[str, int, int]]()
    for path, run, number in zip(paths, runs, words, strict=True):
        if run:
            alike_words[path] += int(number)
    printed = Counter(texts)
    brothers = Counter(int(parents[e]) for e in element)
    place = np.arange(count)
    head = _title(outline, headline)
    long = np.flatnonzero(runs & (words >= 25))
    columns: list[NDArray[np.generic]] = [
        np.log1p(words),
        links,
        np.array([block.stressed for block in blocks]) / words,
        ended,
        np.array([text.endswith(":") for text in texts]),
        np.array([text[:1].islower() for text in texts]),
        np.array([len(_CAPITALS.findall(start)) for start in starts]) / lengths,
        np.array([len(_DIGITS.findall(start)) for start in starts]) / lengths,
        np.array([len(_COMMAS.findall(start)) for start in starts]) / lengths,
        np.array([len(_SIGNS.findall(start)) for start in starts]) / lengths,
        np.array([text[0] in "“\"‘'" for text in texts]),
        np.array([len(text) for text in texts]) / words,
        np.array([block.depth for block in blocks]),
        *(running[at] / total for at in up),
    ]
    mains = [main_element(outline, share) for share in MAIN]
    core = mains[-1]  # what is said of the whole article tells nothing of its blocks
    tag_bits, around = (np.array(bits)[element] & ~bits[core] for bits in (outline.tags, outline.names))
    inside = [(element >= main) & (element < ends[main]) for main in mains]
    columns += inside
    columns += [np.clip(_distance(within), -FAR, FAR) for within in inside]
    columns += [
        place / max(1, count - 1),
        np.clip(place - max(head, 0), -FAR, FAR),
        place > head if head >= 0 else np.full(count, 0.5),
        np.clip(place - (long[0] if len(long) else 0), -FAR, FAR),
        np.clip(place - (long[-1] if len(long) else count), -FAR, FAR),
        np.log1p([alike[path] for path in paths]),
        np.array([alike_words[path] for path in paths]) / total,
        np.array([printed[text] > 1 for text in texts]),
        np.log1p([brothers[int(parents[e])] for e in element]),
        _described(texts, described or ""),
        np.full(count, np.log1p(total)),
        np.full(count, np.log1p(count)),
    ]
    told = np.stack([np.log1p(words), links, ended, own_tag == 0, runs], axis=1)
    shifted = [_shifted(told, step) for step in (-2, -1, 1, 2)]
    sums = np.concatenate([[0], np.cumsum(np.where(runs, words, 0))])
    before = sums[place] - sums[np.maximum(0, place - 6)]
    after = sums[np.minimum(count, place + 7)] - sums[np.minimum(count, place + 1)]
    return np.concatenate(
        [
            _one_hot(own_tag, len(TAGS)),
            _bits(tag_bits, len(TAGS)),
            _bits(near, len(name_kinds())),
            _bits(around, len(name_kinds())),
            _bits(inner, len(name_kinds())),
            np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1),
            *shifted,
            np.log1p(np.stack([before, after], axis=1)),
        ],
        axis=1,
    ).astype(np.float32)


def main_element(outline: Outline, share: float = MAIN[0]) -> int:
    """The deepest element that holds so much of the page's running text; the root when there is none."""
    running = np.array(outline.running)
    return int(np.flatnonzero(running >= share * running[0])[-1]) if running[0] else 0


def _title(outline: Outline, headline: str | None) -> int:
    """The block that is the article's headline: a heading before other elements, the first heading of the page without one."""
    wanted = _letters(headline or "").lower()
    headings = [i for i, block in enumerate(outline.blocks) if block.tag in HEADINGS]
    same = [i for i in headings if wanted and _letters(outline.blocks[i].text).lower() == wanted]
    first = [i for i in headings if outline.blocks[i].tag == "h1"]
    return next(iter(same or first), -1)


def _number(tag: str) -> int:
    return TAGS.index(tag) if tag in TAGS else -1


def _one_hot(numbers: NDArray[np.int64], count: int) -> Matrix:
    same: Matrix = (numbers[:, None] == np.arange(count)).astype(np.float32)
    return same


def _bits(numbers: NDArray[np.int64], count: int) -> Matrix:
    return ((numbers[:, None] >> np.arange(count)) & 1).astype(np.float32)


def _distance(within: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Blocks to the nearest end of a run: below nothing before it, above nothing after it, nothing inside."""
    at = np.flatnonzero(within)
    place = np.arange(len(within))
    if not len(at):
        return np.zeros(len(within), dtype=np.int64)
    return np.where(place < at[0], place - at[0], np.where(place > at[-1], place - at[-1], 0))


def _shifted(rows: NDArray[np.generic], step: int) -> NDArray[np.generic]:
    """The rows of the neighbours so many steps away; -1 beyond the ends."""
    out = np.full(rows.shape, -1, dtype=np.float32)
    if step < 0:
        out[-step:] = rows[:step]
    else:
        out[:-step] = rows[step:]
    return out


def _described(texts: list[str], described: str) -> NDArray[np.float32]:
    """1 for blocks in the page's own description of its article, 0 for others, -1 where it has none."""
    if not described:
        return np.full(len(texts), -1, dtype=np.float32)
    letters = _letters(described)
    return np.array([len(text) > 3 and _letters(text) in letters for text in texts], dtype=np.float32)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
