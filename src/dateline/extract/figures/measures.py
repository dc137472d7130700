"""What a figure counts: read from the counted noun, the verb over it, and the figures before it."""

import itertools
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.extract.figures.counted import counted_noun, is_strong
from dateline.extract.figures.nouns import lexicon, measure_of_noun, outcome_of_noun, own_measure

_CLIMB: Final = 6
"""Words up the tree in which the deciding verb can stand: number, noun, preposition, a list of three, verb."""
_OBJECTS: Final = frozenset({"dobj", "obj", "attr", "oprd", "appos", "acomp"})
_COMPARING: Final = frozenset({"more", "less", "fewer", "higher", "lower"})
"""Adjectives that the parser puts over a bounded number: "more than a thousand"."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_BY_ITSELF: Final = frozenset({"deaths", "protesters", "displaced"})
"""What a subject does itself: burned to death, took to the streets, moved to shelters."""
_OVER: Final = 2
"""Words between a preposition and the verb or count that it belongs to: "revised the toll down to 73"."""
_NEAR: Final = 3
"""Words after the number in which a headline's participle stands: "12 people feared dead"."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: the measure, the noun that names it if there is one, the word that decided."""

    measure: str
    noun: Token | None
    decided_by: Token
    inherited: bool = False


@cache
def _verbs() -> Any:
    table = knowledge.load("measures/verbs.yaml")
    turned = {
        kind: {word: measure for measure, words in table[kind].items() for word in words}
        for kind in ("transitive", "intransitive", "states")
    }
    kept = {
        kind: frozenset(table[kind]) for kind in ("lives", "persons_only", "personnel_only", "causes", "before_state")
    }
    return {**turned, **kept, "to_places": table["to_places"], "losses": table["losses"]}


def what_is_counted(number: Token, start: int) -> Counted | None:
    """What the number counts; None when neither noun nor verb says. `start` is the index of the quantity's first token."""
    noun = counted_noun(number)
    if noun is not None and noun.tag_ == "NN" and noun.i == number.i + 1 and noun.lower_ in _verbs()["intransitive"]:
        return Counted(_verbs()["intransitive"][noun.lower_], None, noun)
    if noun is not None and noun.lemma_.lower() in _verbs()["lives"]:
        return Counted("deaths", noun, noun)
    outcome = _outcome(number, noun)
    if outcome is not None:
        return outcome
    before = _verb_before(noun or number, start)
    if before is not None:
        return Counted(before[0], noun, before[1])
    if noun is None:
        changed = _changed(number)
        return Counted(changed[0], None, changed[1]) if changed is not None else None
    known = measure_of_noun(noun) or (lexicon()["groups"].get(noun.lemma_.lower()) if is_strong(number) else None)
    return Counted(known or own_measure(noun), noun, noun)


def _outcome(number: Token, noun: Token | None) -> Counted | None:
    """What happened to those counted."""
    top = noun if noun is not None else number
    over = _verb_over(top)
    if over is not None:
        return Counted(over[0], noun, over[1])
    for token in dict.fromkeys((top, number)):
        state = _state_on(token)
        if state is not None:
            return Counted(state[0], noun, state[1])
    if noun is not None and (measure := outcome_of_noun(noun)) is not None:
        return Counted(measure, noun, noun)
    near = _near(number, noun)
    return Counted(near[0], noun, near[1]) if near is not None else None


def _state_on(noun: Token) -> tuple[str, Token] | None:
    """A state or a participle on the noun: "12 injured men", "12 people killed in", "12 people who died"."""
    verbs = _verbs()
    for child in noun.children:
        word = child.lower_
        if child.i > noun.i and any(token.dep_ == "cc" for token in noun.doc[noun.i : child.i]):
            continue
        if child.dep_ in ("amod", "acl", "relcl", "ccomp") and word in verbs["states"]:
            return verbs["states"][word], child
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ in verbs["transitive"] and _fits(child, noun):
            return verbs["transitive"][child.lemma_], child
        if (
            child.dep_ == "acl"
            and (under := next((c for c in child.children if c.lower_ in verbs["states"]), None)) is not None
        ):
            return verbs["states"][under.lower_], child
        if child.dep_ == "relcl":
            found = _as_subject_of(child, noun, passive=any(c.dep_ in ("nsubjpass", "auxpass") for c in child.children))
            if found is not None and any(c.dep_ in _SUBJECTS and c.tag_ in ("WP", "WDT") for c in child.children):
                return found
    return None


