"""Finds the entries of the agenda.

An entry is an event whose status lies ahead, a happening on a calendar ("the referendum will be
held"), or any act that a party says is coming ("will present its case next week"). Resolution keeps
those with a date or a place.
"""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.annotate import AnnotatedText
from dateline.extract.agenda.coming import is_coming, is_timetabled
from dateline.extract.agenda.happenings import AHEAD, Ahead, happening_ahead, is_in_doubt, slated_for
from dateline.extract.agenda.words import TIMES, distance, is_in
from dateline.extract.events import phrases, syntax
from dateline.extract.events.status import status_of
from dateline.extract.mentions import AppointmentMention, EventMention, StatementMention
from dateline.records import PlanStatus

_PAST_IN_PRESENT: Final = ("headline", "caption")
"""Passages whose present tense tells what has happened: "Army shells town Monday"."""
_DENIED: Final = frozenset({"deny", "reject", "question"})
"""Acts of statements whose content is nobody's plan: "denied that they would be sheltered"."""
_DEEP: Final = 1
"""Prepositions between a verb and a noun that is still what the verb is about."""


def find_agenda(
    text: AnnotatedText, statements: Sequence[StatementMention], events: Sequence[EventMention]
) -> list[AppointmentMention]:
    """What the text says is planned, in text order. Resolution keeps those with a date or a place."""
    said = frozenset(t.i for s in statements if s.act not in _DENIED for part in s.content for t in part)
    found: dict[int, AppointmentMention] = {}
    taken: set[int] = set()
    acts = frozenset(e.trigger.root.i for e in events if e.status in AHEAD and e.trigger.root.pos_ == "VERB")
    for index, event in enumerate(events):
        root = event.trigger.root
        if event.status not in AHEAD or _is_aside(root, acts, said) or _is_former(root):
            continue
        found[root.i] = AppointmentMention(
            what=_what(root),
            head=_carrier(root),
            parties=(*event.actors, *(p for p in event.recipients if p not in event.actors)),
            status=_plan_status(root, event.status),
            evidence=event.evidence,
            vouched_by=event.vouched_by,
            event=index,
            host=_host(root),
            distance=distance(phrases.clause(root)),
        )
        taken.update(token.i for token in event.trigger)
    clauses = {i for at in found for i in _clauses(text.doc[at])}
    for token in text.doc:
        if token.i in taken or _predicate(token).i in clauses:
            continue
        ahead = _ahead(text, token, said)
        if ahead is not None and not _is_former(token):
            found[token.i] = _appointment(token, ahead, statements)
            clauses.update(_clauses(token))
    return [found[i] for i in sorted(found)]


def _ahead(text: AnnotatedText, token: Token, said: frozenset[int]) -> Ahead | None:
    if token.pos_ in ("NOUN", "PROPN"):
        return happening_ahead(token)
    if is_coming(token, said=token.i in said):
        return Ahead(distance=distance(token))
    if is_timetabled(token) and text.passage(token.i).kind not in _PAST_IN_PRESENT:
        return Ahead(if_dated=True)
    return None


def _is_aside(root: Token, acts: frozenset[int], said: frozenset[int]) -> bool:
    """A noun under a verb that is a plan by itself: "will present its case against the tariffs next week"."""
    if root.pos_ not in ("NOUN", "PROPN"):
        return False
    prepositions, token = 0, root
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        prepositions += token.dep_ == "prep"
        token = token.head
    if root.dep_ in ("nsubj", "nsubjpass"):  # "the inquiry is expected to publish": it is no plan, its act is
        return is_in("scheduled", token) and any(
            c.dep_ == "xcomp" and not syntax.is_passive(c) and not is_in("begins", c) for c in token.children
        )
    return token.i in acts or (prepositions > _DEEP and is_coming(token, said=token.i in said))


def _is_former(token: Token) -> bool:
    """A plan that the text sets in the past: "despite previously agreeing to a meeting"."""
    clause = phrases.clause(token)
    over = [clause, clause.head] if clause.dep_ in ("xcomp", "pcomp", "ccomp") else [clause]
    return any(c.lower_ in ("previously", "earlier") and c.dep_ == "advmod" for verb in over for c in verb.children)


def _carrier(root: Token) -> Token:
    """The word that a plan's time and place hang on: in "her appeal is expected to be heard in May" the last verb."""
    if root.dep_ in ("nsubj", "nsubjpass") and is_in("scheduled", root.head):
        return next((c for c in root.head.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), root)
    return root


