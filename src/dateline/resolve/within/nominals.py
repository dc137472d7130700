"""Noun phrases that may stand for somebody named before: their heads, what narrows them, whose titles they are."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.resolve.within.nouns import nouns
from dateline.resolve.within.persons import Person


def is_titled(person: Person, head: Token) -> bool:
    """Whether a title that the text gave a person has this noun, and every word that narrows it."""
    narrowed = {child.lower_ for child in modifiers(head) if child.dep_ != "poss"}
    for title in person.titles:
        words = {t.lower_ for t in title}
        if (
            any(token.lemma_.lower() == head.lemma_.lower() for token in title)
            and narrowed <= words
            and not (words & nouns().unsettled) - narrowed
        ):
            return True
    return False


def may_stand_for(head: Token, person: Person) -> bool:
    """Whether a noun is a kind of a title that the text gave a person: "the diplomat" for an ambassador."""
    kinds = nouns().stands_for.get(head.lemma_.lower(), frozenset())
    narrowed = {child.lower_ for child in modifiers(head) if child.dep_ != "poss"} - nouns().plain_modifiers
    return any(
        kinds & {t.lower_.rstrip(".") for t in title} and narrowed <= {t.lower_ for t in title}
        for title in person.titles
    )


def is_bare_office(head: Token) -> bool:
    """Whether a noun for an office stands with its own words alone: "the minister", "the Omani foreign minister"."""
    return head.lower_ in nouns().persons and all(
        child.dep_ in {"compound", "amod", "poss"} and child.lower_ not in {"other", "another"}
        for child in modifiers(head)
    )


def is_definite(head: Token) -> bool:
    """Whether a noun stands with "the", "this" or "that"."""
    return any(child.dep_ == "det" and child.lower_ in {"the", "this", "that"} for child in head.children)


def modifiers(head: Token) -> list[Token]:
    """What narrows a noun: adjectives, compounds, possessors, "of"."""
    return [
        c
        for c in head.children
        if c.dep_ in {"amod", "compound", "poss", "nmod", "appos", "acl", "relcl"} or c.lower_ == "of"
    ]


def phrase(token: Token) -> Tokens:
    """A noun with what stands before it and its "of"."""
    return token.doc[token.left_edge.i : token.i + 1]
