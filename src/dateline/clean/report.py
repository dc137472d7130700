"""A capture becomes a report: its text, its passages, what it says of itself."""

from datetime import datetime

from dateline.clean.blocks import outline_of
from dateline.clean.body import Block, article_of, standfirst_of
from dateline.clean.charset import charset_of, decode
from dateline.clean.language import language_of
from dateline.clean.layout import is_furniture, kind_on_page, repeat_key
from dateline.clean.metadata import Metadata, metadata_of
from dateline.clean.page import parse
from dateline.clean.plain import byline_of, headline_of, outlet_of, passages_of
from dateline.errors import InputError
from dateline.records import Capture, Passage, PublishedBasis, Report, report_id

OPENING = 2
"""Blocks among which an extractor may have left the headline."""

SENTENCE_WORDS = 12
"""Words from which a block without a full stop is taken for running text: menus have fewer in one block."""


def to_report(capture: Capture, *, published: str | None = None, outlet: str | None = None) -> Report:
    """The report in a capture. `published` and `outlet`, when given, win over what the page says.

    Raises InputError when the capture holds no article, or a given date is not ISO 8601.
    """
    if capture.kind == "html":
        text, passages, said = _of_page(capture)
    else:
        text = decode(capture.content, capture.charset, capture.origin)
        passages = passages_of(text)
        said = Metadata(
            headline=headline_of(text, passages),
            byline=byline_of(text, passages),
            outlet=outlet_of(text, passages),
            published=None,
            url=None,
        )
    if not any(passage.kind != "furniture" for passage in passages):
        raise InputError(f"{capture.origin} holds no article: nothing in it reads like running text")
    date, basis = _published(published or capture.published, said.published, capture.origin)
    url = capture.url or said.url
    read = " ".join(text[p.start : p.end] for p in passages if p.kind != "furniture" and p.repeats is None)
    return Report(
        id=report_id(text, url),
        ref=capture.ref,
        url=url,
        outlet=outlet or capture.outlet or said.outlet,
        headline=capture.headline or said.headline,
        byline=said.byline,
        published=date,
        published_basis=basis,
        retrieved=capture.retrieved,
        language=language_of(read),
        text=text,
        passages=passages,
    )


def check_date(value: str, origin: str) -> str:
    """The date itself when it is one. Raises InputError when it is not ISO 8601."""
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise InputError(
            f"{origin}: {value!r} is not a date; write it as 2026-02-04 or 2026-02-04T08:30:00+00:00"
        ) from error
    return value


def _published(given: str | None, page: str | None, origin: str) -> tuple[str | None, PublishedBasis | None]:
    if given:
        return check_date(given, origin), "given"
    return (page, "page") if page else (None, None)


def _of_page(capture: Capture) -> tuple[str, tuple[Passage, ...], Metadata]:
    """Text, passages and metadata of an HTML page."""
    content = capture.content.encode("utf-8", "replace") if isinstance(capture.content, str) else capture.content
    charset = "utf-8" if isinstance(capture.content, str) else charset_of(content, capture.charset, capture.origin)
    tree = parse(content, charset, capture.origin)
    said = metadata_of(tree)
    outline = outline_of(tree)
    blocks = article_of(outline, said.headline, said.body)
    if not any(block.kind == "body" and _is_running_text(block.text) for block in blocks):
        raise InputError(
            f"{capture.origin} holds no article: the page has no running text; if it needs a browser, save it from one"
        )
    blocks = _topped(blocks, said.headline, standfirst_of(outline, said.summary, blocks))
    text, passages = _laid_out(blocks, frozenset(said.byline))
    return text, passages, said


def _topped(blocks: list[Block], headline: str | None, standfirst: str | None) -> list[Block]:
    """The blocks with the headline first and the standfirst after it, each once."""
    top = [Block(kind="headline", text=headline)] if headline else []
    if standfirst and headline and repeat_key(standfirst) != repeat_key(headline):
        top.append(Block(kind="standfirst", text=standfirst))
    known = {repeat_key(block.text) for block in top}
    return [
        *top,
        *(
            block
            for i, block in enumerate(blocks)
            if not ((i < OPENING or block.kind == "headline") and repeat_key(block.text) in known)
        ),
    ]


def _is_running_text(text: str) -> bool:
    """Whether a block reads like a sentence and not like a menu: long, or ended by a full stop."""
    return len(text.split()) >= SENTENCE_WORDS or text.rstrip("\"'”’)]").endswith(
        (".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔")
    )


def _laid_out(blocks: list[Block], authors: frozenset[str]) -> tuple[str, tuple[Passage, ...]]:
    """The blocks joined by blank lines, and the passages that they make."""
    parts: list[str] = []
    passages: list[Passage] = []
    first: dict[str, int] = {}
    last = sum(block.kind != "caption" for block in blocks) - 1  # captions come after the article
    at = 0
    for i, block in enumerate(blocks):
        part = block.text + ("\n\n" if i + 1 < len(blocks) else "\n")
        kind = kind_on_page(block.text, last - i) if block.kind == "body" else block.kind
        if kind == "body" and block.text in authors:
            kind = "byline"
        if kind == "caption" and is_furniture(block.text):
            kind = "furniture"
        earlier = first.get(block.text)
        first.setdefault(block.text, i)
        passages.append(Passage(kind=kind, start=at, end=at + len(part), repeats=earlier))
        parts.append(part)
        at += len(part)
    return "".join(parts), tuple(passages)
