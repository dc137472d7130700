"""Nouns that tell their roles the other way: "his arrest", "the visit of the envoy to", "the assaults of the troops on"."""

from typing import Final

from spacy.tokens import Token

from dateline.extract.events import phrases, syntax
from dateline.extract.events.frames import classes
from dateline.extract.events.parties import Parties

_SUFFERED: Final = frozenset(
    "arrest detention imprisonment assassination murder killing execution beheading abduction kidnapping deportation "
    "extradition expulsion eviction release acquittal indictment impeachment conviction sentencing prosecution trial "
    "dismissal sacking ouster rescue torture beating stabbing shooting incarceration".split()
)
"""Nouns whose owner suffers what they name: "his arrest", "the general's assassination"."""

_MADE: Final = frozenset({"visit", "trip", "tour", "arrival", "opposition", "refusal"})
"""Nouns whose "of" names the one who makes them: "the visit of the envoy to"."""

_DONE: Final = frozenset({"attack", "assault", "raid", "incursion", "offensive", "aggression", "onslaught", "strike"})
"""Nouns whose "of" names the doer where it is a force, or where "on" names the target: "the assaults of the troops on the town"."""


def turned(
    noun: Token, actors: list[Token], recipients: list[Token], parties: Parties
) -> tuple[list[Token], list[Token]]:
    """Turns owners and of-phrases that such nouns tell the other way: "his arrest", "the assaults of the troops on"."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    lemma = noun.lemma_.lower()
    if owners and lemma in _SUFFERED and actors == owners and not recipients:
        return [], owners
    if lemma in _MADE and recipients:
        of = [o for o in syntax.obliques(noun, frozenset({"of"})) if o.ent_type_ not in ("GPE", "LOC")]
        if not actors and of and parties.is_party(of[0]) and all(head in of for head in recipients):
            return of, syntax.obliques(noun, frozenset({"to", "in"}))
    if lemma in _DONE and not actors and recipients:
        targets = syntax.obliques(noun, frozenset({"on", "upon", "against", "into"}))
        of = [o for o in syntax.obliques(noun, frozenset({"of"})) if _is_force(o) or (targets and parties.is_party(o))]
        if of and all(head in of for head in recipients):
            return of, [head for head in targets if head not in of]
    return actors, recipients


def _is_force(head: Token) -> bool:
    return phrases.content(head).lemma_.lower() in classes()["force"] or head.ent_type_ == "NORP"
