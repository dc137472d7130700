"""The same happening again: "the drills", "this ban", "the Israeli strikes" take the parties that they leave out.

A definite noun without a doer points back to the nearest earlier mention of its kind. A noun or verb whose
doer is known and whose recipient is no party ("struck the depots") is done to whom that doer did the same before.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.extract.events.draft import Draft
from dateline.extract.events.frames import FOLDER
from dateline.extract.events.parties import Parties
from dateline.extract.events.phrases import content
from dateline.extract.events.syntax import doers, is_passive, obliques

_POINTERS: Final = frozenset({"the", "this", "these", "those", "that", "such"})
_REACH: Final = 8
"""How many sentences back a definite noun may point; further back it more often means another event."""

_AGAIN: Final = frozenset({"ASSAULT", "SANCTION", "COERCE", "THREATEN"})
"""Types that are done to somebody, so that a doer who is named again most often does it to the same."""


_DEEDS: Final = _AGAIN | {"MOBILIZE", "PROTEST", "COOPERATE"}
"""Types in which "Monday's …" points back to the same deed; of talks it may tell of another round of the same parties."""

_PARTS: Final = frozenset({"role", "part", "involvement", "responsibility", "hand", "complicity", "participation"})
_OVER: Final = frozenset({"after", "since", "following", "during", "in", "at"})
_ENDS: Final = frozenset({"end", "conclusion", "result", "outcome", "close", "sideline", "sidelines", "aftermath"})
_LASTING: Final = frozenset({"talk", "talks", "negotiation", "negotiations", "discussion", "dialogue", "contact"})
"""Nouns of what goes on in rounds: that one round is planned does not say so of "the talks"."""

_PART_IN: Final = frozenset({"in", "for"})


def inherit(drafts: dict[int, Draft], parties: Parties) -> None:
    """Gives later mentions of a happening, and those of headlines, the parties that only another mention names."""
    told = _told(drafts)
    earlier: list[tuple[int, Draft]] = []
    for sentence, draft in told:
        near = _near(earlier, sentence)
        if not draft.actors:
            _take_over(draft, _model(draft, near, parties))
        if draft.actors and draft.frame.type in _AGAIN and _lacks_party(draft, parties):
            _add_recipient(draft, [model for _, model in near], parties)
        if draft.actors:
            earlier.append((sentence, draft))
    for sentence, draft in told:
        if not draft.actors and _is_headline(draft, parties):
            later = [(at - sentence, m) for at, m in told if sentence < at <= sentence + _REACH and m.actors]
            _take_over(draft, _model(draft, later, parties))


def _told(drafts: dict[int, Draft]) -> list[tuple[int, Draft]]:
    """The drafts in text order, each with the number of its sentence."""
    found: list[tuple[int, Draft]] = []
    sentence, last = -1, -1
    for i in sorted(drafts):
        if drafts[i].token.sent.start != last:
            sentence, last = sentence + 1, drafts[i].token.sent.start
        found.append((sentence, drafts[i]))
    return found


def _model(draft: Draft, near: Sequence[tuple[int, Draft]], parties: Parties) -> Draft | None:
    """The nearest mention that tells who took part in the happening of a draft; None if none does, or two compete."""
    noun = _noun(draft)
    if noun is None:
        return next((m for _, m in near if _is_undergone(draft, m)), None)
    dated = _is_dated(noun)
    definite = any(child.dep_ == "det" and child.lower_ in _POINTERS for child in noun.lefts)
    if not (definite or (dated and not draft.recipients) or _is_headline(draft, parties)):
        return None
    if "reciprocal" in draft.frame.traits and any(map(parties.is_party, draft.recipients)):
        return None  # "the meeting of the board": it names its own
    by_kind_only = dated and draft.frame.type not in _DEEDS  # "Friday's meeting" may be another round
    close_by = [(off, m) for off, m in near if not _is_another(noun, m) and not _is_elsewhere(noun, m, parties)]
    fitting = [(off, m, _is_same(draft, noun, m)) for off, m in close_by]
    fitting = [(off, m, same and not by_kind_only) for off, m, same in fitting if same or _is_kin(noun, m)]
    if not fitting:
        return None
    first = fitting[0][0]
    close = [(m, same) for off, m, same in fitting if by_kind_only or off - first <= 1]
    best = [m for m, same in close if same] or [m for m, _ in close]
    return None if any(_differ(best[0].actors, m.actors, parties) for m in best[1:]) else best[0]


def _take_over(draft: Draft, model: Draft | None) -> None:
    """Gives a draft the parties of another mention, and its status where only that tells it."""
    if model is None:
        return
    draft.actors = list(model.actors)
    draft.recipients = draft.recipients or list(model.recipients)
    draft.borrowed += [head for head in (*model.actors, *model.recipients) if head not in draft.borrowed]
    where = "earlier" if model.token.i < draft.token.i else "later"
    draft.rules.append(f"parties of the {where} '{model.token.text}'")
    lasting = draft.token.lemma_.lower() in _LASTING
    if model.status == "planned" and draft.presumed and not lasting and not _is_past(draft.token):
        draft.status = "planned"


def _near(earlier: Sequence[tuple[int, Draft]], sentence: int) -> list[tuple[int, Draft]]:
    """The mentions of the last sentences, the nearest first, each with how many sentences back it stands."""
    found = takewhile(lambda at: sentence - at[0] <= _REACH, reversed(earlier))
    return [(sentence - at, model) for at, model in found]


def _is_headline(draft: Draft, parties: Parties) -> bool:
    return parties.text.passage(draft.token.i).kind == "headline"


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


def _noun(draft: Draft) -> Token | None:
    """The noun that names an event, itself the trigger or the subject of a passive one: "the meeting will be held"."""
    if draft.is_noun:
        return draft.token
    return next((noun for noun in draft.consumed if noun.pos_ == "NOUN" and noun.dep_ == "nsubjpass"), None)


def _is_dated(noun: Token) -> bool:
    """Whether a day stands before a noun: "Monday's drills"."""
    return any(child.dep_ == "poss" and child.ent_type_ == "DATE" for child in noun.lefts)


def _is_another(noun: Token, model: Draft) -> bool:
    """Whether names beside a noun, or its aim, set it apart: "the September 11 attacks", "the Vienna talks", "the talks to lift the ban"."""
    if any(c.dep_ in ("acl", "relcl") and c.tag_ == "VB" for c in noun.rights):
        return True
    own = {
        t.lower_
        for t in noun.lefts
        if t.dep_ in ("amod", "compound", "nmod", "nummod") and (t.ent_type_ or t.pos_ == "PROPN")
    }
    return bool(own) and not own <= {t.lower_ for t in model.token.sent}


def _is_elsewhere(noun: Token, model: Draft, parties: Parties) -> bool:
    """Whether a paragraph is about another country than the mention before it: "In London, … fight the attack"."""
    start, passages = noun.i, parties.text.passage_of
    while start and passages[start - 1] == passages[noun.i]:
        start -= 1
    sentence = model.token.sent
    if start <= model.token.i:
        return False
    here = frozenset(parties.countries_between(start, noun.sent.end))
    there = frozenset(parties.countries_between(sentence.start, sentence.end))
    told = there | _countries([*model.actors, *model.recipients], parties)
    return bool(here and told) and not here & told


def _is_same(draft: Draft, noun: Token, model: Draft) -> bool:
    """Named by the same word, by its verb ("shelled", "the shelling"), or by another word of the same frame."""
    words = {model.token.lemma_.lower(), *(word.lemma_.lower() for word in model.consumed)}
    lemma = noun.lemma_.lower()
    return bool({lemma, lemma.removesuffix("ing")} & words) or draft.frame is model.frame


def _is_kin(noun: Token, model: Draft) -> bool:
    """Told by a word that the noun may point back to: "fired on a bus" for "the attack"."""
    lemma = noun.lemma_.lower()
    types, names = (knowledge.load(f"{FOLDER}/again.yaml")[section].get(lemma, ()) for section in ("types", "frames"))
    return model.frame.name in names or not {model.frame.type, *model.folded}.isdisjoint(types)


def _is_undergone(draft: Draft, model: Draft) -> bool:
    """Whether a passive tells again what somebody did to the same: "the convoy was attacked", "rebels attacked the convoy"."""
    if draft.frame is not model.frame or not is_passive(draft.token):
        return False
    return any(_is_one(head, other) for head in draft.recipients for other in model.recipients)


def _is_one(head: Token, other: Token) -> bool:
    """Whether two nominals name the same: by the same name, or a noun with "the" or with the same number."""
    if head.pos_ not in ("NOUN", "PROPN") or not _words(head) & _words(other):
        return False
    numbers = {t.lower_ for t in head.lefts if t.dep_ == "nummod"}
    if numbers:
        return numbers <= {t.lower_ for t in other.lefts}
    return head.pos_ == "PROPN" or any(t.lower_ in _POINTERS for t in head.lefts)


def _words(head: Token) -> set[str]:
    return {head.lemma_, content(head).lemma_}


def _differ(actors: Sequence[Token], others: Sequence[Token], parties: Parties) -> bool:
    """Whether two sets of doers have nobody in common, by country or, without one, by word.

    A pronoun may be anybody, and a person may act for any country.
    """
    if any(head.pos_ == "PRON" for head in (*actors, *others)):
        return False
    one, other = _countries(actors, parties), _countries(others, parties)
    if one and other:
        return not one & other
    if (one or other) and any(head.ent_type_ == "PERSON" for head in (*actors, *others)):
        return False
    return not {head.lemma_ for head in actors} & {head.lemma_ for head in others}
