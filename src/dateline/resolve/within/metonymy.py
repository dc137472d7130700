"""Metonymy: whether the name of a place stands for its government, its people or its team.

The syntax decides: a place that says, wants or signs is an actor; so is one that others deal with
("talks with Tehran", "sanctions on Russia", "tensions between India and Pakistan"). The words are
data (knowledge/places/metonymy.yaml).
"""

from typing import Final

from spacy.tokens import Token

from dateline import knowledge

_WORDS: Final = knowledge.load("places/metonymy.yaml")
_LITERAL_VERBS: Final = frozenset(_WORDS["literal_subjects"])
_DEALINGS: Final = frozenset(_WORDS["dealings"])
_DEALING_PREPOSITIONS: Final = frozenset(_WORDS["dealing_prepositions"])
_ALWAYS: Final = frozenset(_WORDS["actor_prepositions"])
_POSSESSIONS: Final = frozenset(_WORDS["possessions"])
_COUNTRY_PREPOSITIONS: Final = frozenset(_WORDS["country_prepositions"])
_TRUST: Final = frozenset(_WORDS["trust"])
_WAYS: Final = frozenset(_WORDS["ways"])
_FEATURES: Final = frozenset(_WORDS["features"])
_LITERAL_OBJECTS: Final = frozenset(_WORDS["literal_objects"])
_OBJECT_VERBS: Final = frozenset(_WORDS["acted_on"])
_HELD: Final = frozenset(_WORDS["held"])
_ON_THE_SPOT: Final = frozenset(_WORDS["on_the_spot"])
_GROUND: Final = frozenset(_WORDS["ground"])

LONGEST_LIST: Final = 20  # names: a longer list is a table, and must not cost the square of its length


def is_metonym(name: Token, *, country: bool) -> bool:
    """Whether the name whose head is this token stands for those who act in its name.

    A country's name before a noun says whose it is ("a US base"), unless the noun is something that
    happens on the spot ("the Syria strikes") and the country has an adjective to say whose instead.
    A town's name there says where ("a Boston rally").
    """
    token = first_conjunct(name)
    dep, head = token.dep_, token.head
    if dep in ("nsubj", "csubj"):
        return _acts(token)
    if dep == "nsubjpass":
        return head.lemma_ in _OBJECT_VERBS
    if dep in ("dobj", "dative"):
        return head.pos_ == "VERB" and head.lemma_ not in _LITERAL_OBJECTS
    if dep == "agent" or (dep == "pobj" and head.dep_ == "agent"):
        return True
    if dep == "poss":
        return _possesses(token, country=country)
    if country and dep in ("compound", "nmod", "amod"):
        return not is_on_the_spot(token) and not is_ground(token)
    if dep == "pobj":
        return _dealt_with(token, country=country)
    return False


def is_ground(adjective: Token) -> bool:
    """Whether an adjective of a country stands on a noun of ground: "the Indonesian coast"."""
    noun = adjective.head
    if noun.lower_ in _HELD:
        noun = noun.head
    return noun.lemma_.lower() in _GROUND


def is_on_the_spot(word: Token) -> bool:
    """Whether a word hangs on a happening that takes place where the name says: "the Syria strikes"."""
    return word.head.lemma_.lower() in _ON_THE_SPOT and not word.text.isupper() and "." not in word.text


def first_conjunct(token: Token) -> Token:
    """The first of several joined names: "Tehran and Washington" both play the first one's role."""
    for _ in range(LONGEST_LIST):
        if token.dep_ not in ("conj", "appos") or token.head == token or token.head.pos_ != "PROPN":
            break
        token = token.head
    return token


def _acts(token: Token) -> bool:
    """A subject acts, unless its verb only describes: "Aleppo lies", "Paris is home to"."""
    verb = token.head
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    if verb.lemma_ == "be" and any(child.dep_ == "acomp" and _has_infinitive(child) for child in verb.children):
        return True  # "Tehran is ready to talk"
    return verb.lemma_ not in _LITERAL_VERBS


def _has_infinitive(adjective: Token) -> bool:
    return any(child.dep_ == "xcomp" for child in adjective.children)


def _possesses(token: Token, *, country: bool) -> bool:
    """A country has policies and armies; a place has a coast, a weather and "the best restaurants"."""
    owned = token.head
    if owned.lemma_.lower() in _POSSESSIONS:
        return True
    if not country or is_ground(token) or is_on_the_spot(token) or owned.lemma_.lower() in _FEATURES:
        return False
    return not any(child.tag_ in ("JJS", "RBS") for child in owned.children)


def _dealt_with(token: Token, *, country: bool) -> bool:
    preposition = token.head
    word, governor = preposition.lower_, preposition.head.lemma_.lower()
    if word == "in":
        return governor in _TRUST
    if word == "between":
        return governor not in _WAYS
    if word == "against":
        return not is_on_the_spot(preposition)
    if word in _ALWAYS or (country and word in _COUNTRY_PREPOSITIONS and governor not in _WAYS):
        return True
    return word in _DEALING_PREPOSITIONS and governor in _DEALINGS
