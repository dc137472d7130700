"""Which words of the text name a place: runs of capitalised words, looked up longest first.

The entity tagger is one witness, the gazetteer another, the words before a third ("in", "near").
One of them alone is not believed for a small place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.resolve.within.where.gazetteer import Place, abbreviations, adjectives, key, lookup

LONGEST_NAME: Final = 6  # words; longer names of the gazetteer are official titles nobody prints
LARGE: Final = 100_000
"""Weight from which a place's own name is believed without the tagger (read off TR-News: below it, half were surnames)."""
_PLACE_ENTITIES: Final = ("GPE", "LOC", "FAC")
_OTHER_ENTITIES: Final = ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT")
_PARTICLES: Final = frozenset("al el ez ed ad an ar as ash at de del della der di do dos du la las le les of on the upon sur van".split())
_DIRECTIONS: Final = frozenset(
    "the north south east west northern southern eastern western central northeastern northwestern southeastern "
    "southwestern northeast northwest southeast southwest upper lower greater downtown nearby mainland occupied".split()
)
_LOCATIVE: Final = frozenset("in at near from outside inside across around to into toward towards through throughout via off leaving".split())
_ORGANISATIONS: Final = frozenset(("igo", "ngo", "outlet", "platform", "group", "institution", "party", "company", "agency", "organisation", "person"))
_TITLES: Final = frozenset(
    "Mr Mrs Ms Dr Sir Lord Lady Sen. Rep. Gen. Gov. Prof. Col. Capt. Lt. Sgt. Mr. Mrs. Ms. Dr. Const. President Minister "
    "Senator General Judge Bishop Prince Princess King Queen Pope".split()
)
_FAMED_KINDS: Final = ("country", "region", "continent", "sea", "ocean")
_CONTEXT: Final = knowledge.load("places/context.yaml")
_NEVER: Final = frozenset(word.lower() for word in _CONTEXT["never"])
_LOCAL_BODIES: Final = frozenset(_CONTEXT["local_bodies"])
_REGION_AFTER: Final = frozenset(_CONTEXT["region_after"])
_PLACES_OF: Final = frozenset(_CONTEXT["places_of"])
_RANK: Final = {"city": 1, "district": 2, "region": 3, "country": 4, "continent": 5, "sea": 5, "ocean": 5}
_ACRONYMS: Final = frozenset(("US", "UK", "USA", "UAE", "U.S", "DRC", "PRC", "DPRK"))


@dataclass(slots=True)
class Candidate:
    """A name in the text (token indices, end exclusive), and the places it may mean, best known first."""

    first: int
    end: int
    key: str
    places: tuple[Place, ...]
    adjective: bool = False
    parent: Place | None = None
    as_region: bool = False


def candidates(text: AnnotatedText) -> list[Candidate]:
    """The names of places in the text, in order, none overlapping.

    A name that the witnesses once say is a place is one wherever it stands alone in the text.
    """
    runs = list(_runs(text))
    sure: set[str] = set()
    for first, end in runs:
        sure.update(candidate.key for candidate in _in_run(text, first, end, frozenset()))
    trusted = frozenset(sure)
    found = [candidate for first, end in runs for candidate in _in_run(text, first, end, trusted)]
    _mark_parents(text, found)
    return found


def _in_run(text: AnnotatedText, first: int, end: int, trusted: frozenset[str]) -> Iterator[Candidate]:
    at = first
    while at < end:
        candidate = _longest(text, at, end, first, trusted)
        if candidate is None:
            at += 1
            continue
        yield candidate
        at = candidate.end


def _runs(text: AnnotatedText) -> Iterator[tuple[int, int]]:
    """The runs of capitalised words, particles and hyphens inside them included."""
    doc = text.doc
    at, size = 0, len(doc)
    while at < size:
        if not _opens(doc[at], doc[at + 1] if at + 1 < size else None):
            at += 1
            continue
        end = last = at + 1
        while end < size and not doc[end].is_sent_start and "\n" not in doc[end - 1].whitespace_:
            token = doc[end]
            if token.text[0].isupper() or (token.text[0].isdigit() and doc[end - 1].text == "-"):
                last = end + 1
            elif token.lower_ not in _PARTICLES and token.text not in ("-", "'s", "'", ".") and not _joined(token):
                break
            elif end - last >= 3 or token.text == "'s":
                break
            end += 1
        yield at, last
        at = last


