"""How well sourced: the standing of a speaker, the number of sources, the role.

The grades follow the codebook (docs/codebook/attribution.md): named, institution,
anonymous-official, anonymous, document, outlet, unattributed.
"""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.records import Standing
from dateline.resolve.within.agents import sector
from dateline.resolve.within.nouns import nouns
from dateline.resolve.within.persons import Persons

_NUMBERS = {
    word: i + 1 for i, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split())
}
_ONE = frozenset({"a", "an", "another", "one", "the", "this", "that", "second", "third", "first"})
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_INSTITUTIONS = frozenset(
    {
        "GOV",
        "LEG",
        "JUD",
        "MIL",
        "COP",
        "SPY",
        "PRM",
        "PTY",
        "OPP",
        "NGO",
        "BUS",
        "JRN",
        "REB",
        "LAB",
        "EDU",
        "REL",
        "MED",
    }
)
_PERSONAL = frozenset({"he", "she", "i", "him", "her"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The sourcing of one speaker."""

    standing: Standing
    count: int | None = None
    role: str | None = None


def grade(text: AnnotatedText, tokens: Tokens, persons: Persons) -> Grade:
    """The grade of the party that a phrase names."""
    head = tokens.root
    if persons.in_phrase(tokens) is not None:
        return Grade(standing="named")
    if head.pos_ == "PRON":
        return _of_pronoun(head)
    word, words = head.lemma_.lower(), _lists()
    if head.lower_ in words["unattributed"] or f"{_before(head)} {head.lower_}" in words["unattributed"]:
        return Grade(standing="unattributed")
    if head.lower_ in words["spokespeople"]:
        return Grade(standing="institution", role=head.lower_)
    name = text.name_at(head.i)
    if name is not None and name.entry.kind == "person":
        return Grade(standing="named")
    if name is not None and name.entry.kind not in {"people", "adjective"}:
        own = text.report.outlet is not None and name.entry.name.lower() == text.report.outlet.lower()
        return Grade(standing="outlet" if own else "institution")
    if _is_office(head, words["offices"]):
        return Grade(standing="named", role=_office_words(head))
    if head.lower_ in words["bodies"]:
        return Grade(standing="institution")
    if head.lower_ in words["documents"] or word in words["documents"]:
        return Grade(standing="document")
    if head.lower_ in words["officials"] or word in words["officials"]:
        return Grade(standing="anonymous-official", count=_count(head), role=None)
    if head.lower_ in words["anonymous"] or word in words["anonymous"]:
        official = _is_source(head) and _is_official(text, head)
        return Grade(standing="anonymous-official" if official else "anonymous", count=_count(head))
    if word in nouns().persons or word == "member":
        agent = next((inner for c in head.rights if c.lower_ == "of" for inner in c.rights), head)
        official = sector(agent if word == "member" else head) in _STATE
        return Grade(standing="anonymous-official" if official else "anonymous", count=_count(head))
    if sector(head) in _INSTITUTIONS or head.pos_ == "PROPN" or head.ent_type_ in {"ORG", "GPE", "NORP"}:
        return Grade(standing="institution")
    return Grade(standing="anonymous", count=_count(head))


def _of_pronoun(head: Token) -> Grade:
    """A pronoun that could not be resolved: a person is somebody named elsewhere, the rest is not."""
    if head.lower_ in _PERSONAL:
        return Grade(standing="named")
    return Grade(standing="institution" if head.lower_ in {"it", "we"} else "anonymous")


def _is_office(head: Token, offices: frozenset[str]) -> bool:
    """Whether a singular noun names a unique office: "Iran's president", "the prime minister"."""
    if head.tag_ not in {"NN", "NNP"}:
        return False
    phrases = {head.lower_, f"{_before(head)} {head.lower_}"}
    phrases |= {f"{head.lower_} of {inner.lower_}" for c in head.children if c.lower_ == "of" for inner in c.children}
    posted = head.lower_ == "ambassador" and any(c.lower_ == "to" for c in head.rights)
    posted = posted or (head.lower_ in _lists()["heads"] and _of_something(head))
    if not (phrases & offices or posted):
        return False
    return not any(c.dep_ == "det" and c.lower_ in {"a", "an", "another", "one"} for c in head.children) and not any(
        c.lower_ in {"former", "senior", "deputy", "vice", "local"} for c in head.children if c.i < head.i
    )


def _of_something(head: Token) -> bool:
    """Whether a phrase says what somebody is the head of: "the head of the agency", "Oslo's police chief"."""
    narrowed = {"compound", "poss", "nmod"}
    return any(c.lower_ == "of" or (c.dep_ in narrowed and c.i < head.i) for c in head.children)


def _office_words(head: Token) -> str:
    """The office as the text prints it, without article and country."""
    first = head.i
    while first > 0 and head.doc[first - 1].head == head and head.doc[first - 1].dep_ == "compound":
        first -= 1
    return str(head.doc[first : head.i + 1].text)


def _before(head: Token) -> str:
    return head.doc[head.i - 1].lower_ if head.i else ""


def _is_source(head: Token) -> bool:
    return head.lemma_.lower() in {"source", "person", "people", "insider"}


def _is_official(text: AnnotatedText, head: Token) -> bool:
    """Whether an unnamed source is placed inside a body: "a government source", "a security source"."""
    for child in head.children:
        if child.i < head.i and child.dep_ in {"compound", "amod", "nmod"}:
            if child.lower_ in {
                "official",
                "security",
                "diplomatic",
                "military",
                "intelligence",
                "government",
                "police",
                "ministry",
                "judicial",
                "political",
                "defence",
                "defense",
            }:
                return True
            if sector(child) in _STATE and text.name_at(child.i) is None:
                return True
    return False


def _count(head: Token) -> int | None:
    """How many sources a phrase speaks of, when it says so."""
    for child in head.children:
        if child.dep_ == "nummod":
            return _NUMBERS.get(child.lower_) or (int(child.text) if child.text.isdigit() else None)
    if head.tag_ in {"NN", "NNP"}:
        return 1
    return None


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {key: frozenset(map(str, words)) for key, words in knowledge.load("actors/sourcing.yaml").items()}
