"""Contents that are no clause: a noun phrase, an infinitive, a prepositional phrase.

"denied the strike", "urged both sides to talk", "accused the army of shelling the town",
"described it as a mistake", "called it an act of war".
"""

from spacy.tokens import Token

from dateline.extract.statements.draft import Range
from dateline.extract.statements.lexicon import channels, lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.turns import resumes

_TIMES = frozenset({"DATE", "TIME"})
_SUMS = ("tally", "toll")  # "put the number at 40", "raised the toll to 40"
# the order in which a verb's complements decide its frame: the most telling first
_ORDER = (
    "order",
    "whether",
    "of",
    "as",
    "for",
    "against",
    "on",
    "out",
    "about",
    "over",
    "name",
    "tally",
    "toll",
    "infinitive",
    "gerund",
    "stance",
    "object",
    "to",
)


def phrase(page: Page, verb: Token, frames: dict[str, str]) -> tuple[list[Range], str | None]:
    """The content of a verb that takes no clause here, and the act of the frame it fills."""
    if is_another(verb):
        return [], None
    filled: dict[str, Token] = {}
    for child in [*verb.rights, *(g for c in verb.rights if c.dep_ == "dobj" for g in c.rights if g.dep_ == "prep")]:
        frame = _frame(child, frames)
        if frame:
            filled.setdefault(frame, child)
    free = _free_relative(verb, frames)
    if free is not None:
        filled.setdefault(*free)
    frame = next((name for name in _ORDER if name in filled), None)
    if frame is None:
        return [], None
    child, act = filled[frame], frames[frame]
    noun = lexicon().nouns.get(child.lemma_.lower()) if frame == "object" else None
    clause = _carried(page, child) if frame == "object" else None
    if clause is not None and (noun is not None or child.lemma_.lower() in lexicon().assertions):
        return [clause], "deny" if act == "reject" and child.lemma_.lower() in lexicon().assertions else act
    if frame == "stance":
        act = lexicon().stances[child.lemma_.lower()]
    if frame in {"object", "stance"} and (_points_back(child) or child.ent_type_ in _TIMES):
        return [], None
    bounds = _range(page, verb, frame, child)
    whole = page.whole(*bounds) if bounds[0] < bounds[1] else None
    return ([whole] if whole else []), noun if noun and act == "say" else act


def is_another(verb: Token) -> bool:
    """Whether a particle makes a verb another one than the lexicon has: "called off a visit"."""
    frames = lexicon().verbs.get(verb.lemma_.lower(), {})
    return "clause" not in frames and any(c.dep_ == "prt" and c.lower_ not in frames for c in verb.rights)


def _carried(page: Page, noun: Token) -> Range | None:
    """The that-clause of an object: "rejected the claim that …"."""
    for child in noun.rights:
        mark = next((c for c in child.lefts if c.lower_ == "that" and c.dep_ == "mark"), None)
        if child.dep_ in {"acl", "relcl", "ccomp"} and mark is not None:
            _, limit = page.scope(noun.i)
            return page.whole(mark.i + 1, resumes(page, mark.i + 1, min(child.right_edge.i + 1, limit)))
    return None


def _points_back(noun: Token) -> bool:
    """As in "that position", "the claims": words that say nothing of what is asserted."""
    parts = [c for c in noun.children if c.dep_ != "punct"]
    return all(c.dep_ in {"det", "poss"} for c in parts) and (
        any(c.lower_ in {"this", "that", "these", "those"} for c in parts) or noun.lemma_.lower() in lexicon().nouns
    )


