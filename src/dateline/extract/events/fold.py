"""Folding: one event per happening in a sentence, however many words name it.

"carried out an attack" is one event, and so are "the attack killed two people and wounded five" and
"two people were killed in the attack". What is refused is part of the refusal.
"""

from typing import Final

from spacy.tokens import Token

from dateline.extract.events import syntax
from dateline.extract.events.roles import Draft

_RESULTS: Final = frozenset({"kill", "wound", "strike", "target", "destroy", "beat"})
"""Frames whose verbs say what an attack did."""

_WORDS: Final = frozenset({"CONSULT", "REQUEST", "THREATEN", "AGREE", "SUPPORT", "REJECT", "ACCUSE"})
"""Types that a noun alone mentions rather than reports; a bare "strike" or "arrest" still is one."""


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
            if other is not None and draft.token not in other.consumed:
                del drafts[draft.support.i]


def same_happening(drafts: dict[int, Draft]) -> None:
    """Folds results into the attack that had them, and refused acts into the refusal."""
    for i in sorted(drafts):
        draft = drafts.get(i)
        if draft is None:
            continue
        if draft.frame.type == "REJECT" and "assertion" not in draft.frame.traits:
            _drop_refused(draft, drafts)
        elif draft.frame.type == "ASSAULT" and draft.frame.name in _RESULTS and not draft.is_noun:
            cause = _cause(draft, drafts)
            if cause is not None:
                cause.recipients = cause.recipients or draft.recipients
                cause.actors = cause.actors or draft.actors
                cause.rules.append(f"'{draft.token.text}' is its result")
                del drafts[i]


def bare_mentions(drafts: dict[int, Draft]) -> None:
    """Drops nouns of talk that name no party and no time of their own: "the talks followed requests"."""
    for i in sorted(drafts):
        draft = drafts[i]
        if (
            draft.is_noun
            and draft.frame.type in _WORDS
            and draft.support is None
            and not draft.actors
            and not draft.recipients
            and draft.status in ("occurred", "hypothetical")
        ):
            del drafts[i]


def _drop_refused(draft: Draft, drafts: dict[int, Draft]) -> None:
    for token in syntax.complements(draft.token):
        inner = drafts.get(token.i)
        if inner is not None and inner.status in ("denied", "hypothetical", "planned") and token.tag_ != "VBG":
            del drafts[token.i]


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
