"""Folding: one event per happening in a sentence, however many words name it.

"carried out an attack" is one event, and so are "the attack killed two people and wounded five" and
"two people were killed in the attack". What is refused is part of the refusal.
"""

from typing import Final

from spacy.tokens import Token

from dateline.extract.events import syntax
from dateline.extract.events.draft import Draft
from dateline.extract.events.parties import Parties

_RESULTS: Final = frozenset({"kill", "wound", "strike", "target", "destroy", "beat"})
"""Frames whose verbs say what an attack did."""

_WORDS: Final = frozenset({"CONSULT", "REQUEST", "THREATEN", "AGREE", "SUPPORT", "REJECT", "ACCUSE"})
"""Types that a noun alone mentions rather than reports; a bare "strike" or "arrest" still is one."""


_SOFT: Final = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "CONCEDE", "REQUEST"})
"""Types of words and ties; of these the agreement to do them is all that is reported."""

_TO: Final = frozenset({"to"})
_OCCASIONS: Final = frozenset({"in", "during", "at"})


def supported(drafts: dict[int, Draft]) -> None:
    """Drops nouns that their verb already counts, and support verbs of nouns that are events."""
    for i in sorted(drafts):
        draft = drafts.get(i)
        if draft is None:
            continue
        for noun in draft.consumed:
            if "keep" not in draft.frame.traits:
                drafts.pop(noun.i, None)
        if draft.support is not None and i in drafts:
            other = drafts.get(draft.support.i)
            if other is not None and "future-negated" in other.frame.traits:
                del drafts[i]  # "will not join the sanctions" refuses
            elif other is not None and draft.token not in other.consumed:
                del drafts[draft.support.i]


def same_happening(drafts: dict[int, Draft]) -> None:
    """Folds results into the attack that had them, and refused acts into the refusal."""
    for i in sorted(drafts):
        draft = drafts.get(i)
        if draft is None:
            continue
        if "ends-talks" in draft.frame.traits:
            _end_talks(draft, drafts)
        if draft.frame.type == "REJECT" and "assertion" not in draft.frame.traits:
            _drop_refused(draft, drafts)
        elif draft.frame.type == "AGREE":
            _drop_promised(draft, drafts)
        elif draft.is_noun and _is_within(draft, drafts):
            del drafts[i]
        elif draft.frame.type == "ASSAULT" and draft.frame.name in _RESULTS and not draft.is_noun:
            cause = _cause(draft, drafts)
            if cause is not None:
                cause.recipients = cause.recipients or draft.recipients
                cause.actors = cause.actors or draft.actors
                cause.rules.append(f"'{draft.token.text}' is its result")
                del drafts[i]


def bare_mentions(drafts: dict[int, Draft], parties: Parties) -> None:
    """Drops nouns that name no party: of talk ("the talks followed requests"), or of what only may be ("any attack")."""
    for i in sorted(drafts):
        draft = drafts[i]
        if draft.is_noun and draft.frame.type == "AID" and draft.support is None and not draft.actors:
            del drafts[i]  # "to let aid in": a thing, not a giving
            continue
        anything = draft.is_noun and any(c.lower_ == "any" for c in draft.token.lefts)
        if anything and draft.status == "hypothetical" and not draft.actors:
            del drafts[i]
            continue
        if any(map(parties.is_party, (*draft.actors, *draft.recipients))):
            continue
        if not draft.is_noun:
            if draft.status == "hypothetical" and draft.frame.type in _SOFT and not draft.actors:
                del drafts[i]
            continue
        if any(child.dep_ == "poss" and child.ent_type_ == "DATE" for child in draft.token.lefts):
            continue  # "Friday's meeting" is one
        imagined = draft.status in ("hypothetical", "denied")
        told = draft.frame.type in _WORDS and draft.status == "occurred" and not draft.recipients
        if (told or imagined) and not _is_asserted(draft):
            del drafts[i]


