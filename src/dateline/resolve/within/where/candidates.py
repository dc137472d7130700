"""Which words of the text name a place: runs of capitalised words, looked up longest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.knowledge.gazetteer import Place, adjectives, key, lookup
from dateline.resolve.within.where.witnesses import ACRONYMS, Witnesses, state

LONGEST_NAME: Final = 9  # tokens, hyphens included; longer names of the gazetteer are official titles nobody prints
_CONTEXT: Final = knowledge.load("places/context.yaml")
_PARTICLES: Final = frozenset(_CONTEXT["particles"])
_PARTICLE_RUN: Final = 3  # tokens between two capitals: "Deir ez-Zor", "Bab al-Mandab"
_NEVER: Final = frozenset(key(word) for word in _CONTEXT["never"])
_REGION_AFTER: Final = frozenset(_CONTEXT["region_after"])
_BETWEEN: Final = frozenset(
    (",", ", in", "in", "(", ", a city in", ", a town in", "in northern", "in southern", "in eastern", "in western")
)
"""What may stand between a place and the larger one that it lies in."""
_RANK: Final = {"city": 1, "district": 2, "region": 3, "country": 4, "continent": 5, "sea": 5, "ocean": 5}


@dataclass(slots=True)
class Candidate:
    """A name in the text (token indices, end exclusive), and the places it may mean, best known first.

    `parent` is the larger place behind it ("Istanbul, Turkey"); `as_region` says that the words after
    it make it one ("Aleppo province").
    """

    first: int
    end: int
    key: str
    places: tuple[Place, ...]
    adjective: bool = False
    parent: Place | None = None
    as_region: bool = False


def candidates(text: AnnotatedText) -> list[Candidate]:
    """The names of places in the text, in order, none overlapping.

    The text is gone through twice: a name that the witnesses once say is a place is one wherever it
    stands alone.
    """
    search = _Search(text)
    search.witnesses.trusted = frozenset(candidate.key for candidate in search.found() if not candidate.adjective)
    found = search.found()
    _mark_parents(text, found)
    return found


class _Search:
    """One text, searched for names."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self.plain = text.doc.text
        self.runs = list(_runs(text))
        self.witnesses = Witnesses(text)

    def found(self) -> list[Candidate]:
        """The names that the witnesses believe, in order."""
        found: list[Candidate] = []
        for run in self.runs:
            at = run[0]
            while at < run[1]:
                candidate = self._longest(at, run, found[-1] if found else None)
                if candidate is None:
                    at += 1
                    continue
                found.append(candidate)
                at = candidate.end
        return found

    def _longest(self, at: int, run: tuple[int, int], before: Candidate | None) -> Candidate | None:
        """The longest known name that begins at a token, if it is believed to be a place here."""
        doc = self.text.doc
        known = adjectives()
        for stop in range(min(run[1], at + LONGEST_NAME), at, -1):
            closing = doc[stop - 1]
            if closing.lower_ in _PARTICLES or (closing.is_punct and len(closing) == 1):
                continue
            words = self.plain[doc[at].idx : closing.idx + len(closing)]
            adjective = known.get(words) or (known.get(words.title()) if words.isupper() else None)
            if adjective is not None:
                return Candidate(at, stop, key(words), (adjective,), adjective=True) if self._qualifies(stop) else None
            abbreviated = state(words)
            if abbreviated is not None and self._after_comma(at):
                return Candidate(at, stop, key(words), (abbreviated,))
            if len(words) < 2:
                continue
            folded = key(words)
            places = () if folded in _NEVER and words not in ACRONYMS else lookup(folded)
            if not places:
                continue
            listed = before is not None and self._in_list(before, at)
            if words in ACRONYMS or self.witnesses.believe(at, stop, run, places, listed=listed):
                return Candidate(at, stop, folded, places)
            if stop - at > 1:
                return None  # "Laurel County Jail" is neither in Laurel County nor in Laurel
        return None

    def _in_list(self, before: Candidate, at: int) -> bool:
        """Whether a name follows a place in a list."""
        doc = self.text.doc
        gap = [doc[i].lower_ for i in range(before.end, at)] if at - before.end <= 2 else []
        return not before.adjective and gap in ([","], ["and"], [",", "and"], ["or"])

    def _after_comma(self, at: int) -> bool:
        """As in "Frankfort, Ky.": an abbreviation counts after a comma, or where it is written with its stops."""
        doc = self.text.doc
        if at >= 2 and doc[at - 1].text == "," and doc[at - 2].text[0].isupper():
            return True
        return doc[at].ent_type_ == "GPE" and "." in doc[at].text

    def _qualifies(self, stop: int) -> bool:
        """Whether an adjective speaks of its country: "Turkish troops" speaks of the country; "a Turk", "in Turkish", "the French" do not."""
        token = self.text.doc[stop - 1]
        if token.tag_ in ("NNPS", "NNS") or token.ent_type_ in ("LANGUAGE", "PERSON", "WORK_OF_ART"):
            return False
        if token.ent_type_ in ("NORP", "GPE") or token.tag_ == "JJ":
            return True
        return token.dep_ in ("amod", "compound", "nmod", "conj", "acomp", "attr")


def _runs(text: AnnotatedText) -> Iterator[tuple[int, int]]:
    """The runs of capitalised words, particles and hyphens inside them included."""
    doc = text.doc
    at, size = 0, len(doc)
    while at < size:
        if not _opens(doc[at], doc[at + 1] if at + 1 < size else None):
            at += 1
            continue
        end = last = at + 1
        while end < size and not doc[end].is_sent_start and end - last < _PARTICLE_RUN:
            token = doc[end]
            if token.text[0].isupper() or (token.text[0].isdigit() and doc[end - 1].text == "-"):
                last = end + 1
            elif not _continues(token, doc[end - 1]):
                break
            end += 1
        yield at, last
        at = last


def _continues(token: Token, before: Token) -> bool:
    """Whether a small word or a mark may stand inside a name."""
    if token.text == "-":
        return not token.whitespace_ and not before.whitespace_
    hung_on = before.text == "-" and not before.whitespace_
    return token.lower_ in _PARTICLES or token.text in ("'", ".") or hung_on


def _opens(token: Token, following: Token | None) -> bool:
    if token.text[0].isupper():
        return True
    if token.lower_ not in ("al", "el") or following is None:
        return False
    return following.text == "-" or following.text[0].isupper()


def _mark_parents(text: AnnotatedText, found: list[Candidate]) -> None:
    """As in "Istanbul, Turkey", "Irbid in Jordan": the larger place behind a name tells which one is meant."""
    doc = text.doc
    for candidate in found:
        candidate.as_region = candidate.end < len(doc) and doc[candidate.end].text in _REGION_AFTER
    for candidate, following in pairwise(found):
        if following.adjective or candidate.adjective or following.first - candidate.end > 5:
            continue
        if doc[candidate.end : following.first].text.strip() not in _BETWEEN:
            continue
        own = _RANK.get(candidate.places[0].kind, 0)
        candidate.parent = next((place for place in following.places if _RANK.get(place.kind, 0) > own), None)
