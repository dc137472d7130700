"""Agenda: what is planned, due or threatened.

An entry is an event whose status lies ahead, a happening on a calendar ("the referendum will be
held"), or any act that a party says is coming ("will present its case next week"). Resolution keeps
those with a date or a place.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.extract.events import syntax
from dateline.extract.events.status import status_of
from dateline.extract.mentions import AppointmentMention, EventMention, StatementMention
from dateline.records import PlanStatus

_AHEAD: Final = frozenset({"planned", "threatened", "called-off"})
_FUTURE_DAYS: Final = frozenset({"next", "coming", "upcoming", "tomorrow", "forthcoming"})


def find_agenda(
    text: AnnotatedText, statements: Sequence[StatementMention], events: Sequence[EventMention]
) -> list[AppointmentMention]:
    """What the text says is planned, in text order. Resolution keeps those with a date or a place."""
    found: dict[int, AppointmentMention] = {}
    taken: set[int] = set()
    for index, event in enumerate(events):
        taken.update(token.i for token in event.trigger)
        if event.status in _AHEAD:
            root = event.trigger.root
            found[root.i] = AppointmentMention(
                what=_what(root),
                parties=(*event.actors, *(p for p in event.recipients if p not in event.actors)),
                status=_plan_status(root, event.status),
                evidence=event.evidence,
                vouched_by=event.vouched_by,
                event=index,
            )
    clauses = {_predicate(text.doc[i]).i for i in found}
    for token in text.doc:
        if token.i in taken or _predicate(token).i in clauses:
            continue
        status = _calendar(token) if token.pos_ in ("NOUN", "PROPN") else _coming(token)
        if status is not None:
            found[token.i] = _appointment(token, status, statements)
            clauses.add(_predicate(token).i)
    return [found[i] for i in sorted(found)]


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(knowledge.load("frames/agenda.yaml")[section])


def _appointment(token: Token, status: PlanStatus, statements: Sequence[StatementMention]) -> AppointmentMention:
    heads = syntax.doers(token) if token.pos_ == "VERB" else syntax.nominal_doers(token)
    clause = syntax.clause(token)
    return AppointmentMention(
        what=_what(token),
        parties=tuple(syntax.phrase(head) for head in heads if head.ent_type_ not in ("DATE", "TIME")),
        status=status,
        evidence=token.doc[clause.left_edge.i : clause.right_edge.i + 1],
        vouched_by=tuple(i for i, s in enumerate(statements) if any(p.start <= token.i < p.end for p in s.content)),
        event=None,
    )


def _what(root: Token) -> Tokens:
    """The words of the plan: a noun with its modifiers, a verb with all that follows it."""
    if root.pos_ in ("NOUN", "PROPN"):
        head = root.head.head
        if (
            root.dep_ == "pobj"
            and root.head.lower_ == "of"
            and head.lemma_ in ("part", "round", "series", "number", "start", "beginning")
        ):
            return root.doc[syntax.phrase(head).start : syntax.phrase(root).end]
        return syntax.phrase(root)
    start, end = root.i, root.i + 1
    for subject in syntax.patients(root) if syntax.is_passive(root) else syntax.doers(root):
        if (
            subject.pos_ == "NOUN"
            and subject.i < root.i
            and (syntax.is_passive(root) or root.lemma_ in ("take", "begin", "start", "apply", "happen", "enter", "go"))
        ):
            start = min(start, syntax.phrase(subject).start)
    for child in root.rights:
        if child.dep_ in ("punct", "cc", "conj", "parataxis"):
            continue
        end = max(end, child.right_edge.i + 1)
    return root.doc[start:end]


def _calendar(noun: Token) -> PlanStatus | None:
    """The plan status of a happening on a calendar that is still ahead, or None."""
    if noun.lower_ not in _words("happenings") and noun.lemma_.lower() not in _words("happenings"):
        return None
    if noun.dep_ == "compound" or noun.ent_type_ == "DATE":
        return None
    if _is_slated(noun):
        return "planned"
    verdict = status_of(noun, "CONSULT")
    if verdict.status in _AHEAD:
        return _plan_status(noun, verdict.status)
    anchor = noun.head
    if noun.dep_ == "pobj" and any(t.lower_ in _words("ahead") for t in _outwards(anchor)) and _dated_ahead(noun):
        return "planned"
    return None


def _is_slated(noun: Token) -> bool:
    """As in "a place for Friday's meeting slated to begin at noon", whatever the parser hangs the participle on."""
    at = noun.i + 1
    if at < len(noun.doc) and noun.doc[at].text == ",":
        at += 1
    if at >= len(noun.doc):
        return False
    said = noun.doc[at]
    known = {said.lower_, said.lemma_.lower()} & _words("scheduled")  # "slated" has the lemma "slat"
    return said.dep_ in ("acl", "advcl") and said.tag_ in ("VBN", "VBD") and bool(known)


def _outwards(preposition: Token) -> Iterator[Token]:
    yield preposition
    yield from (head for _, head in list(syntax.ancestors(preposition))[:2] if head.pos_ in ("ADP", "ADV", "SCONJ"))


def _dated_ahead(noun: Token) -> bool:
    return any(token.lower_ in _FUTURE_DAYS for token in noun.subtree if abs(token.i - noun.i) <= 6)


def _coming(verb: Token) -> PlanStatus | None:
    """The plan status of an act that is said to be coming on a day or at a place, or None."""
    if verb.pos_ != "VERB" or not any(
        token.ent_type_ in ("DATE", "TIME", "GPE", "LOC", "FAC") for token in _arguments(verb)
    ):
        return None
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    if auxiliaries & _words("calendar"):
        return "planned"
    if (
        "to" in auxiliaries
        and verb.dep_ in ("xcomp", "acl", "ccomp")
        and verb.head.lemma_.lower() in _words("scheduled")
    ):
        return "planned" if not any(c.dep_ == "neg" for c in verb.head.children) else None
    if "to" in auxiliaries and verb.dep_ in ("xcomp", "ROOT") and verb.head.lemma_ in ("be", verb.lemma_):
        return "planned"
    return None


def _arguments(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.i > verb.i:
            yield from child.subtree


def _predicate(token: Token) -> Token:
    """The predicate that carries the plan: "is set to take effect" is one, whichever of its words is asked."""
    token = syntax.clause(token)
    while token.dep_ == "xcomp" and token.head.pos_ in ("VERB", "AUX", "ADJ"):
        token = syntax.clause(token.head)
    return token


def _plan_status(root: Token, status: str) -> PlanStatus:
    governors = [root.head, *(c for c in root.children if c.dep_ in ("amod", "acl"))]
    if any(token.lemma_.lower() in _words("moved") for token in governors):
        return "moved"
    return "called-off" if status == "called-off" else "planned"