def _joined(token: Token) -> bool:
    """A lower-case word hung on with a hyphen: "Spin-e", "Tel-al"."""
    before = token.nbor(-1)
    return before.text == "-" and not before.whitespace_


def _opens(token: Token, following: Token | None) -> bool:
    if token.text[0].isupper():
        return True
    return token.lower_ in ("al", "el") and following is not None and (following.text == "-" or following.text[0].isupper())


def _longest(text: AnnotatedText, at: int, end: int, run: int, trusted: frozenset[str]) -> Candidate | None:
    """The longest known name that begins at a token, if it is believed to be a place here."""
    doc = text.doc
    known = adjectives()
    for stop in range(min(end, at + LONGEST_NAME + 3), at, -1):
        closing = doc[stop - 1]
        if closing.lower_ in _PARTICLES or (closing.is_punct and len(closing) == 1):
            continue
        words = doc.text[doc[at].idx : closing.idx + len(closing)]
        adjective = known.get(words) or (known.get(words.title()) if words.isupper() else None)
        if adjective is not None:
            if _is_adjective(text, at, stop):
                return Candidate(at, stop, key(words), (adjective,), adjective=True)
            continue
        state = _state(words)
        if state is not None and _after_comma(text, at):
            return Candidate(at, stop, key(words), (state,))
        if len(words) < 2:
            continue
        folded = key(words)
        if folded in _NEVER and words not in _ACRONYMS:
            continue
        places = lookup(folded)
        if not places:
            continue
        if words in _ACRONYMS or _believed(text, at, stop, run, end, places, folded in trusted):
            return Candidate(at, stop, folded, places)
        if stop - at > 1:
            return None  # "Laurel County Jail" is neither in Laurel County nor in Laurel
    return None


def _state(words: str) -> Place | None:
    """The state of an abbreviation, with or without its full stop."""
    known = abbreviations()
    return known.get(words) or (known.get(words + ".") if len(words) > 1 else None)


def _after_comma(text: AnnotatedText, at: int) -> bool:
    """ "Frankfort, Ky.": an abbreviation counts after a comma, or where it is written with its stops."""
    doc = text.doc
    if at >= 2 and doc[at - 1].text == "," and doc[at - 2].text[0].isupper():
        return True
    return doc[at].ent_type_ == "GPE" and "." in doc[at].text


def _is_adjective(text: AnnotatedText, at: int, stop: int) -> bool:
    """ "Turkish troops" speaks of the country, "a Turk", "in Turkish", "the French" do not."""
    doc = text.doc
    token = doc[stop - 1]
    if token.tag_ in ("NNPS", "NNS") or token.ent_type_ in ("LANGUAGE", "PERSON", "WORK_OF_ART"):
        return False
    if at and doc[at - 1].text in _TITLES:
        return False
    return token.dep_ in ("amod", "compound", "nmod", "conj", "acomp", "attr") or token.tag_ == "JJ" or token.ent_type_ in ("NORP", "GPE")


