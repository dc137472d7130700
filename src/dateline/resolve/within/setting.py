"""Whether a place in a sentence is where something happens, rather than what is spoken of or owned.

The preposition tells ("in", "near"), or the verb ("visited Kabul"), or the noun that the name stands
before ("the Syria strikes", "Lebanon's coast"). The words are data (knowledge/places/attachment.yaml).
"""

from typing import Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.resolve.within.metonymy import first_conjunct, is_ground, is_on_the_spot

_WORDS: Final = knowledge.load("places/attachment.yaml")
_PREPOSITIONS: Final = frozenset(_WORDS["setting_prepositions"])
_MOTION: Final = frozenset(_WORDS["motion"])
_DEPARTING: Final = frozenset(_WORDS["departing"])
_PLACING: Final = frozenset(_WORDS["placing"])
_PLACES_OF: Final = frozenset(knowledge.load("places/context.yaml")["places_of"])


def is_setting(name: Token, *, adjective: bool) -> bool:
    """Whether the name whose head is this token tells where something happens."""
    token = first_conjunct(name)
    if adjective or token.dep_ in ("poss", "compound", "nmod", "amod"):
        return is_ground(token) or is_on_the_spot(token)
    if token.dep_ == "dobj":
        return token.head.lemma_ in _PLACING
    if token.dep_ == "nsubjpass":
        return token.head.lemma_ in _PLACING
    if token.dep_ != "pobj":
        return token.dep_ in ("npadvmod", "ROOT", "dep", "appos", "advmod")
    preposition = token.head
    word = preposition.lower_
    governor = preposition.head
    if word in _PREPOSITIONS:
        return True
    if word in ("to", "from"):
        return governor.lemma_ in _MOTION
    if word == "for":
        return governor.lemma_ in _DEPARTING
    if word == "of":
        return governor.lower_ in _PLACES_OF or is_on_the_spot(preposition) or is_ground(preposition)
    return False
