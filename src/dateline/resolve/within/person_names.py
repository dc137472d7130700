"""Where people are named: by the knowledge base, the entity recogniser, a title, a given name, an apposition or an age."""

from collections.abc import Iterator
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.resolve.within.agents import sector
from dateline.resolve.within.nouns import nouns

Gender = Literal["he", "she"]
PARTICLES = frozenset("al el bin ibn abu de la le van von der den ben - ul ud di da dos del".split())
LONGEST_NAME = 4  # words behind a title that can be a name: "President Luiz Inácio Lula da Silva" is known anyway
YOUNGEST, OLDEST = 3, 110  # years that can be an age behind a name: "X Y, 29"
_WORDS_TOO = frozenset("general justice major captain marshal father sister lord lady secretary".split())
"""Titles that are part of many other names: "General Electric", "Justice Department"."""


def person_spans(text: AnnotatedText) -> list[tuple[int, int, str | None]]:
    """Where people are named, in text order: (first token, past the last, name in the knowledge base or None)."""
    known = [(n.start, n.end, n.entry.name) for n in text.names if n.entry.kind == "person"]
    taken = {i for n in text.names for i in range(n.start, n.end)}
    found: list[tuple[int, int, str | None]] = list(known)
    for entity in text.doc.ents:
        if entity.label_ != "PERSON" or any(i in taken for i in range(entity.start, entity.end)):
            continue
        start, end = _trim(entity)
        if _is_cut(text.doc, start, end):
            end += 2
        if start < end and not (end - start == 1 and _is_no_surname(entity.doc[start])):
            while start - 1 not in taken and _is_first_name(entity.doc, start):
                start -= 1
            found.append((start, end, None))
    taken |= {i for start, end, _ in found for i in range(start, end)}
    for start, end in (*_titled(text.doc), *_apposed(text.doc), *_aged(text.doc)):
        if taken.isdisjoint(range(start, end)):
            found.append((start, end, None))
            taken |= set(range(start, end))
    return sorted(found)


def _is_cut(doc: Doc, start: int, end: int) -> bool:
    """Whether the recogniser stopped at a hyphen inside a given name: "Lee Hyun" of "Lee Hyun-woo", not of "Castillo-led"."""
    goes_on = end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_
    return goes_on and end - start > 1 and doc[start].text in family_first()


def _apposed(doc: Doc) -> Iterator[tuple[int, int]]:
    """Names that what stands beside them tells, where the recogniser sees something else: "X Y, the minister"."""
    for noun in doc:
        name = noun.head
        if noun.dep_ != "appos" or noun.tag_ != "NN" or noun.lower_ not in nouns().persons:
            continue
        if noun.left_edge.i == name.i + 2 and doc[name.i + 1].text == ",":
            yield from _name_that_ends_at(doc, name.i)


def _aged(doc: Doc) -> Iterator[tuple[int, int]]:
    """Names that an age tells: "X Y, 29, …"."""
    for token in doc[2:]:
        if not (token.text.isdigit() and YOUNGEST <= int(token.text) <= OLDEST) or doc[token.i - 1].text != ",":
            continue
        if token.i + 1 == len(doc) or doc[token.i + 1].text in {",", ".", ")"}:
            yield from _name_that_ends_at(doc, token.i - 2, aged=True)


def _name_that_ends_at(doc: Doc, last: int, *, aged: bool = False) -> Iterator[tuple[int, int]]:
    """The name of several words that ends at a token, unless the last one is a body's or a place's: no place has an age."""
    start = last - 2 if last > 1 and doc[last - 1].text == "-" else last  # "Min-su"
    name = doc[start]
    body = sector(doc[last]) is not None if aged else _is_of_body(doc[last], strict=True)
    if body or not (_is_part_of_name(name) and name.text.istitle()):
        return
    while start and _is_part_of_name(doc[start - 1]) and (doc[start - 1].text.istitle() or doc[start - 1].text == "-"):
        start -= 1
    while doc[start].text == "-":
        start += 1
    if start < last and len([t for t in doc[start : last + 1] if t.text != "-"]) <= LONGEST_NAME:
        yield start, last + 1


def _titled(doc: Doc) -> Iterator[tuple[int, int]]:
    """Names that a title or a given name tells, where the recogniser sees nobody: "President X", "Agnes Y"."""
    for token in doc[:-1]:
        title = token.lower_.rstrip(".") in nouns().titles
        common = title and token.pos_ == "NOUN"  # "army spokeswoman X Y"
        if not common and (not token.text[0].isupper() or token.pos_ != "PROPN"):
            continue
        given = token.text in given_names() and not (token.i and doc[token.i - 1].ent_iob_ == "I" == token.ent_iob_)
        if not title and not given:
            continue
        start = token.i + title
        while start < len(doc) and title and doc[start].lower_.rstrip(".") in nouns().titles:
            start += 1  # "Lieutenant Colonel X"
        end = start
        while end < len(doc) and end - start < LONGEST_NAME and _is_part_of_name(doc[end]):
            end += 1
        while end > start and doc[end - 1].lower_ in PARTICLES:
            end -= 1
        alone = end - start == 1 and (given or common or token.lower_ in _WORDS_TOO)
        if end > start and not alone and not _is_of_body(doc[end - 1], strict=title and token.lower_ in _WORDS_TOO):
            yield start, end


def _is_no_surname(token: Token) -> bool:
    """Whether one word that the recogniser took for a person is initials, or a word for several agents ("Pundits")."""
    return token.text.isupper() or (token.tag_ in {"NNS", "NNPS"} and token.is_sent_start is True)


def _trim(entity: Tokens) -> tuple[int, int]:
    """An entity without the words that the recogniser wrongly drew in at its edges."""
    start, end = entity.start, entity.end
    while start < end and (not entity.doc[start].text[:1].isupper() and entity.doc[start].lower_ not in PARTICLES):
        start += 1
    while start < end - 1 and entity.doc[start].lower_.rstrip(".") in nouns().titles:
        start += 1
    while start < end and (entity.doc[end - 1].text in {"'s", "'", "-"} or not entity.doc[end - 1].text[:1].isalpha()):
        end -= 1
    return start, end


def _is_part_of_name(token: Token) -> bool:
    return (token.pos_ == "PROPN" and token.text[0].isupper() and token.text.isalpha()) or token.lower_ in PARTICLES - {
        "la",
        "le",
    }


def _is_first_name(doc: Doc, start: int) -> bool:
    """Whether the word before a surname that the recogniser found alone is the first name."""
    if not start:
        return False
    before, words = doc[start - 1], nouns()
    known = before.lower_.rstrip(".") in words.titles or before.lower_ in words.persons or sector(before) is not None
    named = before.text in given_names() or (
        before.pos_ == "PROPN" and before.dep_ == "compound" and not before.ent_type_
    )
    return named and before.text.istitle() and not known


def _is_of_body(token: Token, *, strict: bool) -> bool:
    """Whether the last word of what may be a name is a body's or a place's: "Justice Department", "Lord Street"."""
    return sector(token) is not None or token.ent_type_ in (
        {"GPE", "LOC", "FAC", "DATE"} if strict else {"LOC", "FAC", "DATE"}
    )


@cache
def given_names() -> dict[str, Gender]:
    """Given name → the pronoun of nearly all who bear it."""
    names: dict[Gender, list[str]] = knowledge.load("actors/given_names.yaml")
    return {name: gender for gender, given in names.items() for name in given}


@cache
def family_first() -> frozenset[str]:
    """Family names that stand before the given name."""
    return frozenset(knowledge.load("actors/family_first.yaml")["family_names"])
