"""What a noun measures: "fatalities" are deaths, "soldiers" are troops, "goats" are goats."""

from functools import cache
from typing import Any, Final

from spacy.tokens import Token

from dateline import knowledge

_PLURAL_TAGS: Final = frozenset({"NNS", "NNPS"})


@cache
def lexicon() -> Any:
    """The nouns that are counted, from the knowledge base."""
    return knowledge.load("measures/nouns.yaml")


@cache
def _by_noun() -> tuple[dict[str, str], dict[str, str]]:
    outcomes, things = (
        {noun.lower(): measure for measure, nouns in lexicon()[kind].items() for noun in nouns}
        for kind in ("outcomes", "things")
    )
    return outcomes, things


def _forms(token: Token) -> tuple[str, ...]:
    """The names that a noun can be known by, the most specific first: "fighter jet", then "jet"."""
    lemma = token.lemma_.lower()
    before = token.nbor(-1).lower_ if token.i else ""
    return (f"{before} {lemma}", lemma, token.lower_)


def outcome_of_noun(token: Token) -> str | None:
    """The measure of a noun that says by itself what happened ("fatalities", "arrests")."""
    outcomes = _by_noun()[0]
    return next((outcomes[form] for form in _forms(token) if form in outcomes), None)


def measure_of_noun(token: Token) -> str | None:
    """The measure of a noun that the knowledge base knows; None for another."""
    things = _by_noun()[1]
    outcome = outcome_of_noun(token)
    if outcome is not None:
        return outcome
    known = next((things[form] for form in _forms(token) if form in things), None)
    if known is None and token.ent_type_ == "NORP" and token.tag_ in _PLURAL_TAGS:
        return "people"
    return known


def own_measure(token: Token) -> str:
    """The measure of any other noun: its plural, as the text prints it or as English forms it."""
    if token.tag_ in _PLURAL_TAGS:
        return token.lower_
    lemma = token.lemma_.lower()
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"
