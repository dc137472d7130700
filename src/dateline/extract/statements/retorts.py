"""Denials in passing: "a charge X denies", "claims rejected by X", "which X has denied".

The parser takes most of these apart ("a charge Kigali" denies), so they are read off the words.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.sources import noun_phrase

LONGEST_SPEAKER = 8  # tokens between "a charge" and "denies": a name with its office, and adverbs
_VERBAL = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_ARTICLES = frozenset({"a", "an", "the", "any", "all", "those", "these"})
_RELATIVE = frozenset({"which", "that"})


def with_retorts(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the denials in passing, each about what stands before its comma."""
    found = drafts
    for comma, verb, source in _retorts(page):
        found = [
            _ended(page, draft, comma, verb) if any(s < comma < e for s, e in draft.content) else draft
            for draft in found
            if not comma < draft.anchor <= verb
        ]
        denied = _denied(page, found, comma)
        if denied is not None:
            cue = next(i for i in range(verb, comma, -1) if i == comma + 1 or not _helps(page, i - 1)), verb + 1
            act = _denials()[page.doc[verb].lemma_.lower()]
            found = [*found, Draft(anchor=verb, source=source, cue=cue, content=denied, act=act)]
    return found


def _retorts(page: Page) -> Iterator[tuple[int, int, Range]]:
    """(comma, verb, who denies) of every denial in passing."""
    doc = page.doc
    for comma in range(1, len(doc) - 3):
        if doc[comma].text != "," or page.quotation_at[comma] >= 0:
            continue
        last = page.sentence(comma)[1]
        at = comma + 1 + (doc[comma + 1].lower_ in _ARTICLES)
        if at + 1 >= last:
            continue
        named = doc[at].tag_ in {"NN", "NNS"} and doc[at].lemma_.lower() in lexicon().assertions
        if named and _denies(page, at + 1) and doc[at + 2].lower_ == "by" and at + 3 < last:
            head = next((c for c in doc[at + 2].rights if c.dep_ == "pobj"), None)
            if head is not None:
                yield comma, at + 1, noun_phrase(page, head)
        elif named or doc[at].lower_ == "which":
            start = at + 1 + (named and doc[at + 1].lower_ in _RELATIVE)
            verb = _verb_behind(page, start, last)
            if verb is not None:
                yield comma, verb, _speaker(page, start, verb)


def _verb_behind(page: Page, start: int, last: int) -> int | None:
    """The verb of denial that ends a short clause which begins with its subject."""
    doc = page.doc
    for i in range(start + 1, min(start + LONGEST_SPEAKER, last)):
        if doc[i].is_punct and doc[i].text != "-":
            return None
        if _denies(page, i):
            ends = i + 1 >= last or doc[i + 1].is_punct or doc[i + 1].pos_ in {"ADV", "ADP"}
            return i if ends and doc[start].pos_ in {"PROPN", "NOUN", "DET", "PRON", "ADJ"} else None
        if doc[i].pos_ == "VERB":
            return None
    return None


def _denies(page: Page, i: int) -> bool:
    return page.doc[i].tag_ in _VERBAL and page.doc[i].lemma_.lower() in _denials()


def _helps(page: Page, i: int) -> bool:
    return page.doc[i].pos_ in {"AUX", "ADV"}


def _speaker(page: Page, start: int, verb: int) -> Range:
    end = verb
    while end > start + 1 and _helps(page, end - 1):
        end -= 1
    return start, end


def _ended(page: Page, draft: Draft, comma: int, verb: int) -> Draft:
    """A draft without the denial that the parser drew into its content."""
    content = tuple(
        (page.whole(start, comma) or (start, comma)) if start < comma < end and end >= verb else (start, end)
        for start, end in draft.content
    )
    return replace(draft, content=content)


def _denied(page: Page, drafts: list[Draft], comma: int) -> tuple[Range, ...] | None:
    """What is denied: the content that ends at the comma, else the clause before it."""
    ending = [d for d in drafts if d.content and d.end in {comma, comma - 1} and d.anchor < comma]
    if ending:
        return max(ending, key=lambda draft: draft.anchor).content
    whole = page.whole(page.clause_start(comma), comma)
    return (whole,) if whole is not None else None


@cache
def _denials() -> dict[str, str]:
    """The verbs that deny or reject a thing, with the act."""
    return {
        verb: frames["object"] for verb, frames in lexicon().verbs.items() if frames.get("object") in {"deny", "reject"}
    }
