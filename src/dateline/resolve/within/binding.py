"""Where the grammar of a clause says whom a pronoun cannot be, or must be (binding and control)."""

from spacy.tokens import Token

_CHAIN = 3
"""Infinitives one on another that are followed up to the verb with the subject."""

_CLIMB = 4
"""Nouns and prepositions between a possessive and its verb."""

_OBJECTS = frozenset({"him", "them"})


def own_clause(head: Token) -> frozenset[int]:
    """The verbs whose object a pronoun is: their subject is somebody else (else it would be "itself")."""
    verb = head.head
    if head.dep_ == "nsubj" and head.lower_ in _OBJECTS and verb.dep_ == "ccomp":
        verb = verb.head  # "urged him to go": the parser makes him the one who goes
    elif head.dep_ not in {"dobj", "pobj", "dative"}:
        return frozenset()
    while verb.pos_ == "ADP" and verb.head.i != verb.i:
        verb = verb.head
    governing = {verb.i}
    if verb.dep_ in {"advcl", "xcomp", "pcomp", "conj", "prep"}:
        governing.add(verb.head.i)
        above = verb.head.head
        governing.add(above.i)
        for _ in range(_CHAIN):  # "moved to punish it": the subject hangs on the first verb
            if above.dep_ != "xcomp":
                break
            above = above.head
            governing.add(above.i)
    return frozenset(governing)


def controlled_by(head: Token) -> frozenset[int]:
    """The verb whose object does what a possessive stands in: "urged the court to publish its ruling"."""
    if head.dep_ != "poss":
        return frozenset()
    token = head
    for _ in range(_CLIMB):
        token = token.head
        if token.pos_ == "VERB":
            return frozenset({token.head.i}) if token.dep_ == "xcomp" else frozenset()
    return frozenset()
