"""Attributions in the passive: "it was reported that …", "X is seen as …", "X was condemned by Y"."""

from spacy.tokens import Token

from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.sources import noun_phrase


def passive(page: Page, verb: Token, frames: dict[str, str]) -> Draft | None:
    """The attribution of a passive verb of saying; its source is the agent, or nobody."""
    own = next((c for c in verb.children if c.dep_ in {"nsubjpass", "nsubj"}), None)
    agent = next((g for c in verb.rights if c.dep_ == "agent" for g in c.rights if g.dep_ == "pobj"), None)
    source = noun_phrase(page, agent) if agent is not None else None
    if own is None:
        return None
    body = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    if body is not None and "clause" in frames and own.lower_ == "it":
        return _impersonal(page, verb, own, body, frames["clause"], source)
    complement = _complement(verb)
    if complement is not None and verb.lemma_.lower() in lexicon().raising and page.quotation_at[verb.i] < 0:
        return _raised(page, verb, own, complement, source)
    charge = next(
        (c for c in verb.rights if c.dep_ == "prep" and c.lower_ in frames and frames[c.lower_] == "accuse"), None
    )
    if charge is not None:
        return _charged(page, verb, own, charge, source)
    if source is not None and "object" in frames and own.pos_ != "PRON":
        return Draft(
            anchor=verb.i, source=source, cue=_cue(verb), content=(noun_phrase(page, own),), act=frames["object"]
        )
    return None


def _impersonal(page: Page, verb: Token, own: Token, body: Token, act: str, source: Range | None) -> Draft | None:
    _, limit = page.scope(verb.i)
    start, stop = max(body.left_edge.i, verb.i + 1), min(body.right_edge.i + 1, limit)
    mark = next((c for c in body.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    whole = page.whole(mark.i + 1 if mark is not None else start, stop)
    if whole is None:
        return None
    return Draft(anchor=verb.i, source=source, cue=(own.i, verb.i + 1), content=(whole,), act=act)


def _complement(verb: Token) -> Token | None:
    """The infinitive of "is said to be", the as-phrase of "is seen as"."""
    for child in verb.rights:
        if child.dep_ == "xcomp" and any(c.tag_ == "TO" for c in child.children):
            return child
        if child.dep_ == "prep" and child.lower_ == "as" and verb.lemma_ in {"see", "regard", "view"}:
            return child
    return None


def _raised(page: Page, verb: Token, own: Token, complement: Token, source: Range | None) -> Draft | None:
    """As in "X is believed to have fled": the content is X and the infinitive, on both sides of the cue."""
    first, limit = page.scope(verb.i)
    lead = page.trim(max(own.left_edge.i, first), own.right_edge.i + 1)
    rest = page.whole(complement.left_edge.i, min(complement.right_edge.i + 1, limit))
    if lead is None or rest is None:
        return None
    return Draft(anchor=verb.i, source=source, cue=_cue(verb), content=(lead, rest), act="say")


def _charged(page: Page, verb: Token, own: Token, charge: Token, source: Range | None) -> Draft | None:
    """As in "X was accused of Y": the content is the accused and the charge."""
    first, limit = page.scope(verb.i)
    lead = page.trim(max(own.left_edge.i, first), own.right_edge.i + 1)
    rest = page.whole(charge.i, min(charge.right_edge.i + 1, limit))
    if lead is None or rest is None:
        return None
    return Draft(anchor=verb.i, source=source, cue=_cue(verb), content=(lead, rest), act="accuse", phrasal=True)


def _cue(verb: Token) -> Range:
    start = min([verb.i, *(c.i for c in verb.lefts if c.dep_ in {"auxpass", "aux"})])
    return start, verb.i + 1