def _frame(child: Token, frames: dict[str, str]) -> str | None:
    """The frame that a complement fills, if the verb takes it."""
    dep = child.dep_
    if dep in {"prep", "prt", "dative"} and child.lower_ in frames:
        return child.lower_
    to = any(c.tag_ == "TO" and c.dep_ == "aux" for c in child.children)
    if dep in {"xcomp", "ccomp", "advcl"} and to:
        addressed = any(c.dep_ in {"nsubj", "nsubjpass"} for c in child.children) or any(
            c.dep_ in {"dobj", "dative"} and c.i < child.i for c in child.head.rights
        )
        if "order" in frames and addressed:
            return "order"
        return "infinitive" if "infinitive" in frames and dep == "xcomp" and not addressed else None
    if dep == "dobj":
        sums = next((s for s in _SUMS if s in frames and child.lemma_.lower() in lexicon().sums[s]), None)
        if sums is not None and _sum(child.head) is not None:
            return sums
    if dep == "ccomp" and "whether" in frames:
        return "whether"
    if dep == "ccomp" and "name" in frames:
        return "name"
    if dep == "dobj" and "name" in frames and any(c.dep_ in {"amod", "acl", "appos", "oprd"} for c in child.rights):
        return "name"
    if dep == "oprd" and "name" in frames:
        return "name"
    if dep == "xcomp" and child.tag_ == "VBG" and "gerund" in frames:
        return "gerund"
    if dep == "dobj" and "stance" in frames and child.lemma_.lower() in lexicon().stances:
        return "stance"
    if dep == "dobj" and "object" in frames and child.pos_ != "PRON":
        return "object"
    return None


def _sum(verb: Token) -> Token | None:
    """The number that something is put at or raised to, wherever the parser hung it."""
    last = verb.right_edge.i + 1
    return next(
        (
            n
            for t in verb.doc[verb.i + 1 : last]
            if t.dep_ == "prep" and t.lower_ in {"at", "to"}
            for n in t.rights
            if n.dep_ == "pobj" and any(part.like_num for part in n.subtree)
        ),
        None,
    )


def _free_relative(verb: Token, frames: dict[str, str]) -> tuple[str, Token] | None:
    """As in "what it called an act of war": the name stands where the object would."""
    if not any(c.lower_ == "what" and c.i < verb.i for c in verb.children):
        return None
    for child in verb.rights:
        if child.dep_ in {"oprd", "dobj", "attr", "ccomp"} and "name" in frames:
            return "name", child
    return None


def _range(page: Page, verb: Token, frame: str, child: Token) -> Range:
    _, limit = page.scope(verb.i)
    stop = min(child.right_edge.i + 1, limit)
    if frame in _SUMS and (sums := _sum(verb)) is not None:
        stop = sums.right_edge.i + 1
        while stop < limit and not page.doc[stop].is_punct and page.doc[stop].dep_ != "mark":
            stop += 1  # "77 dead and 255 wounded"
        return verb.i + 1, stop
    free = any(c.lower_ == "what" and c.i < verb.i for c in verb.children)
    addressed = any(c.dep_ == "dobj" and c.i < child.i for c in verb.rights)
    if not free and (frame in {"order", "as", "name"} or (frame in {"for", "on", "of", "against"} and addressed)):
        start = verb.i + 1
    elif child.dep_ in {"prep", "dative"}:
        start = child.i + 1
    elif child.dep_ == "prt":
        start = child.i + 1
        stop = next(
            (c.right_edge.i + 1 for c in verb.rights if c.dep_ in {"dobj", "pcomp", "xcomp"} and c.i > child.i), start
        )
    else:
        start = max(child.left_edge.i, verb.i + 1)
    if frame in {"object", "stance"} or child.dep_ == "prep":
        stop = _with_reasons(verb, stop, limit)
    if frame in {"object", "stance"} and child.i < stop:
        stop = _without_loose_clause(page, child, stop)
    return start, min(stop, limit)


def _with_reasons(verb: Token, stop: int, limit: int) -> int:
    """The end of an object moved over its reasons and purposes.

    "praised the army for its response", "condemned the raid as a crime", "announced a search to find
    them" are one thing each; a time or a comma ends it.
    """
    occasions = channels().occasions
    for child in verb.rights:
        timely = (
            any(t.ent_type_ in _TIMES or t.lemma_.lower() in occasions for t in child.rights)
            or child.ent_type_ in _TIMES
        )
        if child.left_edge.i == stop and child.dep_ in {"prep", "advcl", "acl", "relcl", "xcomp"} and not timely:
            stop = min(child.right_edge.i + 1, limit)
    return stop


def _without_loose_clause(page: Page, child: Token, stop: int) -> int:
    for part in child.rights:
        if part.dep_ in {"advcl", "relcl"} and part.i < stop and page.doc[part.left_edge.i - 1].text == ",":
            return part.left_edge.i - 1
    return stop
