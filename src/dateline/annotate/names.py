"""Dictionary names in the text: countries, institutions, people in office, groups, outlets."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from dateline import knowledge

_PART = re.compile(r"(?<=[^\W\d_])[-/](?=[^\W\d_])|,|'s\b")
_INTRODUCES = frozenset("in on to via by from with told tell tells at through quoting citing of per".split())
_POSTED = frozenset({"on", "to", "via", "from"})
_INITIALS = 3  # letters: "UN" and "EU" are nobody else's
_PEOPLES = frozenset({"country", "adjective", "people"})
_OWNING = frozenset({"", "'s", "’s"})
_NATIONAL = frozenset({"legislature", "government", "court", "military", "party"})
_ALL_CAPITALS = 4  # letters from which a word in capitals may be a name shouted in a headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the knowledge base says of one name.

    `kind` is country, adjective, people, seat, person, one of the kinds of bodies.tsv, or one of
    outlets.tsv (agency, broadcaster, outlet, platform). `code` is a PLOVER actor code or None.
    """

    kind: str
    name: str
    code: str | None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A known name in the text: token indices, end exclusive, and its entry."""

    start: int
    end: int
    entry: Entry


def find_names(doc: Doc) -> tuple[Name, ...]:
    """The longest known names in the text, left to right, never overlapping."""
    book = _book()
    words = [token.text for token in doc]
    full: set[str] = set()
    surnames = _surnames(doc)
    found: list[Name] = []
    i, count = 0, len(doc)
    while i < count:
        match = _longest(book, words, i)
        if match is None or not _holds(doc, i, match[0], match[1], full, surnames):
            i += 1
            continue
        end, entry = match
        found.append(Name(start=i, end=end, entry=entry))
        if entry.kind == "person" and end - i > 1:
            full.add(entry.name)
        i = end
    found = _spelt_out(doc, found)
    foreign = _of_another_country(doc, found)
    return tuple(n for n in found if n.entry.name not in foreign or _says_country(words[n.start]))


def _spelt_out(doc: Doc, names: list[Name]) -> list[Name]:
    """The names, initials read as the text spells them out: "RSF" after "the Rapid Support Forces" is not the reporters'."""
    full: dict[str, Entry | None] = {_initials(e): None for e in doc.ents if e.label_ == "ORG" and len(e) > 1}
    bodies = [n for n in names if n.entry.kind not in _PEOPLES | {"person", "seat"}]
    full |= {_initials(doc[n.start : n.end]): n.entry for n in bodies if n.end - n.start > 1}
    kept = []
    for name in names:
        short = doc[name.start].text
        initials = name.end - name.start == 1 and len(short) >= _INITIALS and short.isupper()
        if not initials or name not in bodies or short not in full:
            kept.append(name)
        elif (entry := full[short]) is not None:
            kept.append(Name(start=name.start, end=name.end, entry=entry))
        elif _initials_of(name.entry) == short:
            kept.append(name)
    return kept


def _initials(tokens: Tokens) -> str:
    """The first letters of the capitalised words of a name."""
    return "".join(t.text[0] for t in tokens if t.text[0].isupper())


def _initials_of(entry: Entry) -> str:
    return "".join(word[0] for word in entry.name.split() if word[0].isupper())


def _says_country(word: str) -> bool:
    """Whether the first word of a name is a country's or its people's: "US Marines"."""
    return any(len(name) == 1 and entry.kind in _PEOPLES for name, entry in _book().get(word, ()))


def _of_another_country(doc: Doc, names: list[Name]) -> set[str]:
    """Bodies whose name the text gives to another country: in a report on "Peru's Congress" no Congress is that of the US."""
    foreign: set[str] = set()
    for owner, body in pairwise(names):
        country = (body.entry.code or "").partition("-")[0]
        between = doc[owner.end : body.start].text
        if owner.entry.kind not in _PEOPLES or between not in _OWNING:
            continue
        if body.entry.kind in _NATIONAL and country and owner.entry.code != country:
            foreign.add(body.entry.name)
    return foreign


def _longest(
    book: dict[str, list[tuple[tuple[str, ...], Entry]]], words: list[str], i: int
) -> tuple[int, Entry] | None:
    """The end and entry of the longest name that starts at a word."""
    text = words[i]
    candidates = book.get(text)
    if candidates is None and len(text) >= _ALL_CAPITALS and text.isupper():
        candidates = book.get(text.capitalize())
    for name, entry in candidates or ():
        end = i + len(name)
        if end <= len(words) and all(map(_is_part, words[i + 1 : end], name[1:])):
            return end, entry
    return None


def _is_part(word: str, part: str) -> bool:
    """Whether a word of the text is this part of a name, as it is or in capitals."""
    return word == part or (word.isupper() and word == part.upper())


