"""Nouns on a calendar: "the referendum", "a hearing", "the start of Ramadan"."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.extract.agenda.words import NEAR, PLACES, TIMES, is_dated, is_in, is_set, words
from dateline.extract.events import phrases
from dateline.extract.events.status import status_of

AHEAD = frozenset({"planned", "threatened", "called-off"})


@dataclass(frozen=True, slots=True)
class Ahead:
    """A happening that is ahead.

    `day`: its date, where another word has it in the parse. `distance`: how far it is, in words.
    `if_dated`: only if its day is still to come.
    """

    if_dated: bool = False
    day: Tokens | None = None
    distance: Tokens | None = None


def happening_ahead(noun: Token) -> Ahead | None:
    """How a noun is said to be ahead, None when it is no happening or is not."""
    if noun.dep_ == "compound":
        return None
    beginning = _is_beginning(noun)
    if not beginning and (noun.ent_type_ in TIMES or not is_in("happenings", noun)):
        return None
    if beginning or noun.dep_ == "pobj":
        awaited = _awaited(noun)
        if awaited is not None or beginning:
            return awaited
    day = _called_for(noun) or _starting(noun)
    if day is not None:
        return Ahead(day=day)
    if slated_for(noun) is not None or _is_faced(noun) or _is_moved(noun) or is_in_doubt(noun):
        return Ahead()
    if status_of(noun, "CONSULT").status in AHEAD:
        return Ahead()
    return None


def slated_for(noun: Token) -> Token | None:
    """The participle in "a place for Friday's meeting slated to begin at noon", whatever the parser hangs it on."""
    at = noun.i + 1
    if at < len(noun.doc) and noun.doc[at].text == ",":
        at += 1
    if at >= len(noun.doc):
        return None
    said = noun.doc[at]
    known = {said.lower_, said.lemma_.lower()} & words("scheduled")  # "slated" has the lemma "slat"
    return said if said.dep_ in ("acl", "advcl") and said.tag_ in ("VBN", "VBD") and known else None


def is_in_doubt(noun: Token) -> bool:
    """As in "the vote is now in doubt", "the visit may be postponed"."""
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or verb.pos_ not in ("VERB", "AUX"):
        return False
    if is_in("moved", verb) or is_in("called_off", verb):
        return any(c.lower_ in ("may", "might", "could") for c in verb.lefts)
    said = [o for c in verb.rights if c.dep_ in ("prep", "acomp", "attr", "oprd") for o in (c, *c.children)]
    return verb.lemma_ in ("be", "remain", "hang", "look", "appear") and any(is_in("doubt", token) for token in said)


def _is_moved(noun: Token) -> bool:
    """As in "the talks have been moved from Geneva to Vienna", "put off the vote until May"."""
    verb = noun.head
    return noun.dep_ in ("nsubjpass", "dobj") and verb.pos_ == "VERB" and is_in("moved", verb) and is_set(verb)


def _is_beginning(noun: Token) -> bool:
    """As in "The start of Ramadan", "the beginning of the trial"."""
    if noun.lemma_.lower() not in ("start", "beginning", "opening", "kick-off", "kickoff"):
        return False
    things = [o for c in noun.rights if c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]
    return any(o.pos_ == "PROPN" or is_in("happenings", o) for o in things)


def _awaited(noun: Token) -> Ahead | None:
    """As in "ten days before the beginning of the Hajj", "ahead of next week's primary"."""
    steps = list(_outwards(noun.head))
    ahead = next((t for t in steps if t.lower_ in words("ahead")), None)
    if ahead is None:
        return None
    measure = next((c for c in ahead.lefts if c.dep_ == "npadvmod" and c.lemma_ in words("units")), None)
    if measure is not None:
        now = phrases.clause(ahead).tag_ in ("VBZ", "VBP")
        return Ahead(distance=noun.doc[measure.left_edge.i : ahead.i + 1]) if now else None
    if any((is_dated(t) or t.ent_type_ in PLACES) and abs(t.i - noun.i) <= NEAR for t in noun.subtree):
        return Ahead(if_dated=True)
    return None


def _outwards(preposition: Token) -> Iterator[Token]:
    yield preposition
    yield from (head for _, head in list(phrases.ancestors(preposition))[:2] if head.pos_ in ("ADP", "ADV", "SCONJ"))


def _called_for(noun: Token) -> Tokens | None:
    """The date in "has called a strike for Friday", "invited him for talks on 19 March"."""
    head = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and head.pos_ == "VERB":
        return _date_of(head, ("for",)) if is_in("calling", head) else None
    if noun.dep_ != "pobj" or head.lower_ not in ("for", "to") or not is_in("inviting", head.head):
        return None
    return _date_of(noun, ("on", "in", "for")) or _date_of(head.head, ("on", "in"))


def _starting(noun: Token) -> Tokens | None:
    """The date in "three days of mourning beginning Wednesday", "a strike starting on Monday"."""
    for token in noun.doc[noun.i + 1 : noun.i + 1 + NEAR]:
        if token.lower_ in ("beginning", "starting"):
            things = [o for c in token.children for o in (c, *c.children)]
            dated = next((o for o in things if is_dated(o)), None)
            return noun.doc[dated.left_edge.i : dated.right_edge.i + 1] if dated is not None else None
        if token.pos_ in ("VERB", "AUX") or token.is_punct:
            return None
    return None


def _is_faced(noun: Token) -> bool:
    """As in "faces a hearing on April 9"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_ not in ("face", "await") or verb.tag_ not in ("VBZ", "VBP"):
        return False
    return (_date_of(verb, ("on", "in", "at")) or _date_of(noun, ("on", "in", "at"))) is not None


def _date_of(head: Token, prepositions: tuple[str, ...]) -> Tokens | None:
    for child in head.rights:
        dated = next((o for o in child.children if o.dep_ == "pobj" and is_dated(o)), None)
        if child.dep_ == "prep" and child.lower_ in prepositions and dated is not None:
            return head.doc[dated.left_edge.i : dated.right_edge.i + 1]
    return None
