"""The people of one report: full names, the titles and appositions that say who they are, gender.

First a name in full ("Bahram Qassemi"), then the surname alone; the country and sector come from
the knowledge base at the report's date or else from the words around the name, never from both
mixed: what the text says of a person wins.
"""

from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.resolve.within.agents import sector
from dateline.resolve.within.nouns import nouns
from dateline.resolve.within.person_names import PARTICLES, Gender, family_first, given_names, person_spans

_APPOSED = frozenset({"appos", "amod"})


@dataclass(slots=True, kw_only=True, eq=False)
class Person:
    """One person in the report. `titles` are head words of what the text calls them."""

    name: str
    first: int
    known: str | None = None
    gender: Gender | None = None
    titles: list[Tokens] = field(default_factory=list)


class Persons:
    """Finds the people of a report once, and answers who stands at a token."""

    def __init__(self, text: AnnotatedText) -> None:
        self._text = text
        self._at: dict[int, Person] = {}
        self._by_surname: dict[str, Person] = {}
        self._alone: dict[str, Person] = {}
        for start, end, known in person_spans(text):
            self._take(start, end, known)
        self._take_surnames()
        self._guess_gender()

    def at(self, token: Token) -> Person | None:
        """The person whose name covers a token, if any."""
        return self._at.get(token.i)

    def named(self) -> list[tuple[int, Person]]:
        """(index of the name's last word, person) for every mention, in text order."""
        ends = [i for i in sorted(self._at) if self._at.get(i + 1) is not self._at[i]]
        return [(i, self._at[i]) for i in ends]

    def span_at(self, token: Token) -> Tokens:
        """The whole name that covers a token."""
        person, doc = self._at[token.i], self._text.doc
        start = end = token.i
        while self._at.get(start - 1) is person:
            start -= 1
        while self._at.get(end + 1) is person:
            end += 1
        return doc[start : end + 1]

    def in_phrase(self, tokens: Tokens) -> Person | None:
        """The person that a phrase names: at its head, in apposition to it, or behind a title of several words.

        "Commander of the Guards General X" is X; "the lawyer of X" is not.
        """
        head = tokens.root
        if head.i in self._at:
            return self._at[head.i]
        beside = next((t for t in tokens if t.dep_ == "appos" and t.head == head and t.i in self._at), None)
        if beside is not None:
            return self._at[beside.i]
        last = tokens.end - 1
        if last not in self._at or head.lower_ not in nouns().persons or head.i > last:
            return None
        start = self.span_at(tokens.doc[last]).start
        while start > head.i and tokens.doc[start - 1].lower_.rstrip(".") in nouns().titles:
            start -= 1
        before = tokens.doc[start - 1]
        joined = before.pos_ == "PROPN" or before.text in {",", ")"} or before.i == head.i
        return self._at[last] if joined and start > head.i else None

    def _take(self, start: int, end: int, known: str | None) -> None:
        doc = self._text.doc
        words = doc[start:end].text
        surname = _surname(doc[start:end])
        person = self._by_surname.get(known or "") or self._by_surname.get(surname.lower())
        if person is None or (
            end - start > 1 and not _extends(person.name, words) and not (known and known == person.known)
        ):
            person = Person(name=known or words, first=start, known=known)
        elif known is None and person.known is None and len(words) > len(person.name):
            person.name = words
        self._by_surname[surname.lower()] = person
        if end - start > 1 or nouns().titles & {t.lower_.rstrip(".") for t in doc[max(0, start - 1) : start]}:
            self._alone[doc[end - 1].text] = person
            if end - start > 1 and doc[start].text in family_first():
                self._alone[doc[start].text] = person  # "Lin Jian said … Lin added"
                self._by_surname.setdefault(doc[start].text.lower(), person)
        if known:
            self._by_surname[known] = person
        for i in range(start, end):
            self._at[i] = person
        self._describe(person, doc[start:end])

    def _take_surnames(self) -> None:
        """Marks the surnames alone that the entity recogniser missed, of people named in full or with a title."""
        doc = self._text.doc
        for token in doc:
            person = self._alone.get(token.text)
            if person is None or token.i in self._at or self._text.name_at(token.i) is not None:
                continue
            start = token.i
            while start and doc[start - 1].lower_ in PARTICLES and start - 1 not in self._at:
                start -= 1
            self._at.update(dict.fromkeys(range(start, token.i + 1), person))

    def _guess_gender(self) -> None:
        """By the given name, where no title says it."""
        for person in self._at.values():
            if person.gender is None:
                given = person.name.split()[0] if " " in person.name else ""
                person.gender = given_names().get(given)

    def _describe(self, person: Person, name: Tokens) -> None:
        """Keeps the titles before a name and the appositions beside it."""
        root = name.root
        before = [t for t in root.lefts if t.i < name.start and t.dep_ in ("compound", "amod", "nmod", "poss", "appos")]
        start = before[0].left_edge.i if before else name.start
        for i in range(start, name.start):  # the title of somebody named before is not this one's
            if i in self._at or name.doc[i].dep_ == "cc":
                start = i + 1
        if start == name.start and start and name.doc[start - 1].lower_.rstrip(".") in nouns().titles:
            start -= 1
        if start < name.start:
            person.titles.append(name.doc[start : name.start])
        for child in root.children:
            named = child.pos_ == "NOUN" or (child.pos_ == "PROPN" and child.n_lefts and sector(child) is not None)
            if child.dep_ in _APPOSED and named and child.i > name.end - 1:
                person.titles.append(name.doc[child.left_edge.i : _title_end(child)])
        if root.dep_ == "appos" and root.head.pos_ in ("NOUN", "PROPN") and self._at.get(root.head.i) is None:
            person.titles.append(name.doc[root.head.left_edge.i : name.start])
        words = {t.lower_.rstrip(".") for title in person.titles for t in title}
        if person.gender is None and words & nouns().male:
            person.gender = "he"
        elif person.gender is None and words & nouns().female:
            person.gender = "she"


def _title_end(noun: Token) -> int:
    """Where a title ends: before a relative clause, "the minister, who is coordinating relief"."""
    clause = next((c for c in noun.rights if c.dep_ == "relcl" and c.doc[c.left_edge.i - 1].text == ","), None)
    return int(clause.left_edge.i - 1 if clause is not None else noun.right_edge.i + 1)


def office(name: str, day: str | None) -> dict[str, str] | None:
    """The knowledge base's row for a person in office on a day, or None; without a day, the latest."""
    rows = _offices().get(name, ())
    if day is None:
        return rows[-1] if rows else None
    held = [row for row in rows if row["from"] <= day and (not row["to"] or day[: len(row["to"])] <= row["to"])]
    return held[-1] if held else None


def country(name: str) -> str | None:
    """The country or body of a known person, in office or not."""
    rows = _offices().get(name)
    return rows[0]["country"] if rows else None


@cache
def _offices() -> dict[str, tuple[dict[str, str], ...]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in knowledge.table("actors/people.tsv"):
        found.setdefault(row["name"], []).append(row)
    return {name: tuple(sorted(rows, key=lambda row: row["from"])) for name, rows in found.items()}


def _surname(name: Tokens) -> str:
    """The last word, with the particle before it: "al-Busaidi", "von der Leyen"."""
    start = len(name) - 1
    while start > 0 and name[start - 1].lower_ in PARTICLES:
        start -= 1
    return str(name[start:].text)


def _extends(known: str, words: str) -> bool:
    """Whether two full names can be one person's: one's words are all among the other's."""
    one, other = set(known.lower().split()), set(words.lower().split())
    return one <= other or other <= one
