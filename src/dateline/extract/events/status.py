"""Status: did it happen, is it under way, planned, threatened, called off, denied, or only imagined?

The words that decide are data (`knowledge/frames/status.yaml`). From the trigger upwards the nearest
decisive word wins; without one the tense decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.extract.events.frames import FOLDER, classes, lemmas_of
from dateline.extract.events.syntax import name_before_infinitive
from dateline.extract.events.tense import future_time, is_ahead, is_finite, is_subjunctive

HOSTILE: Final = frozenset({"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
KNOWN: Final = "mentioned as known"
"""The rule of a noun of whose taking place no word says anything."""

_MAX_CLIMB: Final = 8
"""Beyond this many heads nothing decides any more; the longest chain seen in news was six."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and the rule that gave it, in words a reader of `explain` understands."""

    status: str
    rule: str


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    """Section → lemma → status, from status.yaml."""
    raw: dict[str, dict[str, Any]] = knowledge.load(f"{FOLDER}/status.yaml")
    table: dict[str, Mapping[str, str]] = {}
    for section, by_status in raw.items():
        table[section] = MappingProxyType(
            {lemma: status for status, lemmas in by_status.items() for lemma in lemmas_of(map(str, lemmas))}
        )
    return MappingProxyType(table)


VERBAL: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
"""Acts of speech: done in the saying, so that "is demanding" is a demand that was made."""


def status_of(trigger: Token, kind: str, support: Token | None = None) -> Verdict:
    """The status of the event of this type that the trigger names, given its support verb if it has one."""
    verdict = _status(trigger, kind, support)
    if (
        verdict.status == "threatened"
        and trigger.pos_ == "NOUN"
        and verdict.rule.startswith("modal")
        and support is None
    ):
        return Verdict("planned", verdict.rule)  # "the tariff will apply" threatens nobody by itself
    return verdict


