"""Support verbs: "carried out an attack", "talks were held", "engaged in negotiations"."""

from functools import cache
from typing import Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.extract.events.frames import FOLDER

_LINKS: Final = frozenset({"in", "to", "into", "on", "with", "out"})


@cache
def _verbs(section: str) -> frozenset[str]:
    return frozenset(knowledge.load(f"{FOLDER}/support.yaml")[section])


def support_of(noun: Token) -> Token | None:
    """The support verb of an event noun, if a support verb governs it."""
    head = noun.head
    if noun.dep_ == "conj":
        return support_of(head) if head.pos_ in ("NOUN", "PROPN") else None
    if (
        noun.dep_ == "pobj"
        and head.lower_ in ("of", "in")
        and head.head.pos_ == "NOUN"
        and head.head.lemma_ in _verbs("measures")
    ):
        return support_of(head.head)
    if (
        noun.dep_ in ("dobj", "nsubjpass", "attr")
        and head.pos_ == "VERB"
        and head.lemma_.lower() in _verbs("verbs") | _verbs("passive-receivers")
        and not any(child.dep_ == "oprd" and child.i > noun.i for child in head.children)
    ):
        return head
    if (
        noun.dep_ == "pobj"
        and head.lower_ in ("in", "on", "at", "under")
        and head.head.lemma_ in ("be", "remain", "stay")
    ):
        return head.head
    if noun.dep_ == "pobj" and head.lower_ in _LINKS and head.head.pos_ == "VERB":
        verb = head.head
        if verb.lemma_.lower() in _verbs("linked"):
            return verb
    if noun.dep_ in ("acl", "relcl"):
        return None
    joined = [c for other in noun.rights if other.dep_ == "conj" for c in other.rights]
    for child in (*noun.rights, *joined):  # "the strikes carried out by", "atrocities and looting committed by"
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in _verbs("verbs"):
            return child
        if (
            child.dep_ == "relcl"
            and child.lemma_.lower() in _verbs("verbs")
            and not any(c.dep_ == "dobj" and c.pos_ == "NOUN" for c in child.children)
        ):
            return child
    return None


def receives(verb: Token) -> bool:
    """Whether the subject of this support verb is what the act is done to: "suffered an attack"."""
    return verb.lemma_.lower() in _verbs("passive-receivers")