def _host(token: Token) -> Token | None:
    """Who has a happening at home: "will be hosted by Oman", "moved from Geneva to Vienna"."""
    verb = phrases.clause(token)
    if is_in("moved", verb):
        there = [o for c in verb.rights if c.lower_ == "to" for o in c.children if o.dep_ == "pobj"]
        return next((o for o in there if o.ent_type_ == "GPE"), None)
    doers = syntax.doers(verb) if verb.lemma_ == "host" else []
    return next((doer for doer in doers if doer.ent_type_ == "GPE"), None)


def _clauses(token: Token) -> list[int]:
    """The predicates that a plan has told of: its own, and the participle that dates it, wherever that hangs."""
    told = [_predicate(token).i]
    slated = slated_for(token)
    return told if slated is None else [*told, slated.i]


def _appointment(token: Token, ahead: Ahead, statements: Sequence[StatementMention]) -> AppointmentMention:
    heads = syntax.doers(token) if token.pos_ == "VERB" else syntax.nominal_doers(token)
    clause = phrases.clause(token)
    return AppointmentMention(
        what=_what(token),
        head=token,
        parties=tuple(phrases.phrase(head) for head in heads if head.ent_type_ not in TIMES),
        status=_plan_status(token, "planned" if token.pos_ == "VERB" else status_of(token, "CONSULT").status),
        evidence=token.doc[clause.left_edge.i : clause.right_edge.i + 1],
        vouched_by=tuple(i for i, s in enumerate(statements) if any(p.start <= token.i < p.end for p in s.content)),
        event=None,
        host=_host(token),
        day=ahead.day,
        distance=ahead.distance,
        if_dated=ahead.if_dated,
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
            return root.doc[phrases.phrase(head).start : phrases.phrase(root).end]
        return phrases.phrase(root)
    start, end = root.i, root.i + 1
    for subject in _happening_subjects(root):
        if subject.pos_ == "NOUN" and subject.i < root.i:
            start = min(start, phrases.phrase(subject).start)
    for child in root.rights:
        if child.dep_ in ("punct", "cc", "conj", "parataxis"):
            continue
        end = max(end, child.right_edge.i + 1)
    while end > root.i + 1 and root.doc[end - 1].is_space:
        end -= 1
    return root.doc[start:end]


def _happening_subjects(verb: Token) -> list[Token]:
    """The subjects that a verb only says the happening of: "the tariffs take effect", "the strike, due to begin"."""
    if verb.dep_ == "conj" and not syntax.grammatical_subjects(verb):
        return []
    if syntax.is_passive(verb):
        return syntax.patients(verb)
    if not is_in("begins", verb):
        return []
    if verb.dep_ == "xcomp" and verb.head.dep_ in ("acl", "amod", "relcl", "appos"):
        return [verb.head.head]
    return syntax.doers(verb)


def _predicate(token: Token) -> Token:
    """The predicate that carries the plan: "is set to take effect" is one, whichever of its words is asked."""
    token = phrases.clause(token)
    while token.dep_ == "xcomp" and token.head.pos_ in ("VERB", "AUX", "ADJ"):
        token = phrases.clause(token.head)
    return token


def _plan_status(root: Token, status: str) -> PlanStatus:
    """The status of a plan: put off, called off or in doubt where its own predicate says so."""
    subjects = _happening_subjects(root) if root.pos_ == "VERB" else [root]
    if any(is_in_doubt(subject) for subject in subjects):
        return "in-doubt"
    governors = [root.head, *(c for c in root.children if c.dep_ in ("amod", "acl"))]
    if any(is_in("moved", token) for token in governors) or any(_was_due(subject) for subject in subjects):
        return "moved"
    return "called-off" if status == "called-off" else "planned"


def _was_due(noun: Token) -> bool:
    """As in "the meeting, which had been due on Tuesday, will now be held", "originally planned for Geneva"."""
    for child in noun.children:
        if child.dep_ not in ("relcl", "acl") or not any(is_in("scheduled", t) for t in (child, *child.children)):
            continue
        words = {c.lower_ for c in child.children}
        if words & {"originally", "initially", "previously", "first"} or {"had", "been"} <= words or "had" in words:
            return True
    return False