def _near(number: Token, noun: Token | None) -> tuple[str, Token] | None:
    """The headline's order, which the parser often misreads: "12 dead", "12 people feared dead", "killing 12"."""
    doc, verbs = number.doc, _verbs()
    last = noun if noun is not None and noun.i > number.i and noun.i - number.i <= _NEAR else number
    for token in doc[last.i + 1 : last.i + 1 + _NEAR]:
        if token.lower_ in verbs["states"] and token.tag_ != "VBD":
            return verbs["states"][token.lower_], token
        if (
            token.lower_ in verbs["states"]
            and token.tag_ == "VBD"
            and noun is not None
            and not any(c.dep_ == "dobj" for c in token.children)
        ):
            return verbs["states"][token.lower_], token
        if (
            token.i == last.i + 1
            and noun is not None
            and token.tag_ in ("VBD", "VBP")
            and token.lemma_ in verbs["intransitive"]
        ):
            return verbs["intransitive"][token.lemma_], token
        if token.pos_ not in ("AUX", "ADV") and token.lower_ not in verbs["before_state"]:
            break
    return None


def _verb_before(counted: Token, start: int) -> tuple[str, Token] | None:
    """The verb right before the quantity, when the parser lost its object: "missiles hit town, killing 12"."""
    if start == 0:
        return None
    verb = counted.doc[start - 1]
    if start > 1 and verb.lower_ in _verbs()["states"] and verb.nbor(-1).pos_ == "VERB":
        return _verbs()["states"][verb.lower_], verb
    measure: str | None = _verbs()["transitive"].get(verb.lemma_.lower())
    if measure is None or verb.tag_ not in ("VBG", "VBD", "VBZ", "VB", "VBP", "VBN", "NNS") or not _fits(verb, counted):
        return None
    return measure, verb


def _changed(number: Token) -> tuple[str, Token] | None:
    """As in "Arrests rose to 50", "the population has grown by 100,000": the subject of a change counts."""
    if number.dep_ == "quantmod" and number.head.pos_ == "NUM":
        number = number.head  # "from 40 to 60" hangs the first on the second
    verb = number.head.head
    if (
        number.head.dep_ != "prep"
        or number.head.lower_ not in ("to", "by", "from", "at", "past", "above")
        or verb.pos_ != "VERB"
    ):
        return None
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    measure = measure_of_noun(subject) if subject is not None else None
    return (measure, verb) if measure is not None else None


def _verb_over(token: Token) -> tuple[str, Token] | None:
    """The verb, or the noun of happening, that the counted noun depends on."""
    child, head = token, token.head
    for _ in range(_CLIMB):
        if head.i == child.i:
            return None
        if child.dep_ == "conj":
            if (
                measure_of_noun(child) not in (None, "sources", "people", "troops", "protesters", "displaced")
                and child.pos_ == "NOUN"
            ):
                return None
            child, head = head, head.head
            if child.pos_ in ("VERB", "AUX"):
                return _as_subject_of(child, token, passive=_is_passive(child)) if token.pos_ == "NUM" else None
            continue
        found = _one_step(child, head)
        if found is not None:
            return found
        if not (
            head.dep_ in ("pobj", "prep")
            or head.lemma_.lower() in lexicon()["partitives"]
            or head.pos_ in ("NUM", "ADP")
            or head.lower_ in _COMPARING
            or (child.dep_ in ("appos", "nmod", "nummod"))
        ):
            return None
        child, head = head, head.head
    return None


def _one_step(child: Token, head: Token) -> tuple[str, Token] | None:
    verbs = _verbs()
    if child.dep_ in _SUBJECTS:
        return _as_subject_of(head, child, passive=child.dep_ == "nsubjpass" or _is_passive(head))
    if head.pos_ in ("VERB", "AUX", "NOUN", "ADJ") and child.dep_ in _OBJECTS:
        if head.lemma_ in verbs["transitive"] and _fits(head, child):
            return verbs["transitive"][head.lemma_], head
        return _small_clause(head, child)
    if child.dep_ == "prep" and child.lower_ == "of" and head.pos_ == "NOUN":
        if head.lemma_.lower() in _verbs()["lives"]:
            return "deaths", head
        measure = outcome_of_noun(head) or lexicon()["groups"].get(head.lemma_.lower())
        return (measure, head) if measure is not None else _toll(head)
    if child.dep_ == "prep" and child.lower_ in ("to", "at", "of", "from", "past", "over", "above", "beyond"):
        over = [head, *itertools.islice(head.ancestors, _OVER)]
        near = [
            sub
            for each in over
            if each.pos_ in ("VERB", "AUX")
            for sub in each.children
            if sub.dep_ in {*_SUBJECTS, "dobj"}
        ]
        return next((found for sub in [*over, *near] if (found := _toll(sub)) is not None), None)
    if child.dep_ == "prep" and child.lower_ == "to" and head.pos_ == "NOUN":
        measure = outcome_of_noun(head)
        return (measure, head) if measure is not None else None
    return None


