"""Where, inside a sentence, the reporter takes the word again from a source."""

from dateline.extract.statements.lexicon import lexicon, silence
from dateline.extract.statements.page import Page

FARTHEST_CUE = 14  # tokens from a comma to the verb of the next source: a long title and a name
NEAR_THAT = 6  # tokens from a participle past its addressee: "warning neighbouring states that"
_STOPS = frozenset({",", "–", "—", "-", ";"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def resumes(page: Page, start: int, stop: int) -> int:
    """Where in a reported clause the reporter speaks again; `stop` when nowhere.

    ", adding that", ", while promising", ", but Y said", "and warned that": the content ends there.
    """
    for i in range(start + 2, stop - 1):
        if page.quotation_at[i] >= 0:
            if page.quotations[page.quotation_at[i]].outer[1] == i + 1 and _participle(page, i, stop):
                return i
            continue
        text = page.doc[i].lower_
        if (
            text == "according"
            and page.doc[i + 1].lower_ == "to"
            and page.doc[i - 1].text == ","
            and page.doc[i].right_edge.i >= stop - 2
        ):
            return i - 1
        if text in _STOPS and (_participle(page, i, stop) or _new_cue(page, i, stop) or _with(page, i, stop)):
            return i
        if text in {"and", "but"} and _shared_cue(page, i, stop):
            return i
    return stop


def _participle(page: Page, comma: int, stop: int) -> bool:
    """As in ", adding that", ", while promising": a participle of saying, or one that comments."""
    doc, words = page.doc, lexicon()
    at = comma + 1
    if doc[at].lower_ in {"while", "before", "after", "but", "and", "also"}:
        at += 1
    while at < stop - 1 and doc[at].dep_ == "advmod" and doc[at].pos_ == "ADV":
        at += 1
    token, lemma = doc[at], doc[at].lemma_.lower()
    if token.tag_ != "VBG" or token.dep_ in {"amod", "pobj", "compound"}:
        return False
    return lemma in words.asides or bool(words.verbs.get(lemma, {}).keys() - {"quote"})


def _with(page: Page, comma: int, stop: int) -> bool:
    """As in ", with rights groups warning that": another source in an absolute phrase."""
    doc = page.doc
    if doc[comma + 1].lower_ != "with":
        return False
    said = next((t for t in doc[comma + 2 : min(stop, comma + FARTHEST_CUE)] if t.tag_ == "VBG"), None)
    if said is None or "clause" not in lexicon().verbs.get(said.lemma_.lower(), {}):
        return False
    return any(c.dep_ == "nsubj" for c in said.lefts)


def _new_cue(page: Page, comma: int, stop: int) -> bool:
    """As in ", but Y said that", ", and Z declined to comment": another finite verb of saying, or of silence."""
    doc, words = page.doc, lexicon()
    if doc[comma + 1].lower_ not in {"but", "and", "while"}:
        return False
    finite = next(
        (t for t in doc[comma + 2 : min(stop, comma + FARTHEST_CUE)] if t.tag_ in _FINITE and t.pos_ == "VERB"), None
    )
    if finite is None:
        return False
    silent = finite.lemma_.lower() in silence().decline and any(c.dep_ == "xcomp" for c in finite.rights)
    return silent or (finite.lemma_.lower() in words.verbs and any(c.dep_ == "ccomp" for c in finite.rights))


def _shared_cue(page: Page, conjunction: int, stop: int) -> bool:
    """As in "and warned that": a second verb of saying right behind the conjunction, with its clause."""
    doc, words = page.doc, lexicon()
    at = conjunction + 1
    while at < stop - 1 and doc[at].pos_ == "ADV":
        at += 1
    token = doc[at]
    frames = words.verbs.get(token.lemma_.lower(), {})
    if token.tag_ == "VBG":  # "saying that A and warning that B"
        return "clause" in frames and any(t.lower_ == "that" for t in doc[at + 1 : min(at + NEAR_THAT, stop)])
    if token.tag_ not in _FINITE or not frames:
        return False
    return any(
        (c.dep_ == "ccomp" and ("clause" in frames or "name" in frames)) or (c.dep_ == "prep" and c.lower_ in frames)
        for c in token.rights
    )