def _status(trigger: Token, kind: str, support: Token | None) -> Verdict:
    token = trigger
    if token.pos_ == "ADJ" and token.dep_ == "acomp" and token.head.pos_ in ("VERB", "AUX"):
        verdict = _predicate(token.head, kind)
        return verdict if verdict is not None else Verdict("occurred", "reported as fact")
    if token.pos_ not in ("VERB", "AUX"):
        if token.dep_ in ("dobj", "nsubjpass") and _look("governors", token.head) == "called-off":
            return Verdict("called-off", f"under '{token.head.text}'")
        verdict = _modified(token, kind)
        if verdict is not None:
            return verdict
    if support is not None:
        word = _look("support", support)
        if word is not None and word != "occurred":
            return _weighed(word, f"support verb '{support.text}'", kind)
        if support.lemma_ == "be" and kind == "CONSULT" and support.tag_ in ("VBP", "VBZ"):
            return Verdict("ongoing", "present tense")
        if trigger.dep_ != "pobj" or support.lemma_.lower() not in _words()["takers"]:
            token = support
    for _ in range(_MAX_CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            verdict = _governed(token) or _predicate(token, kind)
            if verdict is not None:
                return verdict
        step = _step(token, kind)
        if isinstance(step, Verdict):
            return step
        if step is None:
            break
        token = step
    return Verdict("occurred", "reported as fact")


def _governed(verb: Token) -> Verdict | None:
    """A finite clause that its governor denies or demands: "denied it had fired", "demanded that they leave"."""
    anchor = verb.head
    if verb.dep_ == "acl" and anchor.lemma_.lower() in classes()["assertion"] and anchor.dep_ in ("dobj", "nsubjpass"):
        anchor = anchor.head
    elif verb.dep_ != "ccomp":
        return None
    if anchor.lemma_.lower() in _words()["subjunctive"] and is_subjunctive(verb):
        return Verdict("hypothetical", f"subjunctive under '{anchor.text}'")
    negated = any(c.dep_ == "neg" for c in anchor.children)
    if anchor.lemma_.lower() in _words()["unsaid" if negated else "deniers"]:
        return Verdict("denied", f"under '{'not ' if negated else ''}{anchor.text}'")
    return None


def _look(section: str, token: Token) -> str | None:
    """The status that a lexicon section gives a word, with its particle if it has one ("call off")."""
    table = _words()[section]
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
    lemma = token.lemma_.lower()
    if particle is not None:
        return table.get(f"{lemma} {particle}")
    return table.get(lemma) or table.get(token.lower_)


def _modified(noun: Token, kind: str) -> Verdict | None:
    """What the words around a noun say: "planned talks", "no talks", "the threat of attacks"."""
    table = _words()["modifiers"]
    for child in noun.lefts:
        word = table.get(child.lemma_.lower()) or table.get(child.lower_)
        if word is not None and child.dep_ in ("amod", "compound", "nmod", "det", "advmod", "neg", "poss"):
            return _weighed(word, f"'{child.text}'", kind)
    behind = [*noun.rights, *(noun.doc[noun.i + 1 : noun.i + 2])]  # the parser may hang "slated" on a noun before
    for child in behind:
        if child.dep_ in ("acl", "amod", "relcl") and child.tag_ in ("VBN", "JJ", "VBD"):
            word = table.get(child.lemma_.lower()) or table.get(child.lower_)
            if word is not None:
                return _weighed(word, f"'{child.text}'", kind)
    return None


def _predicate(verb: Token, kind: str) -> Verdict | None:
    """What negation, modals, conditions and tense say of one verb; None when it is left open."""
    negated = next((c for c in verb.children if c.dep_ == "neg"), None)
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    lemmas = {c.lemma_.lower() for c in auxiliaries} | {c.lower_ for c in auxiliaries}
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether", "lest") for c in verb.children):
        return Verdict("hypothetical", "conditional clause")
    if negated is not None:
        return Verdict("denied", f"negation '{negated.text}'")
    none = next(
        (c for s in verb.children if s.dep_ in ("nsubj", "nsubjpass") for c in (s, *s.children) if c.lower_ in _NOBODY),
        None,
    )
    if none is not None:
        return Verdict("denied", f"'{none.text}'")
    if any(c.dep_ == "advmod" and c.lower_ == "reportedly" for c in verb.children) and not lemmas & {"will", "would"}:
        return Verdict("occurred", "reported")
    if any(c.dep_ in ("mark", "advmod") and c.lower_ in _NOT_YET for c in verb.lefts) and is_ahead(verb.head):
        return Verdict("hypothetical", "before it has happened")
    for modal in auxiliaries:
        word = _words()["modals"].get(modal.lower_)
        if word is not None:
            word = _conditional(verb, word)
            if word == "intended" and kind != "ASSAULT" and not _is_said(verb):
                word = "planned"  # what the outlet expects of an authority is its plan, what it says it will do may threaten
            return _weighed(word, f"modal '{modal.text}'", kind)
    infinitive = "to" in lemmas
    if infinitive and name_before_infinitive(verb) is not None:
        return Verdict("planned", "headline infinitive")
    if infinitive and any(c.lower_ in ("how", "when", "where", "what") for c in verb.lefts):
        return Verdict("hypothetical", "a question")
    if infinitive and verb.dep_ == "ROOT":
        return Verdict("planned", "headline infinitive")
    if infinitive and verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and verb.head.pos_ in ("AUX", "VERB"):
        return Verdict("planned", "'is to'")
    if infinitive:
        return None
    finite = verb.tag_ in ("VBD", "VBP", "VBZ") or bool(lemmas & {"have", "be", "do"})
    if verb.lower_ == "going" and "be" in lemmas and any(c.dep_ == "xcomp" for c in verb.children):
        return _weighed("intended" if _is_said(verb) else "planned", "'going to'", kind)
    if verb.tag_ == "VBG" and "be" in lemmas:
        present = any(c.lower_ in ("is", "are", "'s", "'re", "am", "'m") for c in auxiliaries)
        if present and future_time(verb):
            return Verdict("planned", "present tense with a future time")
        perfect = "have" in lemmas
        if kind in VERBAL:
            return Verdict("occurred", "an act of speech")
        return Verdict("ongoing", "progressive") if present or perfect else Verdict("occurred", "past progressive")
    if verb.tag_ == "VBN" and any(c.lower_ == "being" for c in auxiliaries):
        return Verdict("ongoing", "progressive")
    if finite and verb.dep_ in ("ROOT", "ccomp", "relcl", "parataxis", "advcl", "conj", "pcomp"):
        word = _words()["subjects"].get(verb.lemma_.lower())
        return Verdict("occurred", "past or present tense") if word is None else None
    return None


_NOBODY: Final = frozenset({"no", "neither", "none", "nobody"})
_NOT_YET: Final = frozenset({"once", "until", "when", "before"})


def _is_said(verb: Token) -> bool:
    """Whether the verb stands in what somebody says."""
    if verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ == "ccomp"


def _conditional(verb: Token, word: str) -> str:
    """What `would` says: under an if-clause it is imagined, reported it is a plan."""
    if word != "would":
        return word
    if any(
        c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.children if m.dep_ == "mark")
        for c in verb.children
    ):
        return (
            "intended"
            if verb.dep_ == "ccomp" or (verb.dep_ == "conj" and verb.head.dep_ == "ccomp")
            else "hypothetical"
        )
    if any(c.lower_ == "have" for c in verb.lefts):
        return "hypothetical"
    return "intended" if verb.dep_ in ("ccomp", "relcl", "conj", "ROOT") else "hypothetical"


