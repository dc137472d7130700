"""Whether the clause around a time speaks of what is still to come."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from spacy.tokens import Token

from dateline.resolve.within.when.grammar import WORDS

_MODALS: Final = frozenset(WORDS["future"]["modals"])
_PARTICIPLES: Final = frozenset(WORDS["future"]["participles"])
_UNDOING: Final = frozenset(WORDS["future"]["undoing"])
_CALLING: Final = frozenset(WORDS["future"]["calling"])
_ATTEMPTS: Final = frozenset(WORDS["future"]["attempts"])
_VERBS: Final = frozenset(WORDS["future"]["verbs"])
_PAST_TAGS: Final = ("VBD", "VBN")
_CHILDREN: Final = 50  # of one token: more is no sentence, and must not cost the square of its length
_REACH: Final = 12  # heads to climb: deeper is another clause, or a parse gone astray


def coming(time: Token, *, headline: bool) -> bool:
    """Whether the time's clause is in the future, a plan or a schedule.

    The simple present is a schedule in running text ("talks begin Monday") and a past in a
    headline or a caption ("Army shells town Monday").
    """
    token, of_thing = time, False
    by = time.head.lower_ in ("by", "before", "until")
    for _ in range(_REACH):
        if _points_ahead(token):
            return True
        if token.pos_ in ("VERB", "AUX"):
            called = (of_thing or by or _is_set_for(time, token)) and token.lemma_.lower() in _CALLING
            return (
                called or _is_put_off(time, token) or _is_undone(time, token) or _verb_ahead(token, headline=headline)
            )
        of_thing = of_thing or (token != time and token.pos_ == "NOUN")
        if token.head == token:
            return False
        token = token.head
    return False


def overtaken(time: Token) -> bool:
    """Whether the plan that a time belongs to is told as past: "was due to stand trial in November", "had planned to"."""
    verb = next((t for t in (time, *islice(time.ancestors, _REACH)) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or not any(child.tag_ == "TO" for child in _children(verb)):
        return False
    plan = verb.head
    if plan.lower_ not in _PARTICIPLES and plan.lemma_.lower() not in _VERBS:
        return False
    words = {
        child.lower_ for token in (plan, plan.head) for child in (token, *_children(token)) if token.pos_ != "NOUN"
    }
    return "had" in words or (plan.lower_ in _PARTICIPLES and bool(words & {"was", "were"}))


def gone(time: Token) -> bool:
    """Whether the verb of a time is a plain past: "police raided the flat in May"; a saying may tell what is to come."""
    verb = time.head.head
    if time.dep_ != "pobj" or any(c.dep_ in ("ccomp", "xcomp") for c in _children(verb)):
        return False  # "confirmed 10 May for the meeting" does not say when it was confirmed
    helpers = {c.lower_ for c in _children(verb) if c.dep_ in ("aux", "auxpass")}
    return (verb.tag_ == "VBD" and not helpers) or (verb.tag_ == "VBN" and bool(helpers & {"was", "were", "had"}))


def sets_scene(time: Token) -> bool:
    """Whether a time stands in a main clause: a history told aside ("since it won independence in 1974") dates nothing else."""
    verb = next((t for t in (time, *islice(time.ancestors, _REACH)) if t.pos_ in ("VERB", "AUX")), None)
    return verb is None or verb.dep_ not in ("advcl", "relcl", "acl", "pcomp")


def reaches_now(time: Token) -> bool:
    """Whether what a time belongs to lasts to the present: "has been under arrest since October"."""
    verb = next((t for t in (time, *islice(time.ancestors, _REACH)) if t.pos_ in ("VERB", "AUX")), None)
    return verb is not None and any(
        child.lower_ in ("has", "have") and child.dep_ == "aux" for child in _children(verb)
    )


def _is_set_for(time: Token, verb: Token) -> bool:
    """As in "has called a strike for Friday", "was fixed for 3 May"; "operations for 1777" tells no plan of today."""
    return time.dep_ == "pobj" and not time.is_digit and time.head.lower_ == "for" and time.head.head == verb


def _is_put_off(time: Token, verb: Token) -> bool:
    """As in "moved the vote to 3 May", "was postponed until Friday"."""
    to = time.dep_ == "pobj" and time.head.lower_ in ("to", "until", "till") and time.head.head == verb
    return to and (verb.lemma_.lower() in _UNDOING or verb.lemma_ in ("move", "push", "reschedule", "adjourn", "defer"))


def _is_undone(time: Token, verb: Token) -> bool:
    """A day before the noun that is called off: "called off Saturday's march", "Friday's vote was postponed"."""
    noun = time.head
    if time.dep_ not in ("poss", "compound", "nmod", "amod") or noun.head != verb or noun.i < time.i:
        return False
    particle = any(child.dep_ == "prt" and child.lower_ == "off" for child in _children(verb))
    return noun.dep_ in ("dobj", "nsubjpass") and (particle or verb.lemma_.lower() in _UNDOING)


def _points_ahead(token: Token) -> bool:
    """A noun with "slated", "scheduled", "upcoming" … on it, or such a word itself."""
    if token.lower_ in _PARTICIPLES:
        return True
    return any(
        child.lower_ in _PARTICIPLES and child.dep_ in ("acl", "amod", "advcl", "relcl") for child in _children(token)
    )


def _children(token: Token) -> Iterable[Token]:
    return token.children if token.n_lefts + token.n_rights <= _CHILDREN else ()


def _verb_ahead(verb: Token, *, headline: bool) -> bool:
    helpers = [child for child in _children(verb) if child.dep_ in ("aux", "auxpass") and child.i < verb.i]
    if any(child.lower_ in _MODALS and not _perfect(helpers) for child in helpers):
        return True
    if any(child.tag_ == "TO" for child in helpers):
        return _infinitive_ahead(verb)
    if any(child.lower_ in ("was", "were", "had", "did", "have", "has") for child in helpers):
        return False
    if verb.tag_ == "VB" and not helpers and verb.head != verb and verb.head.pos_ in ("VERB", "AUX"):
        return verb.head.tag_ == "VBP" and not headline  # "heard him speak on Tuesday" is past
    if verb.tag_ in ("VBZ", "VBP", "VB") and not helpers:
        return not headline and verb.lemma_ not in ("say", "tell", "report", "write", "come", "be", "have")
    return verb.tag_ == "VBG" and any(child.lower_ in ("is", "are", "'re", "'s", "am") for child in helpers)


def _perfect(helpers: list[Token]) -> bool:
    """What did not happen lies behind: "would have", "could have"."""
    return any(child.lower_ == "have" for child in helpers)


def _infinitive_ahead(verb: Token) -> bool:
    """An infinitive is ahead, unless a past verb with no plan in it governs it ("managed to flee")."""
    head = verb.head
    if verb.dep_ == "ROOT" or head == verb:
        return True
    if head.dep_ == "advcl" and head.tag_ == "VBD":
        return False  # "as he prepared to speak on Tuesday": the story goes on from there
    if head.lemma_ == "be":
        return True
    if head.lower_ in _PARTICIPLES or head.lemma_.lower() in _VERBS | (_CALLING - {"ask"}):  # "asked to comment in May"
        return True
    if head.lemma_.lower() in _ATTEMPTS and head.head.tag_ in _PAST_TAGS:
        return False  # "recorded 40 attempts to cross on Wednesday"
    return verb.dep_ not in ("advcl", "xcomp") or head.tag_ not in _PAST_TAGS
