"""Who counted a figure, how surely, and as of when."""

from functools import cache
from typing import Any, Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline import knowledge
from dateline.records import CountBasis

_REACH: Final = 5
"""Words up the tree in which a counting verb governs its number."""
_LEVELS: Final = frozenset({"from", "to", "at", "than"})
"""Words before a number that was reached or left: a time behind it is that of the number, not of an act."""
_STATES: Final = frozenset({"stand", "account", "total", "represent", "amount"})
"""Verbs that say what a number was at a time: "accounted for 70 percent of the market in 2009"."""
_BASES: Final[tuple[CountBasis, ...]] = ("confirmed", "counted", "estimated", "reported")


@cache
def _words(kind: str) -> dict[str, str]:
    table: Any = knowledge.load("measures/counting.yaml")[kind]
    return {word: basis for basis, words in table.items() for word in words}


def basis_of(number: Token, quantity: Tokens) -> CountBasis | None:
    """How the number was reached, where a word that governs or modifies it says so."""
    modifiers, verbs, nouns = _words("modifiers"), _words("verbs"), _words("nouns")
    near = [*quantity, *(token for token in number.head.children if token.i < number.i), *number.children]
    for token in near:
        if token.lower_ in modifiers:
            return _basis(modifiers[token.lower_])
    for head in _ancestors(number):
        if (
            head.lemma_ in verbs
            and head.pos_ == "VERB"
            and (basis := _basis(verbs[head.lemma_])) is not None
            and _governs(head)
        ):
            return basis
        for child in head.children:
            if child.lower_ in modifiers and child.dep_ in ("advmod", "amod"):
                return _basis(modifiers[child.lower_])
            if (
                child.dep_ == "nsubj"
                and child.lemma_.lower() in nouns
                and (basis := _basis(nouns[child.lemma_.lower()])) is not None
            ):
                return basis
        if (
            head.lemma_.lower() in nouns
            and head.pos_ == "NOUN"
            and (basis := _basis(nouns[head.lemma_.lower()])) is not None
        ):
            return basis
    return None


def _governs(verb: Token) -> bool:
    """Whether a verb of counting is about the number: "reported" in a clause of attribution only says who spoke."""
    if verb.lemma_ != "report":
        return True
    return not any(child.dep_ == "ccomp" for child in verb.children) and verb.dep_ != "parataxis"


def counter_of(number: Token) -> Tokens | None:
    """The words for the party that counted, where the clause itself names one.

    "The UN estimates 500", "a tally by the ministry", "hospitals reported 12 deaths". None where
    only the statement around the clause tells: its source counted.
    """
    verbs, nouns = _words("verbs"), _words("nouns")
    for head in _ancestors(number):
        if (
            head.lemma_ in verbs
            and head.pos_ == "VERB"
            and head.i < number.i
            and not any(child.dep_ in ("nsubjpass", "auxpass") for child in head.children)
        ):
            if verbs[head.lemma_] == "count_only" and not any(
                c.dep_ == "dobj" and c.lemma_.lower() in nouns for c in head.children
            ):
                continue
            subject = _subject(head)
            if subject is None or subject.pos_ == "PRON":
                return None
            if verbs[head.lemma_] == "shown" and subject.lemma_.lower() not in nouns:
                continue
            inner = _by(subject) if subject.lemma_.lower() in nouns else None
            if inner is not None:
                return _phrase(inner)
            return _phrase(subject) if subject.lemma_.lower() not in nouns else None
        if head.lemma_ in verbs and head.pos_ == "VERB":
            agent = next((c for c in head.children if c.dep_ == "agent"), None)
            inner = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
            if inner is not None:
                return _phrase(inner)
        subject = _subject(head) if head.pos_ in ("VERB", "AUX") else None
        if subject is not None and subject.lemma_.lower() in nouns and (inner := _by(subject)) is not None:
            return _phrase(inner)
        if head.pos_ == "NOUN" and head.lemma_.lower() in nouns and (inner := _by(head)) is not None:
            return _phrase(inner)
    return None


def according_to(number: Token) -> Tokens | None:
    """The party of an "according to" in the figure's sentence."""
    for token in number.sent:
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
            for child in token.nbor().children:
                if child.dep_ == "pobj":
                    return _phrase(child)
    return None