def _step(token: Token, kind: str) -> Token | Verdict | None:
    """The head to look at next, or the verdict of the head."""
    head = token.head
    if head.i == token.i:
        return None
    relation = token.dep_
    lemma = head.lemma_.lower()
    if token.pos_ not in ("VERB", "AUX"):
        return _noun_step(token, head, kind)
    if relation in ("xcomp", "ccomp", "acl", "relcl", "pcomp", "oprd", "dep", "advcl", "csubj"):
        if (
            relation in ("acl", "relcl")
            and token.tag_ == "VB"
            and head.dep_ == "ROOT"
            and head.pos_ in ("NOUN", "PROPN")
        ):
            return Verdict("planned", "headline infinitive")
        if head.lower_ == "order" and head.head.lower_ == "in" and token.tag_ == "VB":
            return Verdict("hypothetical", "purpose")
        if relation == "advcl" and token.tag_ == "VBG" and kind in VERBAL:
            return Verdict("occurred", "an act of speech")
        anchor = head
        if head.pos_ == "ADP" or (relation == "pcomp" and head.pos_ == "SCONJ"):
            if head.lower_ in ("after", "since", "despite", "before", "following"):
                return Verdict("occurred", f"'{head.text}'")
            if head.lower_ == "without":
                return Verdict("denied", f"'{head.text}'")
            if head.lower_ == "against":
                return Verdict("hypothetical", f"'{head.text}'")
            anchor = head.head
            if head.lower_ == "in" and anchor.lemma_.lower() in _words()["presupposing"]:
                return Verdict("occurred", f"'{anchor.text} … in'")
        if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in anchor.children):
            return Verdict("hypothetical", "conditional clause")
        word = _look("governors", anchor)
        if word is None and relation == "pcomp" and anchor.pos_ == "NOUN":
            word = _words()["for" if head.lower_ == "for" else "of"].get(anchor.lemma_.lower())
        if relation == "advcl" and not (token.tag_ == "VB" and word in ("planned", "intended", "hypothetical")):
            word = None
        if (
            relation == "ccomp"
            and word is not None
            and is_finite(token)
            and word not in ("hypothetical", "denied", "threatened", "imagined")
        ):
            word = None
        if anchor.pos_ in ("VERB", "AUX") and (word == "occurred" or (word == "ongoing" and anchor.tag_ == "VB")):
            return anchor
        if anchor.pos_ == "NOUN" and word == "occurred" and anchor.dep_ == "dobj" and anchor.head.pos_ == "VERB":
            return anchor.head
        if word is not None:
            if any(c.dep_ == "neg" for c in anchor.children):
                return _negated(word, anchor, kind)
            if lemma == "able" and is_ahead(anchor.head):
                return Verdict("planned", "'will be able'")
            return _weighed(word, f"under '{anchor.text}'", kind)
        if relation == "csubj" and token.tag_ == "VBG" and head.tag_ not in ("VBD", "VBN"):
            return Verdict("hypothetical", "a gerund as subject")
        if (relation == "relcl" and token.tag_ != "VB") or (relation == "ccomp" and is_finite(token)):
            return None
        if relation == "advcl" and token.tag_ == "VB":
            if kind == "PROTEST" and head.tag_ in ("VBD", "VBN"):
                return head  # who gathered to protest protested
            return Verdict("hypothetical", "purpose")
        if relation in ("acl", "relcl") and token.tag_ == "VB":
            return Verdict("hypothetical", f"infinitive of '{head.text}'")
        if relation == "xcomp" and token.tag_ == "VB" and lemma not in _words()["factive"]:
            return anchor
        return anchor
    if relation == "conj":
        return head
    return None