def _believed(
    text: AnnotatedText, at: int, stop: int, run: int, end: int, places: tuple[Place, ...], trusted: bool
) -> bool:
    """Whether the witnesses say that these words name a place here."""
    doc = text.doc
    token = doc[stop - 1]
    name = text.name_at(at)
    if name is not None and name.entry.kind in _ORGANISATIONS:
        return False
    before = doc[at - 1] if at else None
    if before is not None and before.text in _TITLES:
        return False
    best = places[0]
    large = not best.alias and best.weight >= LARGE
    famed = large and best.kind in _FAMED_KINDS
    fills = _fills_entity(text, at, stop)
    located = _is_located(text, at)
    kind = token.ent_type_
    if kind in _PLACE_ENTITIES:
        return fills or famed or (kind != "FAC" and large)
    if kind in _OTHER_ENTITIES:
        if not fills:
            county = best.kind == "district"
            return kind == "ORG" and (famed or trusted or large or county) and _of_the_place(text, at, stop)
        if kind == "PERSON":
            return (large and (located or best.kind == "country")) or trusted or _before_state(text, stop)
        return large or located or trusted or _before_state(text, stop)
    if token.pos_ != "PROPN":
        return False
    if famed or trusted or _before_state(text, stop) or _is_dateline(text, at, stop):
        return True
    if at != run or stop != end:
        return False
    return located or (large and not token.is_sent_start)


def _is_located(text: AnnotatedText, at: int) -> bool:
    """Whether the words before a name speak of a place: "in", "near", "the town of"."""
    doc = text.doc
    before = at - 1
    while before >= 0 and doc[before].lower_ in _DIRECTIONS:
        before -= 1
    if before < 0:
        return False
    word = doc[before].lower_
    return word in _LOCATIVE or (word == "of" and before > 0 and doc[before - 1].lower_ in _PLACES_OF)


def _fills_entity(text: AnnotatedText, at: int, stop: int) -> bool:
    """Whether the words are all of the entity that the tagger sees: "Aleppo", not "Aleppo University"."""
    doc = text.doc
    inside_before = at > 0 and doc[at].ent_iob_ == "I" and doc[at - 1].lower_ not in _DIRECTIONS
    inside_after = stop < len(doc) and doc[stop].ent_iob_ == "I" and doc[stop].lower_ not in ("'s", "province", "county")
    return not inside_before and not inside_after


def _of_the_place(text: AnnotatedText, at: int, stop: int) -> bool:
    """Whether the body whose name begins or ends with a place's is the place's own: its police, its courts."""
    doc = text.doc
    before, after = at - 1, stop
    while after < len(doc) and doc[after].ent_iob_ == "I" and after < stop + 5:
        if doc[after].text in _LOCAL_BODIES:
            return True
        after += 1
    return before > 0 and doc[before].lower_ == "of" and doc[before - 1].text in _LOCAL_BODIES


def _before_state(text: AnnotatedText, stop: int) -> bool:
    """ "Frankfort, Ky.": a comma and a state, region or country follow."""
    doc = text.doc
    if stop + 1 >= len(doc) or doc[stop].text != ",":
        return False
    following = doc[stop + 1]
    return _state(following.text) is not None or (
        following.ent_type_ == "GPE" and any(place.kind in ("country", "region") for place in lookup(key(following.text)))
    )


def _is_dateline(text: AnnotatedText, at: int, stop: int) -> bool:
    """ "BEIRUT - ", "PARIS (Reuters)": a name in capitals that opens a passage."""
    doc = text.doc
    opens = at == 0 or text.passage_of[at] != text.passage_of[at - 1] or doc[at - 1].text.count("\n") > 0
    if not opens or not doc[at].text.isupper() or stop >= len(doc):
        return False
    return doc[stop].text in ("-", "--", "–", "—", "(", ",", ":")


def _mark_parents(text: AnnotatedText, found: list[Candidate]) -> None:
    """ "Istanbul, Turkey", "Irbid in Jordan": the larger place behind a name tells which one is meant."""
    doc = text.doc
    for candidate in found:
        candidate.as_region = candidate.end < len(doc) and doc[candidate.end].text in _REGION_AFTER
    for candidate, following in zip(found, found[1:], strict=False):
        gap = doc[candidate.end : following.first].text.strip()
        if following.adjective or candidate.adjective or gap not in (",", ", in", "in", ", a city in", "(", "in northern", "in southern", "in eastern", "in western"):
            continue
        own = _RANK.get(candidate.places[0].kind, 0)
        larger = next((place for place in following.places if _RANK.get(place.kind, 0) > own), None)
        if larger is not None:
            candidate.parent = larger
