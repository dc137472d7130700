"""The witnesses that say whether a capitalised name is a place: the tagger, the words around, the gazetteer.

One of them alone is not believed for a small place. The words are data (knowledge/places/context.yaml).
"""

from typing import Final

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.knowledge.gazetteer import Place, abbreviations, key, lookup

LARGE: Final = 100_000
"""Weight from which a place's own name is believed without the tagger (TR-News dev: below it half were surnames)."""
FAMED_KINDS: Final = ("country", "region", "continent", "sea", "ocean")
ACRONYMS: Final = frozenset(("US", "UK", "USA", "UAE", "U.S", "DRC", "PRC", "DPRK"))
_SHORT: Final = 4  # letters: shorter words in capitals are acronyms of all sorts
_KNOWN_IN_CAPITALS: Final = 400_000  # … unless they name something that large: IRAN, GAZA
_PLACE_ENTITIES: Final = ("GPE", "LOC", "FAC")
_OTHER_ENTITIES: Final = ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT")
_LANDS: Final = ("country", "adjective", "people", "seat")
"""Kinds of dictionary names that may be places; every other kind is a body, an outlet or a person."""
_BUILT: Final = ("building", "site")
_CONTEXT: Final = knowledge.load("places/context.yaml")
_TITLES: Final = frozenset(_CONTEXT["titles"])
_LOCATIVE: Final = frozenset(_CONTEXT["locative_prepositions"])
_DIRECTIONS: Final = frozenset(_CONTEXT["directions"])
_LOCAL_BODIES: Final = frozenset(_CONTEXT["local_bodies"])
_PLACES_OF: Final = frozenset(_CONTEXT["places_of"])
_PLACED_AFTER: Final = frozenset(_CONTEXT["placed_after"])
_ENTITY_BEFORE: Final = _DIRECTIONS | {",", "and"}  # a tagged list, or a direction tagged with its place
_ENTITY_AFTER: Final = frozenset((",", "and", "'s", "province", "county"))
_BODY_REACH: Final = 5  # words of an organisation's name behind the place's


class Witnesses:
    """What one text says about its names."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self.trusted: frozenset[str] = frozenset()
        self.surnames = _surnames(text)

    def believe(self, at: int, stop: int, run: tuple[int, int], places: tuple[Place, ...], *, listed: bool) -> bool:
        """Whether the words from `at` to `stop`, in a run of capitals, name a place here.

        `listed`: they follow a place in a list ("Hama, Homs and Idlib").
        """
        doc = self.text.doc
        token = doc[stop - 1]
        words = doc[at].text
        name = self.text.name_at(at)
        if name is not None and name.entry.kind not in _LANDS and places[0].kind not in _BUILT:
            return False
        if at and doc[at - 1].text in _TITLES:
            return False
        best = places[0]
        large = not best.alias and best.weight >= LARGE
        famed = large and best.kind in FAMED_KINDS
        if stop - at == 1 and words.isupper() and len(words) <= _SHORT and words not in ACRONYMS:
            return large and best.weight >= _KNOWN_IN_CAPITALS
        folded = key(words) if stop - at == 1 else ""
        if folded in self.surnames and not (famed and best.kind == "country"):
            return token.ent_type_ == "GPE" and (before_state(self.text, stop) or self._is_located(at, stop))
        fills = self._fills_entity(at, stop)
        trusted = bool(self.trusted) and key(doc[at:stop].text) in self.trusted
        located = self._is_located(at, stop) or listed
        kind = token.ent_type_
        if kind in _PLACE_ENTITIES:
            return fills or ((famed or large) if kind != "FAC" else (famed and self._of_the_place(at, stop)))
        if kind in _OTHER_ENTITIES:
            if not fills:
                known = famed or trusted or large or best.kind == "district"
                return kind == "ORG" and known and self._of_the_place(at, stop)
            sure = trusted or before_state(self.text, stop)
            if kind == "PERSON":
                return sure or (large and (located or best.kind == "country"))
            return sure or large or located
        if token.pos_ != "PROPN":
            return False
        if famed or trusted or before_state(self.text, stop) or self._is_dateline(at, stop):
            return True
        return (at, stop) == run and (located or (large and not token.is_sent_start))

    def _is_located(self, at: int, stop: int) -> bool:
        """Whether the words beside a name speak of a place: "in", "near", "the town of", "… residents"."""
        doc = self.text.doc
        if stop < len(doc) and doc[stop].text in _PLACED_AFTER:
            return True
        before = at - 1
        while before >= 0 and (doc[before].lower_ in _DIRECTIONS or doc[before].is_space):
            before -= 1
        if before < 0:
            return False
        word = doc[before].lower_
        return word in _LOCATIVE or (word == "of" and before > 0 and doc[before - 1].lower_ in _PLACES_OF)

    def _fills_entity(self, at: int, stop: int) -> bool:
        """Whether the words are all of the entity that the tagger sees: "Aleppo", not "Aleppo University"."""
        doc = self.text.doc
        inside_before = at > 0 and doc[at].ent_iob_ == "I" and doc[at - 1].lower_ not in _ENTITY_BEFORE
        inside_after = stop < len(doc) and doc[stop].ent_iob_ == "I" and doc[stop].lower_ not in _ENTITY_AFTER
        return not inside_before and not inside_after

    def _of_the_place(self, at: int, stop: int) -> bool:
        """Whether the body whose name begins or ends with a place's is the place's own: its police, its courts."""
        doc = self.text.doc
        for after in range(stop, min(len(doc), stop + _BODY_REACH)):
            if doc[after].ent_iob_ != "I":
                break
            if doc[after].text in _LOCAL_BODIES:
                return True
        return at > 1 and doc[at - 1].lower_ == "of" and doc[at - 2].text in _LOCAL_BODIES

    def _is_dateline(self, at: int, stop: int) -> bool:
        """As in "BEIRUT - ", "PARIS (Reuters)": a name in capitals that opens a passage."""
        doc = self.text.doc
        opens = at == 0 or self.text.passage_of[at] != self.text.passage_of[at - 1] or "\n" in doc[at - 1].text
        while stop < len(doc) and doc[stop].is_space:
            stop += 1
        if not opens or not doc[at].text.isupper() or stop >= len(doc):
            return False
        return doc[stop].text in ("-", "--", "–", "—", "(", ",", ":")


def before_state(text: AnnotatedText, stop: int) -> bool:
    """As in "Frankfort, Ky.": a comma and a state, region or country follow."""
    doc = text.doc
    if stop + 1 >= len(doc) or doc[stop].text != ",":
        return False
    following = doc[stop + 1]
    return state(following.text) is not None or (
        following.ent_type_ == "GPE"
        and any(place.kind in ("country", "region") for place in lookup(key(following.text)))
    )


def state(words: str) -> Place | None:
    """The state of an abbreviation, with or without its full stop."""
    known = abbreviations()
    return known.get(words) or (known.get(words + ".") if len(words) > 1 else None)


def _surnames(text: AnnotatedText) -> frozenset[str]:
    """The last words of the people whom the tagger sees with two names or a title."""
    found: set[str] = set()
    for entity in text.doc.ents:
        if entity.label_ != "PERSON":
            continue
        last = entity[-2] if len(entity) > 1 and entity[-1].lower_ == "'s" else entity[-1]
        titled = entity.start > 0 and text.doc[entity.start - 1].text in _TITLES
        if last.i > entity.start or titled:
            found.add(key(last.text))
    return frozenset(found)