def _noun_step(noun: Token, head: Token, kind: str) -> Token | Verdict | None:
    relation = noun.dep_
    table = _words()
    if relation in ("nsubj", "nsubjpass"):
        lemma = head.lemma_.lower()
        word = _look("governors", head) if relation == "nsubjpass" else None
        word = word or _look("subjects", head)
        if lemma == "be":
            predicate = next((c for c in head.children if c.dep_ in ("acomp", "attr", "advmod") and c.i > head.i), None)
            word = table["subjects"].get(predicate.lemma_.lower()) if predicate is not None else word
            if any(c.lower_ == "to" for c in head.lefts) or any(c.lower_ in ("will", "would") for c in head.lefts):
                word = word or "planned"
        if word is not None:
            return _weighed(word, f"'{head.text}'", kind)
        told = any(c.dep_ == "attr" for c in head.children)  # "the attack was not the first" denies no attack
        open_ = {"aux"} if told else {"aux", "neg"}
        if lemma == "be" and relation == "nsubj" and not any(c.dep_ in open_ for c in head.children):
            return Verdict("occurred", KNOWN)
        return head if head.pos_ in ("VERB", "AUX") and _tells_of_subject(head) else Verdict("occurred", KNOWN)
    if relation == "pobj" and head.lower_ in ("amid", "amidst"):
        return Verdict("ongoing", f"'{head.text}'")
    if relation in ("dobj", "pobj", "attr"):
        anchor = head.head if head.pos_ == "ADP" else head
        if relation == "pobj" and anchor.pos_ == "VERB" and noun.i < anchor.i and noun.head.lower_ != "for":
            return Verdict("occurred", KNOWN)  # "with its raids it hopes to …" says nothing of the raids
        word = _look("governors", anchor)
        if anchor.pos_ in ("NOUN", "PROPN"):
            word = table["of"].get(anchor.lemma_.lower()) or table["of"].get(anchor.lower_)
            if word is not None:
                return _weighed(word, f"'{anchor.text} {head.text}'", kind)
            return Verdict("occurred", KNOWN)
        if _is_presupposed(noun, anchor, head):
            return Verdict("occurred", KNOWN)
        if anchor.pos_ == "VERB" and anchor.lemma_.lower() in table["causing"]:
            return anchor
        if relation == "attr" and any(c.dep_ == "neg" for c in head.children):
            return Verdict("denied", "'not'")
        if relation == "attr" and any(c.lower_ in ("will", "would") for c in head.lefts):
            return Verdict("planned", f"'{head.text}' in the future")
        if word is not None and (
            head.pos_ != "ADP" or head.lower_ in ("for", "to", "of", "on", "in", "with", "from", "against")
        ):
            if any(c.dep_ == "neg" for c in anchor.children):
                return Verdict("occurred" if word == "denied" else "denied", f"negated '{anchor.text}'")
            return _weighed(word, f"under '{anchor.text}'", kind)
        return Verdict("occurred", KNOWN)
    if relation in ("conj", "appos", "compound", "nmod"):
        return head
    return Verdict("occurred", KNOWN)


def _negated(word: str, anchor: Token, kind: str) -> Verdict:
    """Under a negated word the act is denied, unless the word denies by itself: "never rule out force"."""
    rule = f"negated '{anchor.text}'"
    if word != "denied":
        return Verdict("denied", rule)
    return Verdict("threatened" if kind in HOSTILE else "hypothetical", rule)


def _is_presupposed(noun: Token, anchor: Token, head: Token) -> bool:
    """Whether a governing word takes the act as given: "due to the strikes", "support its war", "see the marches as"."""
    lemma = anchor.lemma_.lower()
    if lemma == "due" and head.lower_ == "to":
        return True
    definite = any(c.dep_ == "poss" or c.lower_ in ("the", "this", "these", "those") for c in noun.lefts)
    as_such = any(c.dep_ == "prep" and c.lower_ == "as" for c in anchor.children)
    if lemma == "call" and any(c.dep_ == "oprd" for c in anchor.children):
        return True
    return (definite and lemma in _words()["presupposing"]) or (as_such and lemma in ("consider", "regard", "see"))


def _tells_of_subject(verb: Token) -> bool:
    """Verbs whose tense is their subject's: "talks will take place", "strikes are continuing"."""
    return verb.lemma_.lower() in _words()["occurrence"]


def _weighed(word: str, rule: str, kind: str) -> Verdict:
    """`intended` is a plan, or a threat when the act is hostile; `imagined` is hypothetical."""
    if word == "intended":
        return Verdict("threatened" if kind in ("ASSAULT", "SANCTION", "COERCE") else "planned", rule)
    if word == "attempted":
        return Verdict("occurred" if kind in HOSTILE else "hypothetical", rule)
    if word in ("imagined", "would"):
        return Verdict("hypothetical", rule)
    return Verdict(word, rule)


__all__ = ["HOSTILE", "KNOWN", "Verdict", "status_of"]
