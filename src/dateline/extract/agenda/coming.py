"""Acts that are said to be coming: "will present its case next week", "flies to Cairo on Thursday"."""

from typing import Final

from spacy.tokens import Token

from dateline.extract.agenda.words import TIMES, distance, has_date, is_dated, is_habit, is_in, is_set, names_day, words

_ULTIMATUM: Final = 6
"""Tokens before "to" in which "until Sunday" stands: "gave the family until Sunday evening to pay"."""


def is_coming(verb: Token, *, said: bool) -> bool:
    """Whether a verb is a plan with a date or a place; `said`, in what somebody says, where "would" tells a plan."""
    if verb.pos_ != "VERB" or any(c.dep_ == "neg" for c in verb.children) or _is_forecast(verb):
        return False
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if "to" in auxiliaries:
        return _is_scheduled(verb) or _is_ultimatum(verb)
    if not is_set(verb) and distance(verb) is None:
        return False
    if auxiliaries & words("calendar"):
        return True
    if "would" in auxiliaries and "have" not in auxiliaries and not _is_conditional(verb):
        return said or has_date(verb)
    return bool(auxiliaries & words("obliging")) and any(
        c.lower_ in ("by", "before", "on") and any(is_dated(o) for o in c.children) for c in verb.rights
    )


def is_timetabled(verb: Token) -> bool:
    """Whether a verb in the present stands with a day: a plan, if that day is still to come."""
    if verb.pos_ not in ("VERB", "AUX") or is_in("timeless", verb) or not names_day(verb):
        return False
    if any(c.dep_ in ("neg", "mark") for c in verb.children) or _is_forecast(verb) or is_habit(verb):
        return False
    auxiliaries = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBG":
        return bool(auxiliaries) and set(auxiliaries) <= {"is", "are", "'s", "'re", "am", "'m"}
    return verb.tag_ in ("VBZ", "VBP") and not auxiliaries


def _is_scheduled(verb: Token) -> bool:
    """As in "is due to meet in Doha", "plans to send", "is to visit", "agreed to exchange prisoners on Friday"."""
    if not is_set(verb) and distance(verb) is None:
        return False
    head = verb.head
    if any(c.dep_ == "neg" for c in head.children):
        return False
    if head.lemma_ == "invitation":
        return head.head.lemma_ == "accept"
    if verb.dep_ in ("xcomp", "acl", "ccomp") and is_in("scheduled", head):
        return not any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in head.children)
    return verb.dep_ in ("xcomp", "ROOT") and head.lemma_ in ("be", verb.lemma_)


def _is_ultimatum(verb: Token) -> bool:
    """As in "gave the family until Sunday to pay"."""
    doc, to = verb.doc, next(c.i for c in verb.children if c.lower_ == "to")
    before = doc[max(0, to - _ULTIMATUM) : to]
    at = next((token.i for token in before if token.lower_ in ("until", "till")), None)
    return (
        at is not None
        and doc[to - 1].ent_type_ in TIMES
        and any(token.lemma_ in ("give", "have", "grant") for token in doc[max(0, at - 2 * _ULTIMATUM) : at])
    )


def _is_conditional(verb: Token) -> bool:
    return any(
        c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.children if m.dep_ == "mark")
        for c in verb.children
    )


def _is_forecast(verb: Token) -> bool:
    """What nobody does, or a level that something will have: "demand will recover", "is expected to reach 5 percent"."""
    if is_in("forecast", verb):
        return True
    if any(c.dep_ == "dobj" and c.ent_type_ in ("PERCENT", "MONEY", "CARDINAL", "QUANTITY") for c in verb.children):
        return verb.lemma_ in ("reach", "hit", "top", "total", "exceed")
    return verb.head.lemma_ in words("foretelling") and verb.dep_ == "ccomp"
