"""Reading noun phrases: what a nominal stands for, what it counts, how far it reaches.

Every function takes tokens of one parsed Doc and looks at their neighbourhood only.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dateline.extract.events.frames import classes

RELATIVES: Final = frozenset({"who", "which", "that", "whom"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM"})
MAX_ARGUMENT_TOKENS: Final = 14
"""A longer argument is cut at its first preposition: past that it is description, not a name."""


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token stands for itself."""
    if token.lower_ in RELATIVES and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
        clause = token.head
        for _ in range(3):
            if clause.dep_ == "relcl":
                return clause.head
            clause = clause.head
    return token


def coordinated(token: Token) -> list[Token]:
    """A nominal and those coordinated with it, in text order."""
    found = [token]
    for member in found:
        found += [child for child in member.children if child.dep_ == "conj" and child.pos_ in NOMINAL]
    return found


def content(token: Token) -> Token:
    """The noun that a measure or group word counts: "hundreds of protesters" → protesters."""
    for _ in range(3):
        if token.lemma_.lower() not in classes()["partitive"] and token.pos_ != "NUM":
            return token
        inner = next(
            (o for p in token.rights if p.dep_ == "prep" and p.lower_ == "of" for o in p.rights if o.dep_ == "pobj"),
            None,
        )
        if inner is None:
            return token
        token = inner
    return token


def clause(token: Token) -> Token:
    """The predicate of the clause that a token stands in."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def ancestors(token: Token) -> Iterator[tuple[Token, Token]]:
    """(child, head) pairs from a token up to the root."""
    while token.head.i != token.i:
        yield token, token.head
        token = token.head


def phrase(head: Token) -> Tokens:
    """A nominal with its modifiers, without what is coordinated with it or said about it."""
    doc: Doc = head.doc
    start = head.i
    for child in head.lefts:
        if child.dep_ in (
            "det",
            "amod",
            "compound",
            "poss",
            "nummod",
            "nmod",
            "quantmod",
            "neg",
            "predet",
            "advmod",
            "punct",
        ):
            start = min(start, child.left_edge.i)
    while start < head.i and (doc[start].is_punct or doc[start].is_space) and doc[start].text not in "\"'“‘(":
        start += 1
    end = head.i + 1
    for child in head.rights:
        if child.i != end or child.dep_ not in ("prep", "nummod", "nmod", "case", "compound"):
            break
        if child.dep_ == "prep" and any(inner.ent_type_ in ("DATE", "TIME") for inner in child.rights):
            break  # "the court on Friday": a day is no part of a name
        reach = _reach(child)
        if reach - start > MAX_ARGUMENT_TOKENS:
            break
        end = reach
    return doc[start:end]


def _reach(child: Token) -> int:
    """The end of a modifier: before a relative clause, an apposition or an aside."""
    end = child.i + 1
    for inner in child.rights:
        if inner.i > end + 6 or inner.dep_ in ("relcl", "acl", "advcl", "punct", "appos", "ccomp"):
            break
        last = _last_of_names(inner)
        end = max(end, phrase(last).end if last.pos_ in NOMINAL else last.right_edge.i + 1)
    return end


def _last_of_names(head: Token) -> Token:
    """The last of several coordinated names: "the ministers of Norway and Peru"."""
    if head.pos_ != "PROPN":
        return head
    return [member for member in coordinated(head) if member.pos_ == "PROPN"][-1]
