"""The places of one report: found, told from metonyms, resolved, and handed out."""

import bisect
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from spacy.tokens import Token

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.knowledge.gazetteer import Place
from dateline.records import Notice, Offset, Where
from dateline.resolve.within.attach import Attachment
from dateline.resolve.within.metonymy import is_ground, is_metonym
from dateline.resolve.within.setting import is_setting
from dateline.resolve.within.where.candidates import Candidate, candidates
from dateline.resolve.within.where.choosing import choose
from dateline.resolve.within.where.offsets import is_far, offset

CAPITAL_WEIGHT: Final = 50_000_000
"""The weight that the gazetteer gives every national capital (training/gazetteer/build.py)."""
COARSE: Final = 3  # steps of the parse that a wide place counts further off
_APART: Final = frozenset({"before", "until"})
_WIDE: Final = ("continent", "ocean", "region", "border")
_SITES: Final = ("base", "airport", "crossing", "nuclear", "dam", "canal", "strait", "island")
"""Kinds that are a setting also as an object: what is done to a base is done there."""
_SEATS: Final = ("building", "site")
"""Kinds that are named for who sits there: a place only where a word says so ("outside the Kremlin")."""

_AFFILIATIONS: Final = frozenset(
    {"based", "backed", "led", "born", "linked", "aligned", "brokered", "trained", "made", "built", "funded"}
)


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    where: Where
    literal: bool  # names where something happens, not who acts or what is spoken of


class Places:
    """The places of one report, found and resolved once. `notices` says what was left unplaced."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self.notices: list[Notice] = []
        self._plain = text.doc.text
        self._found = self._resolve()
        self._attachment = Attachment(
            text, [(found.candidate.first, found.candidate.end) for found in self._found], apart=_APART
        )

    def mentions(self) -> tuple[Where, ...]:
        """Every place in the report, in text order.

        A capital or a seat that stands for its government ("Tehran said") is a party and no place.
        """
        return tuple(found.where for found in self._found)

    def of(self, trigger: Token) -> Where | None:
        """The place that the syntax attaches to this predicate, if any."""
        index = self._attachment.of(trigger, self._penalty, distant=True)
        return self._found[index].where if index is not None else None

    def at(self, token: Token) -> Where | None:
        """The place whose name covers a token, if any."""
        at = bisect.bisect_right(self._found, token.i, key=lambda found: found.candidate.first) - 1
        if at < 0 or token.i >= self._found[at].candidate.end:
            return None
        return self._found[at].where

    def _penalty(self, index: int) -> int | None:
        """Who acts is no place, nor is what lies far off; a continent or an adjective yields to a place beside it."""
        found = self._found[index]
        if not found.literal or (found.where.offset is not None and is_far(found.where.offset)):
            return None
        return COARSE if found.candidate.adjective or found.where.kind in _WIDE else 0

    def _resolve(self) -> list[_Found]:
        named = candidates(self.text)
        kept: list[_Found] = []
        for candidate, place in zip(named, choose(named, _home(self.text)), strict=True):
            if place is None:
                self._unplaced(candidate)
                continue
            root = self.text.doc[candidate.first : candidate.end].root
            metonym = not is_ground(root) if candidate.adjective else is_metonym(root, country=place.kind == "country")
            done_to = root.dep_ == "dobj" and place.kind in _SITES  # what is done to a base is done there
            setting = is_setting(root, adjective=candidate.adjective) or done_to
            if not candidate.adjective and _is_seat(place) and (metonym or (place.kind in _SEATS and not setting)):
                continue
            literal = setting and (done_to or not metonym) and not self._is_affiliation(candidate)
            kept.append(_Found(candidate, self._where(candidate, place), literal=literal))
        return kept

    def _is_affiliation(self, candidate: Candidate) -> bool:
        """Whether a place only says whose a party is: "the US-based group" counts elsewhere."""
        after = self.text.doc[candidate.end : candidate.end + 2]
        return len(after) > 1 and after[0].text == "-" and after[1].lower_ in _AFFILIATIONS

    def _unplaced(self, candidate: Candidate) -> None:
        span = self.text.span(self.text.doc[candidate.first : candidate.end])
        message = f"the gazetteer knows no {span.text!r} where the text says it lies"
        self.notices.append(Notice(code="place-unresolved", message=message, span=span))

    def _where(self, candidate: Candidate, place: Place) -> Where:
        span = self.text.span(self.text.doc[candidate.first : candidate.end])
        away: Offset | None = offset(self._plain, span.start, place.name)
        far = away is not None and is_far(away)
        return Where(
            start=span.start,
            end=span.end,
            text=span.text,
            name=place.name,
            country=place.country,
            latitude=None if far else place.latitude,
            longitude=None if far else place.longitude,
            geonames=place.geonames,
            kind=place.kind,
            offset=away,
        )


def _is_seat(place: Place) -> bool:
    """Whether a place is named for the government or the body that sits there."""
    return place.kind in _SEATS or (place.kind == "city" and place.weight >= CAPITAL_WEIGHT)


def _home(text: AnnotatedText) -> str | None:
    """The country of the page's address, where its last label tells one."""
    host = urlsplit(text.report.url or "").hostname or ""
    domains: dict[str, str] = knowledge.load("places/names.yaml")["domains"]
    return domains.get(host.rpartition(".")[2])
