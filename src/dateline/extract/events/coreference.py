"""The same happening again: "the drills", "this ban", "the Israeli strikes" take the parties that they leave out.

A definite noun without a doer points back to the nearest earlier mention of its kind. A noun or verb whose
doer is known and whose recipient is no party ("struck the depots") is done to whom that doer did the same before.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from spacy.tokens import Token

from dateline.extract.events.parties import Parties
from dateline.extract.events.roles import Draft
from dateline.extract.events.syntax import doers, obliques

_POINTERS: Final = frozenset({"the", "this", "these", "those", "that", "such"})
_REACH: Final = 8
"""How many sentences back a definite noun may point; further back it more often means another event."""

_AGAIN: Final = frozenset({"ASSAULT", "SANCTION", "COERCE", "THREATEN"})
"""Types that are done to somebody, so that a doer who is named again most often does it to the same."""


_DEEDS: Final = _AGAIN | {"MOBILIZE", "PROTEST", "COOPERATE"}
"""Types that "Monday's …" points back to; of talks it more often tells of another round."""

_PARTS: Final = frozenset({"role", "part", "involvement", "responsibility", "hand", "complicity", "participation"})
_OVER: Final = frozenset({"after", "since", "following", "during", "in", "at"})
_ENDS: Final = frozenset({"end", "conclusion", "result", "outcome", "close", "sideline", "sidelines", "aftermath"})
_LASTING: Final = frozenset({"talk", "talks", "negotiation", "negotiations", "discussion", "dialogue", "contact"})
"""Nouns of what goes on in rounds: that one round is planned does not say so of "the talks"."""

_PART_IN: Final = frozenset({"in", "for"})


def inherit(drafts: dict[int, Draft], parties: Parties) -> None:
    """Gives later mentions of a happening the parties that only an earlier mention names."""
    earlier: list[tuple[int, Draft]] = []
    sentence, last = -1, -1
    for i in sorted(drafts):
        draft = drafts[i]
        if draft.token.sent.start != last:
            sentence, last = sentence + 1, draft.token.sent.start
        near = _near(earlier, sentence)
        if draft.is_noun and not draft.actors and _points_back(draft):
            model = next((m for m in near if _is_same(draft, m) and not _is_another(draft.token, m)), None)
            if model is not None:
                draft.actors = list(model.actors)
                draft.recipients = draft.recipients or list(model.recipients)
                draft.rules.append(f"parties of the earlier '{model.token.text}'")
                lasting = draft.token.lemma_.lower() in _LASTING
                if model.status == "planned" and draft.presumed and not lasting and not _is_past(draft.token):
                    draft.status = "planned"
        if draft.actors and draft.frame.type in _AGAIN and _lacks_party(draft, parties):
            _add_recipient(draft, near, parties)
        if draft.actors:
            earlier.append((sentence, draft))


def _near(earlier: Sequence[tuple[int, Draft]], sentence: int) -> list[Draft]:
    """The mentions of the last sentences, the nearest first."""
    return [model for _, model in takewhile(lambda at: sentence - at[0] <= _REACH, reversed(earlier))]


def not_yet(drafts: dict[int, Draft]) -> None:
    """Measures that a report only ever tells as coming are planned wherever it mentions them."""
    told: dict[str, set[str]] = {}
    measures = [drafts[i] for i in sorted(drafts) if drafts[i].frame.type == "SANCTION"]
    for draft in measures:
        if not draft.presumed:
            told.setdefault(draft.frame.name, set()).add(draft.status)
    for draft in measures:
        statuses = told.get(draft.frame.name, set())
        if draft.presumed and "planned" in statuses and statuses <= {"planned", "hypothetical"}:
            draft.status = "planned"
            draft.rules.append("elsewhere in the report it is only to come")


def _is_past(noun: Token) -> bool:
    """Whether a noun is told as over: "after the talks", "during the meeting"."""
    if noun.dep_ != "pobj":
        return False
    return noun.head.lower_ in _OVER or noun.head.head.lemma_.lower() in _ENDS


def deny(drafts: dict[int, Draft]) -> None:
    """Names whoever denies a part in an act as its denied doer: "denied any role in the killing"."""
    for i in sorted(drafts):
        denial = drafts[i]
        if "assertion" not in denial.frame.traits or denial.is_noun or not denial.actors:
            continue
        for part in denial.token.children:
            if part.dep_ != "dobj" or part.lemma_.lower() not in _PARTS:
                continue
            for head in obliques(part, _PART_IN) + obliques(denial.token, _PART_IN):
                act = drafts.get(head.i)
                if act is not None and not act.actors:
                    act.actors, act.status = list(denial.actors), "denied"
                    act.rules.append(f"'{denial.token.text}' a part in it")


def _add_recipient(draft: Draft, near: Sequence[Draft], parties: Parties) -> None:
    """Adds the party that the same doer did the same kind of thing to just before."""
    doer = _countries(draft.actors, parties)
    model = next((m for m in near if m.frame.type in _AGAIN and doer and _countries(m.actors, parties) == doer), None)
    if model is None or (not draft.recipients and model.frame.type != draft.frame.type):
        return
    found = [head for head in model.recipients if _countries([head], parties) - doer]
    here = frozenset(parties.countries_between(draft.token.sent.start, draft.token.sent.end))
    if found and (draft.recipients or here <= doer | _countries(found, parties)):  # who else is named may be meant
        draft.recipients += found
        draft.rules.append(f"done to the same as the earlier '{model.token.text}'")


def _lacks_party(draft: Draft, parties: Parties) -> bool:
    """Whether the recipients are only places and things without an owner, or a noun has none."""
    if not draft.recipients:
        return draft.is_noun
    return not any(parties.is_party(head) or _countries([head], parties) for head in draft.recipients)


def _countries(heads: Sequence[Token], parties: Parties) -> frozenset[str]:
    """The countries, or bodies without one, that phrases name."""
    named = [meant for head in heads for meant in _sayers(head)]
    return frozenset(country for head in named for country in parties.countries(head))


def _sayers(head: Token) -> list[Token]:
    """For the subject "it" of what is said, who says it: "Oslo said it would"; else the head itself."""
    clause = head.head
    if head.lower_ != "it" or head.dep_ != "nsubj" or clause.dep_ != "ccomp":
        return [head]
    return doers(clause.head)


def _points_back(draft: Draft) -> bool:
    """Whether a noun is definite: by a determiner, or by a day ("Monday's drills") where it names no recipient itself."""
    if any(child.dep_ == "det" and child.lower_ in _POINTERS for child in draft.token.lefts):
        return True
    dated = any(child.dep_ == "poss" and child.ent_type_ == "DATE" for child in draft.token.lefts)
    return dated and draft.frame.type in _DEEDS and not draft.recipients


def _is_another(noun: Token, model: Draft) -> bool:
    """Whether names before a noun set it apart: "the September 11 attacks", "the Vienna talks"."""
    own = {
        t.lower_
        for t in noun.lefts
        if t.dep_ in ("amod", "compound", "nmod", "nummod") and (t.ent_type_ or t.pos_ == "PROPN")
    }
    return bool(own) and not own <= {t.lower_ for t in model.token.sent}


def _is_same(draft: Draft, model: Draft) -> bool:
    """Named by the same word, or by another word of the same frame."""
    words = {model.token.lemma_.lower(), *(noun.lemma_.lower() for noun in model.consumed)}
    return draft.token.lemma_.lower() in words or draft.frame is model.frame