def as_of(number: Token, quantity: Tokens) -> Tokens | None:
    """The time as of which the number holds: "as of Tuesday", "up from 40 in 2019", "in 2014, when it was 40"."""
    doc = number.doc
    level = _level(quantity)
    if level is not None:
        return level
    for token in number.sent:
        if (
            token.lower_ == "as"
            and token.i + 2 < len(doc)
            and token.nbor().lower_ in ("of", "at")
            and doc[token.i + 2].ent_type_ in ("DATE", "TIME")
        ):
            end = token.i + 2
            while end < len(doc) and doc[end].ent_type_ in ("DATE", "TIME"):
                end += 1
            return doc[token.i + 2 : end]
    for head in _ancestors(number):
        if head.lemma_ in _STATES and head.pos_ in ("VERB", "AUX"):
            return next(
                (
                    _dated(o)
                    for child in head.children
                    if child.dep_ == "prep" and child.lower_ in ("in", "on", "at")
                    for o in child.children
                    if o.dep_ == "pobj" and o.ent_type_ == "DATE"
                ),
                None,
            )
        if head.dep_ in ("relcl", "advcl") and any(child.lower_ == "when" for child in head.children):
            for token in reversed(doc[max(head.sent.start, head.left_edge.i - 4) : head.left_edge.i]):
                if token.ent_type_ == "DATE":
                    return _dated(token)
    return None


def _level(quantity: Tokens) -> Tokens | None:
    """The time right after what a number was or became: "rose to 218 on Friday", "down from 9.4 per cent a year ago"."""
    doc, start, end = quantity.doc, quantity.start, quantity.end
    if start == 0 or doc[start - 1].lower_ not in _LEVELS:
        return None
    if end < len(doc) and doc[end].lower_ in ("in", "on", "at", "by"):
        end += 1
    if end < len(doc) and doc[end].ent_type_ in ("DATE", "TIME") and doc[end].sent.start == doc[start].sent.start:
        return _dated(doc[end])
    return None


def _dated(token: Token) -> Tokens:
    """All of the date that a token stands in."""
    start = end = token.i
    while start > 0 and token.doc[start - 1].ent_type_ == "DATE":
        start -= 1
    while end + 1 < len(token.doc) and token.doc[end + 1].ent_type_ == "DATE":
        end += 1
    return token.doc[start : end + 1]


def _ancestors(number: Token) -> list[Token]:
    found: list[Token] = []
    for head in number.ancestors:
        if (
            found
            and found[-1].dep_ == "advcl"
            and any(child.dep_ in ("nsubj", "nsubjpass") for child in found[-1].children)
        ):
            break
        found.append(head)
        if len(found) == _REACH:
            break
    return found


def _basis(name: str) -> CountBasis | None:
    return next((basis for basis in _BASES if basis == name), None)


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it is joined to."""
    for head in (verb, verb.head):
        subject = next((child for child in head.children if child.dep_ == "nsubj"), None)
        if subject is not None:
            return subject
        if verb.dep_ not in ("conj", "xcomp"):
            return None
    return None


def _by(noun: Token) -> Token | None:
    """Whose count: "a tally by the ministry", "data from the UN", "the ministry's count"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child if child.pos_ != "PRON" else None
        if child.dep_ in ("prep", "agent") and (
            child.lower_ == "by" or (child.lower_ == "from" and noun.lemma_ != "toll")
        ):
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
        if child.dep_ == "acl" and child.lemma_ in ("compile", "release", "publish", "issue", "keep", "collect"):
            agent = next((inner for inner in child.children if inner.lower_ == "by"), None)
            if agent is not None:
                return next((inner for inner in agent.children if inner.dep_ == "pobj"), None)
    return None


def _phrase(noun: Token) -> Tokens:
    """The noun with what stands before it, and its "of" phrase."""
    end = noun.i + 1
    for child in noun.children:
        if child.i == end and child.lower_ in ("of", "for") and child.dep_ == "prep":
            end = child.right_edge.i + 1
    return noun.doc[noun.left_edge.i : end]
