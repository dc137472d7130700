"""Pasted text → passages that tile it: the text stays as given, every offset points into it."""

from dateline.clean.layout import kinds
from dateline.clean.mastheads import is_masthead
from dateline.clean.paragraphs import paragraphs
from dateline.records import Passage


def passages_of(text: str) -> tuple[Passage, ...]:
    """The passages of a text; white space after a paragraph belongs to it, before the first to the first."""
    spans = paragraphs(text)
    if not spans:
        return (Passage(kind="furniture", start=0, end=len(text)),) if text else ()
    labels = kinds([text[start:end] for start, end in spans])
    starts = [0, *(start for start, _ in spans[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(
        Passage(kind=kind, start=start, end=end, repeats=repeats)
        for (kind, repeats), start, end in zip(labels, starts, ends, strict=True)
    )


def headline_of(text: str, passages: tuple[Passage, ...]) -> str | None:
    """The words of the first headline above the running text, if there is one."""
    for passage in passages:
        if passage.kind == "headline":
            return " ".join(text[passage.start : passage.end].split())
        if passage.kind == "body":
            return None
    return None


def outlet_of(text: str, passages: tuple[Passage, ...]) -> str | None:
    """The outlet's name where it stands above the headline."""
    for passage in passages:
        words = " ".join(text[passage.start : passage.end].split())
        if passage.kind == "furniture" and is_masthead(words):
            return words
        if passage.kind in {"headline", "body"}:
            return None
    return None


def byline_of(text: str, passages: tuple[Passage, ...]) -> tuple[str, ...]:
    """The names after "By", as the text prints them."""
    for passage in passages:
        words = " ".join(text[passage.start : passage.end].split())
        if passage.kind == "byline" and words[:3].lower() == "by ":
            return (words[3:],)
    return ()
