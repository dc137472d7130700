"""Which blocks of a page are its article: trees over the features of each block and its neighbours.

Fitted by training/blocks. benchmarks/README.md has how good it is on sites that it never saw, and how fast.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from dateline.clean import trees
from dateline.clean.blocks import TAGS, Outline, RawBlock, name_kinds
from dateline.clean.features import HEADINGS, main_element, matrix_of, names
from dateline.records import PassageKind

MODEL = Path(__file__).parent / "models" / "blocks.json"

SURE = 0.6
"""Probability from which a block is body: the best of a sweep over sites held out (training/blocks)."""

CAPTION_WORDS = 4
"""The fewest words of a caption that only its class says to be one: fewer are credits and labels."""

REPEATED = 40
"""Characters from which the second printing of a block on a page is a copy for other screens and not a refrain."""

NEVER = ("in nav", "in footer", "in figcaption", "around comments", "around popup")
"""Features of blocks that are no body whatever the trees say: on the 181 pages of benchmarks/extraction.py 7 of the
42,811 words of such blocks were."""

MENU_WORDS = 5
"""Words below which a block that is nothing but a link is an entry of a menu and is not asked about."""

LIKELY = 0.25
"""Probability from which a heading without links between two blocks of body is one of its sub-headings."""

CELL_WORDS = 4
"""Words below which a cell of a table is a number or a label."""

_CELLS = frozenset({"td", "th"})
_ITEM = 1 << TAGS.index("li")
_LINES = frozenset({"h2", "h3", "p", "div"})
_ELSEWHERE = sum(1 << TAGS.index(tag) for tag in ("a", "nav", "aside", "footer"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph of the article, on one line."""

    kind: PassageKind
    text: str


def article_of(outline: Outline, headline: str | None, described: str | None) -> list[Block]:
    """The article's blocks in order, captions last; empty when the page holds none.

    `headline` and `described` are the article's headline and text as the page tells them to machines, if it does.
    """
    if not outline.blocks:
        return []
    captions = list(dict.fromkeys(_captions(outline)))
    known = set(captions)
    chosen: list[RawBlock] = []
    for block in _body(outline, headline, described):
        if block.text not in known:
            chosen.append(block)
        if len(block.text) >= REPEATED:
            known.add(block.text)
    points = _points_above(outline, chosen)
    kinds: list[PassageKind] = [_kind(block, i < points) for i, block in enumerate(chosen)]
    body = [Block(kind=kind, text=block.text) for kind, block in zip(kinds, chosen, strict=True)]
    return [*body, *(Block(kind="caption", text=text) for text in captions)]


def _kind(block: RawBlock, above: bool) -> PassageKind:
    if block.tag in HEADINGS:
        return "headline"
    return "standfirst" if above else "body"


def _points_above(outline: Outline, chosen: list[RawBlock]) -> int:
    """How many blocks at the start are a list of the article's points, as some outlets print above its first paragraph."""
    paragraphs = (
        i for i, block in enumerate(chosen) if not outline.tags[block.element] & _ITEM and block.tag not in HEADINGS
    )
    first = next(paragraphs, 0)
    return first if sum(block.words for block in chosen[first:]) > sum(block.words for block in chosen[:first]) else 0


def standfirst_of(outline: Outline, summary: str | None, blocks: list[Block]) -> str | None:
    """The page's summary of itself where the page shows it: one that only machines are given is no text of the report.

    Many pages give their first paragraph as summary; one of the article's blocks is a standfirst only when its class says so.
    """
    shown = [block for block in outline.blocks if block.text == summary and block.tag in _LINES]
    if any(block.text == summary for block in blocks):
        named = 1 << name_kinds().index("summary")
        shown = [block for block in shown if outline.own[block.element] & named]
    return summary if shown else None


def _body(outline: Outline, headline: str | None, described: str | None) -> list[RawBlock]:
    model = trees.load(MODEL, names())
    rows = matrix_of(outline, headline, described)
    menu = [block.words < MENU_WORDS and block.linked == block.words for block in outline.blocks]
    asked = np.flatnonzero(~rows[:, _never()].any(axis=1) & ~np.array(menu))
    sure = np.zeros(len(rows))
    sure[asked] = model.probabilities(rows[asked])
    chosen = sure >= SURE
    between = np.append(chosen[1:], False) & np.append(False, chosen[:-1])
    heading = np.array([block.tag in HEADINGS and not block.linked for block in outline.blocks])
    cell = np.array([block.tag in _CELLS and block.words < CELL_WORDS for block in outline.blocks])
    chosen = (chosen | (heading & between & (sure >= LIKELY))) & ~cell
    return [outline.blocks[i] for i in np.flatnonzero(chosen)]


@cache
def _never() -> list[int]:
    return [names().index(name) for name in NEVER]


def _captions(outline: Outline) -> list[str]:
    """What stands under the article's own pictures; other stories' pictures have links or cards around them."""
    main = main_element(outline)
    caption = 1 << name_kinds().index("caption")
    found = []
    for block in outline.blocks:
        at = block.element
        named = outline.own[at] & caption and block.words >= CAPTION_WORDS and main <= at < outline.ends[main]
        if block.tag != "figcaption" and not named:
            continue
        card = outline.cards[at]
        if not outline.tags[at] & _ELSEWHERE and (card < 0 or card <= main < outline.ends[card]):
            found.append(block.text)
    return found