def _holds(doc: Doc, start: int, end: int, entry: Entry, full: set[str], surnames: frozenset[str]) -> bool:
    """Whether a match is the name and not a word, or a person, that looks like it."""
    token = doc[start]
    if end < len(doc) and doc[end].text == "-" and end + 1 < len(doc) and doc[end + 1].text[:1].isupper():
        return entry.kind in {"adjective", "country", "seat"}
    if end - start > 1:
        return True
    if entry.kind == "person":
        goes_on = _is_first_name(doc, start) and doc[start + 1].text[:1].isupper()  # "Park Min-su" is no Park alone
        return not goes_on and (entry.name in full or not _has_other_first_name(doc, start))
    if token.text in _ambiguous() or len(token.text) == 1:
        if entry.kind == "platform":
            return start > 0 and doc[start - 1].lower_ in _POSTED
        if entry.kind in {"agency", "broadcaster", "outlet"}:
            return start > 0 and doc[start - 1].lower_ in _INTRODUCES and token.pos_ == "PROPN"
        if _has_other_first_name(doc, start) or _is_first_name(doc, start) or token.text in surnames:
            return False
        return token.pos_ in {"PROPN", "ADJ"} or token.tag_.startswith("NNP")
    if entry.kind not in {"country", "seat"} or token.ent_type_ != "PERSON":
        return True
    return not (
        _has_other_first_name(doc, start) or (_is_first_name(doc, start) and doc[start + 1].lower_ not in _titles())
    )


def _has_other_first_name(doc: Doc, i: int) -> bool:
    """Whether the word before belongs to the same person's name: "Melania Trump", "Michael Jordan"."""
    if i == 0:
        return False
    before = doc[i - 1]
    return (
        before.ent_type_ == "PERSON" == doc[i].ent_type_
        and doc[i].ent_iob_ == "I"
        and before.text[:1].isupper()
        and before.lower_.rstrip(".") not in _titles()
    )


def _is_first_name(doc: Doc, i: int) -> bool:
    """Whether the word after belongs to the same person's name: "Georgia Smith"."""
    return i + 1 < len(doc) and doc[i].ent_type_ == "PERSON" == doc[i + 1].ent_type_ and doc[i + 1].ent_iob_ == "I"


def _surnames(doc: Doc) -> frozenset[str]:
    """The last words of the full names of people in the text."""
    return frozenset(entity[-1].text for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1)


@cache
def _titles() -> frozenset[str]:
    """Words before a name that are no part of it."""
    return frozenset(
        "president mr mrs ms dr sir prime minister foreign secretary chancellor king queen ayatollah general gen senator sen "
        "rep speaker vice premier leader mayor governor us u.s american russian iranian".split()
    )


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(str(word) for word in knowledge.load("actors/ambiguous.yaml")["words"])


@cache
def _book() -> dict[str, list[tuple[tuple[str, ...], Entry]]]:
    """Every name by its first word, longer names first; the first file to claim a name keeps it."""
    book: dict[tuple[str, ...], Entry] = {}
    for names, entry in _entries():
        for name in names:
            words = split(name)
            if words:
                book.setdefault(words, entry)
    by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for words, entry in book.items():
        by_first.setdefault(words[0], []).append((words, entry))
    for candidates in by_first.values():
        candidates.sort(key=lambda candidate: -len(candidate[0]))
    return by_first


def split(name: str) -> tuple[str, ...]:
    """A name's words as the tokenizer cuts them: hyphens, slashes and commas stand alone."""
    return tuple(piece for word in name.split() for piece in _pieces(word))


def _pieces(word: str) -> Iterator[str]:
    at = 0
    for cut in _PART.finditer(word):
        if cut.start() > at:
            yield word[at : cut.start()]
        yield cut.group()
        at = cut.end()
    if at < len(word):
        yield word[at:]


def _entries() -> Iterator[tuple[Iterable[str], Entry]]:
    for row in knowledge.table("actors/bodies.tsv"):
        entry = Entry(kind=row["kind"], name=row["name"], code=row["code"], wikidata=row["wikidata"] or None)
        yield _names(row["name"], row["aliases"]), entry
    for row in knowledge.table("actors/countries.tsv"):
        code, name = row["code"], row["name"]
        yield _names(name, row["aliases"]), Entry(kind="country", name=name, code=code)
        yield row["people"].split("|"), Entry(kind="people", name=name, code=code)
        yield row["adjectives"].split("|"), Entry(kind="adjective", name=name, code=code)
        yield row["seat"].split("|"), Entry(kind="seat", name=name, code=code)
    for row in knowledge.table("outlets/outlets.tsv"):
        media = f"{row['country']}-JRN" if row["country"] and row["kind"] != "platform" else None
        yield _names(row["name"], row["aliases"]), Entry(kind=row["kind"], name=row["name"], code=media)
    for row in knowledge.table("actors/people.tsv"):
        yield _names(row["name"], row["aliases"]), Entry(kind="person", name=row["name"], code=row["country"])


def _names(name: str, aliases: str) -> list[str]:
    return [name, *(alias for alias in aliases.split("|") if alias)]
