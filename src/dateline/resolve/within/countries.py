"""The countries that a report is on: where a passage is set, and the two sides of a report on two.

All are counted from the names of countries, of their bodies and of places in them; "US-based" does not count.
"""

import bisect
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Token

from dateline.annotate import AnnotatedText
from dateline.records import Where
from dateline.resolve.within.nouns import nouns

PLACES = frozenset({"country", "seat", "adjective", "people"})
"""Kinds of names that are a country's own."""

SETTING = 0.6
"""Share of the country names of a stretch of text that one country needs to be its setting; by judgement, its precision has not been measured."""

BOTH = 0.8
"""Share of the country names so far that two countries need together to be "both countries"."""

SETTING_NAMES = 2
"""Names that one country needs at least to be a setting: a single one is often the other party."""

SETTING_REACH = 4
"""Passages up to and including this one that are asked before the whole report."""

_HALVES = frozenset({"north", "south", "east", "west"})
"""How one half of a divided country is called for short, where the report names both halves."""

_DESCRIBES = frozenset({"amod", "compound", "nmod", "poss", "appos"})
_ALPHA3 = 3


class Countries:
    """The countries named in one report, by passage."""

    def __init__(self, text: AnnotatedText, places: Sequence[Where] = ()) -> None:
        self._text = text
        self._places = places
        self._settings: dict[tuple[int | None, int | None], str | None] = {}

    def setting(self, head: Token) -> str | None:
        """The country a passage is set in: of this passage, or with the ones before it, or of the whole report."""
        last = self._text.passage_of[head.i]
        for first in (*range(last, max(-1, last - SETTING_REACH), -1), None):
            country = self._dominant(first, last)
            if country is not None:
                return country
        return None

    def both(self, head: Token) -> str | None:
        """The two countries that "both countries", "the two sides" stand for, where a report so far is on two."""
        counted = any(child.lower_ in {"both", "two"} for child in head.lefts)
        if not counted or head.lemma_.lower() not in nouns().sides or any(c.dep_ in _DESCRIBES for c in head.children):
            return None
        last = self._text.passage_of[head.i]
        counts = Counter(country for passage, country in self._named if passage <= last)
        first_two = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
        if len(first_two) < 2 or sum(count for _, count in first_two) < BOTH * counts.total():
            return None
        return " ".join(sorted(country for country, _ in first_two))

    def other(self, country: str, head: Token) -> str | None:
        """The other country of a report on two: whom "its rival" stands for, for the country whose rival it is."""
        last = self._text.passage_of[head.i]
        others = Counter(c for passage, c in self._named if passage <= last and c != country)
        if not others:
            return None
        other, count = min(others.items(), key=lambda item: (-item[1], item[0]))
        return other if count >= SETTING_NAMES and count >= SETTING * others.total() else None

    def half(self, head: Token) -> str | None:
        """The half of a divided country that "the North" or "the south side" stands for, when both halves are named."""
        words = [t for t in (head, *head.lefts) if t.lower_ in _HALVES]
        bare = all(child.dep_ in {"det", "case", "prep"} for child in head.children) if words == [head] else False
        sided = head.lemma_.lower() in {"side", "half"}
        if not words or not (bare or sided) or head.n_lefts == 0:
            return None
        first = words[0].lower_
        for whole, code in self._divided.items():
            if whole.split()[0] == first:
                return code
        return None

    @cached_property
    def _divided(self) -> dict[str, str]:
        """Countries of the report that are halves of one another: both "north x" and "south x" are named."""
        codes = {
            n.entry.name.lower(): n.entry.code for n in self._text.names if n.entry.kind in PLACES and n.entry.code
        }
        pairs = (("north", "south"), ("south", "north"), ("east", "west"), ("west", "east"))
        found = {}
        for name, code in codes.items():
            half, _, rest = name.partition(" ")
            if rest and any(half == a and f"{b} {rest}" in codes for a, b in pairs):
                found[name] = code.split("-")[0]
        return found

    def _dominant(self, first: int | None, last: int) -> str | None:
        """The country that most names in some passages belong to, when one dominates."""
        key = (first, last if first is not None else None)
        if key not in self._settings:
            counts = Counter(country for passage, country in self._named if first is None or first <= passage <= last)
            country, count = min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
            enough = count >= SETTING_NAMES and count >= SETTING * counts.total()
            self._settings[key] = country if enough else None
        return self._settings[key]

    @cached_property
    def _named(self) -> list[tuple[int, str]]:
        """Passage and country of every name that says where a report is set; "US-based" does not."""
        doc, found = self._text.doc, []
        for name in self._text.names:
            entry = name.entry
            if entry.code is None or entry.kind in {"igo", "agency", "broadcaster", "outlet", "company"}:
                continue
            if doc[min(name.end, len(doc) - 1)].text == "-" and doc[min(name.end + 1, len(doc) - 1)].lower_ in {
                "based",
                "born",
            }:
                continue
            country = entry.code.split("-")[0]
            if len(country) == _ALPHA3 and country not in {"IGO", "NGO", "UAF"}:
                found.append((self._text.passage_of[name.start], country))
        return sorted(found + self._by_place)

    @cached_property
    def _by_place(self) -> list[tuple[int, str]]:
        """Passage and country of every place that is no country: a report from Beira and Buzi is set in Mozambique."""
        doc, starts = self._text.doc, [token.idx for token in self._text.doc]
        found = []
        for place in self._places:
            if place.country is None or place.kind == "country":
                continue
            at = bisect.bisect_right(starts, place.start) - 1
            if 0 <= at < len(doc) and self._text.name_at(at) is None:
                found.append((self._text.passage_of[at], place.country))
        return found
