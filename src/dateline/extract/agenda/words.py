"""The words of the agenda, and the dates and places that stand with a predicate."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline import knowledge

TIMES: Final = ("DATE", "TIME")
PLACES: Final = ("GPE", "LOC", "FAC")
"""The kinds of names that set a plan in time or place."""
CLAUSE: Final = 60
DEPTH: Final = 12
"""Tokens behind a verb and heads above them that are looked at: beyond, the parse has gone astray."""
_OTHER_CLAUSES: Final = ("ccomp", "advcl", "relcl", "acl", "pcomp", "parataxis")
NEAR: Final = 6
"""Tokens around a noun within which a date is its own: "next Friday's long-awaited runoff"."""


@cache
def words(section: str) -> frozenset[str]:
    """A section of agenda.yaml."""
    return frozenset(knowledge.load("frames/agenda.yaml")[section])


def is_in(section: str, token: Token) -> bool:
    """Whether a word or its lemma is in a section; a verb with its particle if it has one ("call off")."""
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
    listed = words(section)
    if particle is not None:
        return f"{token.lemma_.lower()} {particle}" in listed
    return token.lower_ in listed or token.lemma_.lower() in listed


def is_dated(token: Token) -> bool:
    """Whether a token is of a date or a clock time."""
    return token.ent_type_ in TIMES or token.lower_ in words("seasons")


def is_set(verb: Token) -> bool:
    """Whether a date or a place follows the verb in its own clause."""
    return any(is_dated(token) or token.ent_type_ in PLACES for token in _behind(verb))


def _behind(verb: Token) -> Iterator[Token]:
    """What follows a verb in its clause, as far as a sentence of the press goes."""
    for token in verb.doc[verb.i + 1 : verb.i + 1 + CLAUSE]:
        if token.is_sent_start:
            return
        over = token
        for _ in range(DEPTH):
            if over.dep_ in _OTHER_CLAUSES or over.head == over:
                break
            over = over.head
            if over == verb:
                yield token
                break


def has_date(verb: Token) -> bool:
    """Whether a date hangs on the verb itself: "would vote in March", not "would win before the vote in March"."""
    return any(
        (child.dep_ == "npadvmod" and is_dated(child))
        or (child.dep_ == "prep" and any(is_dated(o) for o in child.children))
        or (child.dep_ == "advmod" and any(is_dated(o) for p in child.children for o in (p, *p.children)))
        for child in verb.children
    )


def names_day(verb: Token) -> bool:
    """Whether a day of the calendar hangs on the verb itself: "on Friday", "tomorrow", "on 5 April", "next week"."""
    if any(child.lower_ in ("until", "till") for child in verb.rights):
        return False  # the day on which it ends
    for child in verb.children:
        if child.dep_ not in ("prep", "npadvmod", "advmod", "pobj") or child.lower_ in words("not_the_day"):
            continue
        dated = [t for t in child.subtree if t.ent_type_ in TIMES and not _is_of_number(t)]
        if any(token.lower_ in words("days") for token in dated) and not any(
            token.lower_ in words("habits") for token in child.subtree
        ):
            return True
        if any(token.like_num for token in dated) and any(token.pos_ == "PROPN" for token in dated):
            return True
    return False


def _is_of_number(day: Token) -> bool:
    """Whether a day says when something was counted: "up from 88,000 on Sunday"."""
    return any(token.ent_type_ in ("CARDINAL", "MONEY", "PERCENT") for token in islice(day.ancestors, DEPTH))


def is_habit(verb: Token) -> bool:
    """As in "The committee usually meets on Fridays"."""
    clauses = [verb, verb.head] if verb.dep_ == "conj" else [verb]
    return any(c.lower_ in words("habits") for clause in clauses for c in islice(clause.subtree, CLAUSE))


def distance(verb: Token) -> Tokens | None:
    """A time that is told by how far it is and no day of the calendar follows from: "within 48 hours"."""
    doc = verb.doc
    for child in verb.rights:
        if child.dep_ != "prep" or child.lower_ not in ("within", "in"):
            continue
        end = child.i + 1
        while end < len(doc) and (doc[end].ent_type_ in TIMES or doc[end].lower_ in ("the", "a")):
            end += 1
        inside = doc[child.i + 1 : end]
        if any(token.lemma_ in words("units") for token in inside) and (
            child.lower_ == "within" or any(token.lower_ in ("coming", "next") for token in inside)
        ):
            return doc[child.i : end]
    return None
