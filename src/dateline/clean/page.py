"""HTML → blocks of the article: paragraphs, sub-headings, captions.

trafilatura in its precision mode is the best single extractor measured (F1 .966 on 4-word
shingles, against .916 for resiliparse), but its time has no bound; a page with too many elements
goes to resiliparse, whose time has.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from resiliparse.extract.html2text import extract_plain_text
from trafilatura.settings import Document

from dateline.errors import InputError
from dateline.records import PassageKind

MOST_ELEMENTS = 15_000
"""Elements beyond which trafilatura may take seconds; the 181 news pages of benchmarks/extraction.py have at most 1,709."""

MOST_DEPTH = 200
"""Nesting beyond which a page is built to break parsers; the 181 news pages of benchmarks/extraction.py nest 51 deep at
the most, 17 in the median."""

LEAST_ARTICLE = 250
"""Characters below which trafilatura has missed the article, if there is one."""

MUCH, PARAGRAPH_WORDS = 1_000, 20
"""Characters, in paragraphs of so many words, from which resiliparse's text is an article and no list of teasers."""

OPENING = 60
"""Characters of the first paragraph by which the element that holds the article is known."""

_IS_DEEP = etree.XPath(f"boolean({'/*' * (MOST_DEPTH + 1)})")
_IS_LARGE = etree.XPath(f"count(//*) > {MOST_ELEMENTS}")
_ELSEWHERE = ("a", "nav", "aside", "footer")
_INLINE = frozenset({"a", "abbr", "b", "em", "i", "q", "small", "strong", "sub", "sup"})
_STANDFIRST = re.compile(
    r"standfirst|subtitle|sub-?head|\bdeck?\b|summary|\blede?\b|\blead\b|intro|excerpt|teaser", re.IGNORECASE
)
_RUNNING = re.compile(r"^(\S+ ){7}.*[.!?…:][\"'”’)\]]*$")
_SPACE = re.compile(r"\s+")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_KINDS: dict[str, PassageKind] = {"head": "headline", "p": "body", "quote": "body", "item": "body"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph of the article, on one line."""

    kind: PassageKind
    text: str


def parse(content: bytes, charset: str, origin: str) -> HtmlElement:
    """The page's tree. Raises InputError when there is none."""
    try:
        return document_fromstring(content, parser=_parser(charset.replace("utf-8-sig", "utf-8")))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise InputError(f"{origin} is not a page that can be parsed: {error}") from error


def _parser(charset: str) -> HTMLParser:
    """A parser that joins the words around a comment: pages put comments into the middle of words.

    Every element has one class: lxml's own choice among classes for forms is made in Python, for each element again.
    """
    parser = HTMLParser(encoding=charset, remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def blocks_of(tree: HtmlElement, html: str) -> list[Block]:
    """The article's blocks in order, captions last; empty when the page holds no article."""
    if _IS_DEEP(tree):
        body = _bare(tree)
    elif _IS_LARGE(tree):
        body = _quick(html)
    else:
        body = _careful(tree)
        if _size(body) < LEAST_ARTICLE:
            spare = _quick(html)
            body = spare if _size(spare, PARAGRAPH_WORDS) > MUCH else body
    captions = _captions(tree, body)
    known = {block.text for block in captions}
    return [*(block for block in body if block.text not in known), *captions]


def standfirst_of(tree: HtmlElement, summary: str | None, blocks: list[Block]) -> str | None:
    """The page's summary of itself where the page shows it: one that only machines are given is no text of the report.

    Many pages give their first paragraph as summary; one of the blocks is a standfirst only when the page calls it so.
    """
    if summary is None:
        return None
    shown = [tag for tag in tree.iter("h2", "h3", "p", "div") if _is_line(tag) and _line(tag) == summary]
    if any(block.text == summary for block in blocks):
        shown = [tag for tag in shown if _STANDFIRST.search(f"{tag.get('class')} {tag.get('id')}")]
    return summary if shown else None


def _is_line(element: HtmlElement) -> bool:
    """Whether an element is a paragraph that stands by itself and not a box of others."""
    return element.tag != "div" or len(element) == 0


def _careful(tree: HtmlElement) -> list[Block]:
    document = trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        include_formatting=False,
        with_metadata=False,
    )
    if not isinstance(document, Document) or document.body is None:
        return []
    return list(_flat(document.body))


def _flat(body: etree._Element) -> Iterator[Block]:
    """The blocks of an extracted body, loose text between its elements included.

    Two line breaks in a row end a paragraph, as older pages write it; one is a space.
    """
    kind: PassageKind = "body"
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _KINDS:
            yield from _blocks(kind, pieces)
            pieces.clear()
            kind = _KINDS[str(element.tag)] if event == "start" else "body"
        elif event == "start" and element.tag == "lb":
            pieces.append("\n")
        words = element.text if event == "start" else element.tail
        pieces.append(_SPACE.sub(" ", words or ""))
    yield from _blocks(kind, pieces)


def _blocks(kind: PassageKind, pieces: list[str]) -> Iterator[Block]:
    for paragraph in _EMPTY_LINE.split("".join(pieces)):
        text = " ".join(paragraph.split())
        if text:
            yield Block(kind=kind, text=text)


def _quick(html: str) -> list[Block]:
    text = extract_plain_text(html, main_content=True, alt_texts=False, links=False, form_fields=False)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [Block(kind="body", text=line) for line in lines if _RUNNING.search(line)]


def _bare(tree: HtmlElement) -> list[Block]:
    """The page's paragraphs of running text, unsifted: both extractors take quadratic time on deep pages."""
    lines = (_line(paragraph) for paragraph in tree.iter("p"))
    return [Block(kind="body", text=line) for line in lines if _RUNNING.search(line)]


def _size(blocks: list[Block], fewest_words: int = 1) -> int:
    """Characters in paragraphs of at least so many words."""
    return sum(len(block.text) for block in blocks if block.text.count(" ") >= fewest_words - 1)


def _captions(tree: HtmlElement, body: list[Block]) -> list[Block]:
    """What stands under the article's own pictures, each once; other stories' pictures have links or cards around them."""
    opening = next((block.text[:OPENING] for block in body if block.kind == "body"), "")
    cards: dict[HtmlElement, bool] = {}
    texts: list[str] = []
    for caption in tree.iter("figcaption"):
        if next(caption.iterancestors(*_ELSEWHERE), None) is not None:
            continue
        card = next(caption.iterancestors("article"), None)
        if card is not None and card not in cards:
            cards[card] = opening not in " ".join(card.text_content().split())
        if card is None or not cards[card]:
            texts.append(_line(caption))
    return [Block(kind="caption", text=text) for text in dict.fromkeys(texts) if text]


def _line(element: HtmlElement) -> str:
    """An element's text on one line; what has an element of its own, like a credit, is a word of its own."""
    pieces = [element.text or ""]
    for part in element.iterdescendants():
        gap = "" if part.tag in _INLINE else " "
        pieces += [gap, part.text or "", gap, part.tail or ""]
    return " ".join("".join(pieces).split())