def _is_asserted(draft: Draft) -> bool:
    """Whether a verb says of the noun itself that it may be or is not: "a strike may be called"."""
    return draft.support is not None and draft.token.dep_ in ("nsubj", "nsubjpass", "pobj", "conj")


def _drop_refused(draft: Draft, drafts: dict[int, Draft]) -> None:
    for token in syntax.complements(draft.token):
        inner = drafts.get(token.i)
        if inner is not None and inner.status in ("denied", "hypothetical", "planned") and token.tag_ != "VBG":
            del drafts[token.i]


def unable(drafts: dict[int, Draft]) -> None:
    """Drops agreements and talks that somebody was unable to come to: neither they nor a refusal took place."""
    for i in sorted(drafts):
        draft = drafts[i]
        if draft.frame.type in _SOFT and draft.status == "denied" and "under 'unable'" in draft.rules:
            del drafts[i]


def _drop_promised(draft: Draft, drafts: dict[int, Draft]) -> None:
    """Talks and statements that are agreed to are what the agreement is about; promised deeds stay events."""
    for token in _promised(draft.token):
        inner = drafts.get(token.i)
        if inner is None or inner.frame.type not in _SOFT:
            continue
        if inner.status in ("planned", "hypothetical") or (inner.is_noun and inner.status == "occurred"):
            others = [head for head in inner.recipients if head not in draft.actors]
            if others and not any(head in draft.recipients for head in others):
                draft.recipients = others if inner.is_noun else draft.recipients or others
            draft.rules.append(f"'{token.text}' is what is agreed to")
            del drafts[token.i]


def _promised(verb: Token) -> list[Token]:
    """The predicates in what is agreed to, and the nouns that their support verbs carry."""
    found: list[Token] = []
    for token in syntax.complements(verb):
        found += [token, *(c for c in token.children if c.dep_ in ("dobj", "conj"))]
    return found + syntax.obliques(verb, _TO)


def _end_talks(draft: Draft, drafts: dict[int, Draft]) -> None:
    """Talks that end or stall are the event of their end: its parties are theirs."""
    for head in syntax.grammatical_subjects(draft.token):
        talks = drafts.get(head.i)
        if talks is not None and talks.is_noun and talks.frame.type == "CONSULT":
            draft.actors, draft.recipients = list(talks.actors), list(talks.recipients)
            draft.rules.append(f"the end of the '{head.text}'")
            draft.folded.append(talks.frame.type)
            del drafts[head.i]


def _is_within(draft: Draft, drafts: dict[int, Draft]) -> bool:
    """Whether a noun only says on what occasion an act of its own type took place: "marched in a protest"."""
    noun = draft.token
    if noun.dep_ != "pobj" or noun.head.lower_ not in _OCCASIONS:
        return False
    outer = drafts.get(noun.head.head.i)
    if outer is None or outer.frame.type != draft.frame.type or outer.frame.type not in ("PROTEST", "MOBILIZE"):
        return False
    outer.rules.append(f"on the occasion '{noun.text}'")
    return True


def _cause(draft: Draft, drafts: dict[int, Draft]) -> Draft | None:
    """The attack that a verb of harm tells the result of: its subject, its "in …", or the verb before it."""
    verb = draft.token
    for head in [*syntax.doers(verb), *syntax.obliques(verb, frozenset({"in", "during", "by"}))]:
        found = _assault(head, drafts)
        if found is not None and found.is_noun:
            return found
    if verb.dep_ in ("advcl", "conj", "pcomp") and verb.tag_ in ("VBG", "VBD", "VBN"):
        found = _assault(verb.head if verb.head.pos_ != "ADP" else verb.head.head, drafts)
        if (
            found is not None
            and not found.is_noun
            and ((verb.tag_ == "VBG" and draft.frame.name in ("kill", "wound")) or found.frame.name in _RESULTS)
        ):
            return found
    return None


def _assault(token: Token, drafts: dict[int, Draft]) -> Draft | None:
    found = drafts.get(token.i)
    return found if found is not None and found.frame.type == "ASSAULT" else None
