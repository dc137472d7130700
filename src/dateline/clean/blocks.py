"""A page's tree → its blocks of text, each with what its place in the tree tells.

One walk, in document order, with a constant amount of work per element: what is inherited is handed down as bits,
what is summed up is handed up when an element ends. A block ends where an element that stands by itself begins or
ends, or at an empty line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from dateline import knowledge

MOST_ELEMENTS = 50_000
"""Elements that are walked; a page with more is cut off there. The 181 news pages of benchmarks/extraction.py have at most 1,709."""

MOST_NAME = 300
"""Characters of a class or id that are looked at."""

RUNNING_WORDS = 10
"""Words from which a block with few links counts as running text."""

RUNNING_LINKS = 0.3
"""Share of words in links up to which a block counts as running text: above are lists of links."""

ENOUGH = 20
"""Words of paragraphs from which they tell where the article is."""

_UNSEEN = frozenset(
    "script style noscript template svg iframe object video audio canvas head select option button textarea input map math".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big center cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr amp-link".split()
)
TAGS = tuple(
    "p li h1 h2 h3 h4 h5 h6 td th blockquote div a span pre dd dt figcaption article main nav aside footer header form table ul ol figure section".split()
)
"""Elements whose kind is told to the model, for the block's own element and for those around it."""

_TAG_BITS = {tag: 1 << i for i, tag in enumerate(TAGS)}
_BESIDE = sum(_TAG_BITS[tag] for tag in ("nav", "aside", "footer", "figcaption", "li"))
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+(?![a-z])")
_NAMES = frozenset({"class", "id", "role", "data-type", "data-component", "data-testid"})
_ROOTS = frozenset({"html", "body"})
_APART = frozenset({"span", "cite"})  # a credit in a caption is printed apart from it
_STRESS = frozenset({"b", "strong", "em", "i"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_Piece = tuple[str, bool, bool]
"""Words, whether they are in a link, whether they are in bold or italics."""

_BREAK: _Piece = ("\0", False, False)  # no text of a parsed page holds it
_GAP: _Piece = (" ", False, False)


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block of text on one line, and where it stands."""

    text: str
    words: int
    linked: int
    """Words in links."""

    tag: str
    element: int
    """Number of the block's element in document order."""

    depth: int
    inner: int
    """Bits of the names of inline elements in it."""

    stressed: int
    """Words in bold or italics."""


@dataclass(slots=True)
class Outline:
    """The blocks of a page and the elements that hold them, numbered in document order."""

    blocks: list[RawBlock] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """For each element the number after that of its last descendant."""

    running: list[int] = field(default_factory=list)
    """For each element the words of running text in it: paragraphs only, without readers' comments and what stands beside
    the article, if there are enough of those; else whatever reads like running text."""

    cards: list[int] = field(default_factory=list)
    """For each element the nearest `article` element that it is or is in; -1 outside any."""

    own: list[int] = field(default_factory=list)
    """For each element the bits of the kinds of its own names."""

    tags: list[int] = field(default_factory=list)
    """For each element the bits of its own tag and of those around it."""

    names: list[int] = field(default_factory=list)
    """For each element the bits of the kinds of its own names and of those around it."""


@cache
def name_kinds() -> tuple[str, ...]:
    """The kinds of names of elements, in the order of their bits."""
    return (*knowledge.load("layout/page.yaml")["names"], "hidden", "marked")


@cache
def _bits_of_words() -> dict[str, int]:
    bits: dict[str, int] = {}
    for i, words in enumerate(knowledge.load("layout/page.yaml")["names"].values()):
        for word in words.split():
            bits[word] = bits.get(word, 0) | 1 << i
    return bits


@cache
def _bit(kind: str) -> int:
    return 1 << name_kinds().index(kind)


@lru_cache(maxsize=20_000)
def _bits_of_names(names: str) -> int:
    bits, known = 0, _bits_of_words()
    for word in _WORD.findall(names[:MOST_NAME]):
        bits |= known.get(word.lower(), 0)
    return bits


def _bits_of(element: HtmlElement) -> int:
    """The kinds of an element's names; what its marks say, that it is hidden or holds the article."""
    bits = 0
    for name, value in element.items():
        if name in _NAMES:
            bits |= _bits_of_names(value)
        elif (
            (name == "style" and _HIDDEN_STYLE.search(value))
            or name == "hidden"
            or (name == "aria-hidden" and value == "true")
        ):
            bits |= _bit("hidden")
        elif name == "itemprop":
            bits |= _bit("marked") if value.lower() == "articlebody" else _bits_of_names(value)
    return bits


def outline_of(tree: HtmlElement) -> Outline:
    """The blocks of a page in document order."""
    walk = _Walk()
    walk.over(tree)
    if walk.loose and walk.outline.running[0] < ENOUGH:
        walk.outline.running = walk.loose
    return walk.outline


def _broken(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Preformatted text: its empty lines are breaks."""
    for words, linked, stressed in pieces:
        for i, paragraph in enumerate(_EMPTY_LINE.split(words)):
            if i:
                yield from (_BREAK, _BREAK)
            yield paragraph, linked, stressed


class _Walk:
    """The state of a walk: the elements that are open, and the text of the block that is being gathered."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.loose: list[int] = []
        """As the outline's running text, all of it."""

        self.open: list[int] = []
        self.holders: list[tuple[int, str, int]] = []
        self.links = self.stress = 0
        self.pieces: list[_Piece] = []
        self.inner = 0
        self.caption = 0
        """Elements that stand by themselves open in a caption, itself counted: a caption is one block."""

        self.unseen = _bit("hidden") | _bit("unseen")
        self.popup = _bit("popup")
        self.beside = _bit("hidden") | _bit("comments")

    def over(self, tree: HtmlElement) -> None:
        walk = etree.iterwalk(tree, events=("start", "end"))
        open_tags: list[str] = []
        skipped = False
        for event, element in islice(walk, 2 * MOST_ELEMENTS):
            if event == "start":
                tag = element.tag
                if tag in _UNSEEN or not self.start(element, tag):
                    walk.skip_subtree()
                    skipped = True
                else:
                    open_tags.append(tag)
                    if element.text:
                        self.pieces.append((element.text, self.links > 0, self.stress > 0))
            else:
                if skipped:
                    skipped = False
                else:
                    self.end(open_tags.pop())
                if element.tail and open_tags:
                    self.pieces.append((element.tail, self.links > 0, self.stress > 0))
        while open_tags:
            self.end(open_tags.pop())

    def start(self, element: HtmlElement, tag: str) -> bool:
        """Opens an element; False when nothing in it is part of the text around it."""
        out = self.outline
        own = 0 if tag in _ROOTS else _bits_of(element)
        if tag in _INLINE and (own & self.unseen or (own & self.popup and self.inner & self.popup)):
            return False
        parent = self.open[-1] if self.open else -1
        number = len(out.parents)
        bit = _TAG_BITS.get(tag, 0)
        out.parents.append(parent)
        out.ends.append(number + 1)
        out.running.append(0)
        self.loose.append(0)
        out.own.append(own)
        out.cards.append(number if tag == "article" else out.cards[parent] if parent >= 0 else -1)
        out.tags.append(bit | out.tags[parent] if parent >= 0 else bit)
        out.names.append(own | out.names[parent] if parent >= 0 else own)
        if tag in _INLINE:
            self.inner |= own
            self.links += tag == "a"
            self.stress += tag in _STRESS
            if self.caption and tag in _APART:
                self.pieces.append(_GAP)
        elif tag == "br":
            self.pieces.append(_BREAK)
        elif self.caption:
            self.caption += 1
            self.pieces.append(_GAP)
        else:
            self.flush()
            self.holders.append((number, tag, len(self.open)))
            self.caption = int(tag == "figcaption")
        self.open.append(number)
        return True

    def end(self, tag: str) -> None:
        out = self.outline
        number = self.open.pop()
        if tag in _INLINE:
            self.links -= tag == "a"
            self.stress -= tag in _STRESS
        elif tag != "br" and self.caption > 1:
            self.caption -= 1
            self.pieces.append(_GAP)
        elif tag != "br":
            self.caption = 0
            self.flush()
            self.holders.pop()
        out.ends[number] = len(out.parents)
        if self.open:
            out.running[self.open[-1]] += out.running[number]
            self.loose[self.open[-1]] += self.loose[number]

    def flush(self) -> None:
        """Ends the block: a paragraph for each run of text without an empty line in it."""
        pieces, inner = self.pieces, self.inner
        if not pieces:
            return
        self.pieces, self.inner = [], 0
        if self.holders and self.holders[-1][1] == "pre":
            pieces = list(_broken(pieces))
        if _BREAK not in pieces:
            self.add(pieces, inner)
            return
        paragraph: list[_Piece] = []
        breaks = 0
        for piece in pieces:
            if piece == _BREAK:
                breaks += 1
                paragraph.append(_GAP)
                continue
            if piece[0].strip():
                if breaks > 1:
                    self.add(paragraph, inner)
                    paragraph = []
                breaks = 0
            paragraph.append(piece)
        self.add(paragraph, inner)

    def add(self, pieces: list[_Piece], inner: int) -> None:
        text = " ".join("".join(piece[0] for piece in pieces).split())
        if not text or not self.holders:
            return
        element, tag, depth = self.holders[-1]
        words = text.count(" ") + 1
        linked = sum([len(piece[0].split()) for piece in pieces if piece[1]])
        stressed = sum([len(piece[0].split()) for piece in pieces if piece[2]])
        self.outline.blocks.append(
            RawBlock(
                text=text,
                words=words,
                linked=linked,
                tag=tag,
                element=element,
                depth=depth,
                inner=inner,
                stressed=stressed,
            )
        )
        if words >= RUNNING_WORDS and linked <= RUNNING_LINKS * words:
            self.loose[element] += words
            if not (self.outline.names[element] & self.beside or self.outline.tags[element] & _BESIDE):
                self.outline.running[element] += words