def _toll(noun: Token) -> tuple[str, Token] | None:
    """As in "The death toll rose to 50", "the number of injured reached 30"."""
    if noun.lemma_.lower() not in lexicon()["counts"]:
        return None
    for child in noun.children:
        inner = next((c for c in child.children if c.dep_ == "pobj"), None) if child.lower_ == "of" else child
        if inner is not None and (measure := outcome_of_noun(inner)) is not None:
            return measure, noun
        if inner is not None and inner.lower_ in _verbs()["states"]:
            return _verbs()["states"][inner.lower_], noun
        if inner is not None and inner is not child and (state := _state_on(inner) or _near(inner, inner)) is not None:
            return state[0], noun
        if inner is not None and inner is not child and (measure := measure_of_noun(inner)) is not None:
            return measure, noun
    return ("deaths", noun) if noun.lemma_.lower() == "toll" else None


def _small_clause(head: Token, child: Token) -> tuple[str, Token] | None:
    """As in "Left 12 dead", "took 12 hostage", "claimed 12 lives"."""
    states = _verbs()["states"]
    for sibling in head.children:
        if (
            sibling.i > child.i
            and sibling.i - child.i <= _NEAR + 1
            and sibling.lower_ in states
            and sibling.dep_ != "conj"
        ):
            return states[sibling.lower_], sibling
        if (
            head.lemma_ in _verbs()["causes"]
            and sibling.dep_ in ("xcomp", "ccomp")
            and sibling.lemma_ in _verbs()["intransitive"]
        ):
            return _verbs()["intransitive"][sibling.lemma_], sibling
    placed = _to_place(head)
    if placed is not None:
        return placed, head
    subject = next((sub for sub in head.children if sub.dep_ == "nsubj"), None)
    return (
        _toll(subject)
        if subject is not None
        and head.lemma_ in ("reach", "hit", "be", "top", "exceed", "pass", "surpass", "stand", "total")
        else None
    )


def _as_subject_of(verb: Token, subject: Token, *, passive: bool) -> tuple[str, Token] | None:
    """What happened to the subject of a verb, or of the last verb joined to it: "were shot and wounded"."""
    joined = [
        verb,
        *(c for c in verb.children if c.dep_ == "conj" and 0 < c.i - verb.i <= _NEAR and not _has_subject(c)),
    ]
    for each in reversed(joined):
        found = _happened(each, subject, passive=passive or _is_passive(each))
        if found is not None:
            return found
    return None


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _happened(verb: Token, subject: Token, *, passive: bool) -> tuple[str, Token] | None:
    """What one verb says of its subject: "were shot", "died", "lost their lives", "are missing"."""
    verbs = _verbs()
    placed = _to_place(verb)
    if placed is not None and (passive or placed in _BY_ITSELF):
        return placed, verb
    lost = _lost(verb)
    if lost is not None:
        return lost, verb
    if verb.lemma_ in verbs["intransitive"] and not passive:
        return verbs["intransitive"][verb.lemma_], verb
    if passive and verb.lemma_ in verbs["transitive"] and _fits(verb, subject):
        return verbs["transitive"][verb.lemma_], verb
    if verb.lower_ in verbs["states"] and (passive or verb.pos_ == "ADJ" or verb.tag_ == "VBG"):
        return verbs["states"][verb.lower_], verb
    for child in verb.children:
        if child.dep_ in ("acomp", "attr", "oprd", "advmod", "xcomp", "dobj") and child.lower_ in verbs["states"]:
            return verbs["states"][child.lower_], child
        if (
            child.lower_ == "among"
            and (inner := next((c for c in child.children if c.dep_ == "pobj"), None)) is not None
        ):
            state = next((c.lower_ for c in inner.children if c.dep_ == "acl"), inner.lower_)
            measure = verbs["states"].get(state) or outcome_of_noun(inner)
            return (measure, child) if measure is not None else None
    return None


def _to_place(verb: Token) -> str | None:
    """As in "Forced from their homes", "taken to hospital"."""
    for measure, rule in _verbs()["to_places"].items():
        if verb.lemma_ in rule["verbs"] and any(
            inner.lemma_.lower() in rule["to"]
            for child in verb.children
            if child.dep_ == "prep" and child.lower_ in ("from", "to", "into", "off", "in")
            for inner in child.children
        ):
            return str(measure)
    return None


def _lost(verb: Token) -> str | None:
    """As in "Lost their lives", "left their homes"."""
    for measure, rule in _verbs()["losses"].items():
        if verb.lemma_ in rule["verbs"] and any(
            c.dep_ == "dobj" and c.lemma_.lower() in rule["of"] for c in verb.children
        ):
            return str(measure)
    return None


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _fits(verb: Token, counted: Token) -> bool:
    """Verbs that take things as well decide only over persons: "seized 12 men", but "seized 12 tonnes"."""
    if verb.lemma_ not in _verbs()["persons_only"]:
        return counted.pos_ in ("NUM", "NOUN", "PRON", "PROPN", "ADJ")
    if counted.lemma_.lower() in lexicon()["partitives"]:
        return True
    measure = measure_of_noun(counted)
    if verb.lemma_ in _verbs()["personnel_only"]:
        return measure in ("people", "troops") or counted.lemma_ in ("participant", "force")
    return measure in ("people", "troops", "protesters", "displaced") or counted.pos_ == "NUM"
