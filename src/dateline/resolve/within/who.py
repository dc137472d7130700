"""Who: the words that name an actor → name, PLOVER code, Wikidata id, and the grade of sourcing."""

import re
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.annotate import AnnotatedText
from dateline.annotate.names import Name
from dateline.extract.events.phrases import content, coordinated
from dateline.extract.mentions import StatementMention
from dateline.records import Notice, Party, Source, Where
from dateline.records.party import PartyBasis
from dateline.resolve.within import persons, sourcing
from dateline.resolve.within.agents import sector
from dateline.resolve.within.countries import PLACES, Countries
from dateline.resolve.within.discourse import Discourse
from dateline.resolve.within.nouns import nouns
from dateline.resolve.within.persons import Person, Persons

_DESCRIBES = frozenset({"amod", "compound", "nmod", "poss", "appos", "nummod"})
_OF = frozenset({"of", "in", "from", "for"})

_DOMESTIC = frozenset(
    {"GOV", "MIL", "COP", "LEG", "JUD", "OPP", "PTY", "CVL", "PRM", "SPY", "EDU", "MED", "LAB", "REF", "REB"}
)
"""Sectors whose unnamed members are taken to belong to the country a report is set in."""

_LOCAL: Final = frozenset({"COP", "CVL", "EDU", "MED", "LAB", "AGR"})
"""Sectors whose unnamed members are at home where they act: crowds and police. Soldiers, rebels and officials may be abroad."""

_EVERY: Final = frozenset({"all", "both", "two", "warring", "rival"})

_SHIPS = {"USS": "USA-MIL", "USNS": "USA-MIL", "HMS": "GBR-MIL", "HMAS": "AUS-MIL", "HMCS": "CAN-MIL"}
_PARTY_MARK = re.compile(r"(R|D|I)-[A-Z][A-Za-z.]+$")
"""How American papers mark members of Congress: (R-Va.), (D-Calif.)."""

_JOINTS = frozenset({",", "and", "&", "-", "–", "/"})
_BODIES = frozenset({"IGO", "NGO", "UAF"})

_DEPTH = 4  # phrases within phrases followed in search of a country


class Actors:
    """The actors of one report, resolved once for all records. `notices` says what stayed unknown."""

    def __init__(
        self, text: AnnotatedText, statements: Sequence[StatementMention] = (), places: Sequence[Where] = ()
    ) -> None:
        self.text = text
        self.notices: list[Notice] = []
        self._day = text.report.published[:10] if text.report.published else None
        self._persons = Persons(text)
        self._countries = Countries(text, places)
        self._discourse = Discourse(text, self._persons, statements)
        self._asked: set[int] = set()  # possessive pronouns whose owner is being looked for

    def party(self, tokens: Tokens, place: str | None = None) -> Party:
        """The party these tokens name; unknown parts are None. `place`: the country in which it acts, if the text says so."""
        span = self.text.span(tokens)
        name, code, wikidata, basis = self._resolve(tokens, place)
        return Party(
            start=span.start, end=span.end, text=span.text, name=name, code=code, wikidata=wikidata, basis=basis
        )

    def source(self, tokens: Tokens) -> Source:
        """The party that speaks, graded by how openly it is named."""
        span = self.text.span(tokens)
        name, code, wikidata, basis = self._resolve(tokens)
        meant = self._discourse.antecedent(tokens) or tokens
        grade = sourcing.grade(self.text, meant, self._persons)
        role = grade.role or self._role(meant)
        if name is None and tokens.root.pos_ == "PRON":
            self._unknown(tokens)
        return Source(
            start=span.start,
            end=span.end,
            text=span.text,
            name=name,
            code=code,
            wikidata=wikidata,
            basis=basis,
            standing=grade.standing,
            count=grade.count,
            role=role,
        )

    def mentions(self) -> tuple[Party, ...]:
        """Every actor named in the report, in text order: known names that act, and people."""
        doc = self.text.doc
        found = [doc[n.start : n.end] for n in self.text.names if n.entry.kind not in {"adjective", "person"}]
        found += [self._persons.span_at(doc[i]) for i, _ in self._persons.named()]
        return tuple(self.party(tokens) for tokens in sorted(found, key=lambda tokens: (tokens.start, tokens.end)))

    def _resolve(
        self, tokens: Tokens, place: str | None = None
    ) -> tuple[str | None, str | None, str | None, PartyBasis | None]:
        """Name, code and Wikidata id of what the tokens name, or of what they stand for, and what is inferred of it."""
        meant = self._discourse.antecedent(tokens) or tokens
        heads = _heads(meant)
        name, wikidata = self._name(heads[0], meant)
        codes: list[str] = []
        basis: PartyBasis | None = None
        for head in heads:
            code = self._countries.both(head) or self._joint(head) or self._code(head, meant)
            if code is None:
                code, basis = self._at_home(head, meant, place)
            codes += (code or "").split()
        return name, " ".join(dict.fromkeys(codes)) or None, wikidata, basis

    def _at_home(self, head: Token, tokens: Tokens, place: str | None) -> tuple[str | None, PartyBasis | None]:
        """The code of somebody unnamed who belongs where he acts, or else to the country that the passage is on."""
        person = self._person_of(head, tokens)
        if person is not None:
            code = self._person_at_home(person)
            return code, "setting" if code else None
        agent = sector(head)
        if agent not in _DOMESTIC or _are_sides(head) or _is_elsewhere(head):
            return None, None
        if place is not None and (agent in _LOCAL or head.lower_ == "authorities"):
            return f"{place}-{agent}", "place"
        country = self._countries.setting(head)
        return (f"{country}-{agent}", "setting") if country else (None, None)

    def _joint(self, head: Token) -> str | None:
        """The codes of a phrase that names several countries: "Iranian and Saudi diplomats", "ministers of Oman and Qatar"."""
        if head.pos_ != "NOUN":
            return None
        owners = [self._country_at(owner) for owner in _owners(head)]
        if head.tag_ == "NNS" and len(owners) > 1 and all(owners):
            agent = sector(head)
            return " ".join(f"{c}-{agent}" if agent and c not in _BODIES else str(c) for c in dict.fromkeys(owners))
        if head.n_lefts == 0:
            return None
        countries: list[str] = []
        end = -1
        for i in range(head.left_edge.i, head.i):
            token = head.doc[i]
            name = self._name_of(token)
            if name is None or name.entry.code is None or name.end - 1 != i:
                continue
            between = {t.lower_ for t in head.doc[end : name.start]} if end >= 0 else set()
            if countries and not (between and between <= _JOINTS):
                countries = []
            countries.append(name.entry.code.split("-")[0])
            end = name.end
        distinct = list(dict.fromkeys(countries))
        if len(distinct) < 2 or head.doc[end].text == "'s" or head.doc[end].text == "’s":
            return None
        agent = sector(head)
        return " ".join(f"{c}-{agent}" if agent and c not in _BODIES else c for c in distinct)

    def _name(self, head: Token, tokens: Tokens) -> tuple[str | None, str | None]:
        person = self._person_of(head, tokens)
        if person is not None:
            return person.name, None
        name = self._name_of(head)
        if name is not None and name.entry.kind != "adjective":
            return name.entry.name, name.entry.wikidata
        return self._discourse.body_name(head), None

    def _person_of(self, head: Token, tokens: Tokens) -> Person | None:
        """The person a phrase names: at its head, or in apposition to it ("the minister, X")."""
        person = self._persons.at(head)
        if person is None and head == tokens.root and (sector(head) or head.lower_ in nouns().persons):
            person = self._persons.in_phrase(tokens)
        return person

    def _code(self, head: Token, tokens: Tokens) -> str | None:
        person = self._person_of(head, tokens)
        if person is not None:
            return self._person_code(person)
        ship = next((_SHIPS[t.text] for t in tokens if t.text in _SHIPS), None)
        if ship is not None:
            return ship
        name = self._name_of(head)
        if name is not None and name.entry.kind not in PLACES:
            return name.entry.code
        agent = sector(head)
        if name is not None and name.entry.code:
            return (
                name.entry.code
                if head.dep_ in {"amod", "compound"} or head.pos_ == "ADJ"
                else _with_sector(name, agent)
            )
        country = self._countries.half(head) or self._country_around(head, _DEPTH)
        if country is None and head.lemma_.lower() in nouns().opposed:
            country = self._other_side(head)
        if country and agent and "-" not in country and country != "IGO":
            return f"{country}-{agent}"
        leads = agent is None and head.lemma_.lower() in nouns().leads | nouns().persons
        body = self._body_of(head) if leads else None
        return body or country or (agent if agent in {"NGO", "UAF"} else None)

    def _person_code(self, person: Person) -> str | None:
        """In office: country and sector. Else the country in what the text calls the person; else the country alone."""
        if person.known is not None:
            row = persons.office(person.known, self._day)
            if row is not None:
                return f"{row['country']}-{row['sector']}" if row["sector"] else row["country"]
        if self._is_in_congress(person):
            return "USA-LEG"
        for title in person.titles:
            agent = sector(title.root)
            code = self._code_in(title)
            if code is not None:
                country = code.split("-")[0]
                return f"{country}-{agent}" if agent and country != "IGO" else code
        return persons.country(person.known) if person.known is not None else None

    def _person_at_home(self, person: Person) -> str | None:
        """The code of somebody with a title of no country, from what the passage is on."""
        agents = [agent for agent in (sector(title.root) for title in person.titles) if agent]
        if agents and agents[0] in _DOMESTIC:
            setting = self._countries.setting(self.text.doc[person.first])
            return f"{setting}-{agents[0]}" if setting else None
        return None

    def _is_in_congress(self, person: Person) -> bool:
        """Whether the name is followed by a party and a state in parentheses."""
        doc = self.text.doc
        end = self._persons.span_at(doc[person.first]).end
        return (
            end + 1 < len(doc)
            and doc[end].text == "("
            and _PARTY_MARK.match(doc[end + 1 : end + 4].text.split(")")[0].replace(" ", "")) is not None
        )

    def _role(self, tokens: Tokens) -> str | None:
        """What the text calls the person, or the office held on the report's day."""
        person = self._person_of(tokens.root, tokens)
        if person is None:
            return None
        roles = [
            (sector(title.root) == "REL", words)
            for title in person.titles
            if (words := self._words_of_role(title))
            and (sector(title.root) or title.root.lemma_.lower() in nouns().persons)
        ]
        if roles:
            return min(roles, key=lambda role: role[0])[1]  # an office before a clerical title
        row = persons.office(person.known, self._day) if person.known else None
        if row is None and self._persons.at(tokens.root) is None:  # "Commander of the Guards General X"
            return self._words_of_role(self.text.doc[tokens.root.i : self._persons.span_at(tokens[-1]).start]) or None
        return row["role"] if row else None

    def _words_of_role(self, title: Tokens) -> str:
        """A title without its article, its country and the "Mr" at its end."""
        words = [t for t in title if not (self._is_place(t) or t.dep_ in {"det", "case", "punct"} or t.text == "'s")]
        while words and words[-1].lower_.rstrip(".") in nouns().honorifics:
            words.pop()
        return str(self.text.doc[words[0].i : words[-1].i + 1].text).strip(" ,") if words else ""

    def _country_around(self, head: Token, depth: int) -> str | None:
        """The country, or the body with its country, that a noun's modifiers name."""
        if depth == 0:
            return None
        relational = head.lemma_.lower() in nouns().relational
        before = [
            c for c in head.children if (c.dep_ in _DESCRIBES and c.i <= head.i) or c.dep_ in {"appos", "npadvmod"}
        ]
        for child in sorted(before, key=lambda c: c.pos_ == "VERB"):
            if (relational and child.dep_ == "poss") or child.lower_ in nouns().affiliates:
                continue
            found = self._country_at(child) or self._country_around(child, depth - 1)
            if found:
                return found
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in _OF:
                for inner in child.children:
                    found = self._country_at(inner) or self._country_around(inner, depth - 1)
                    if found:
                        return found
        return None

    def _body_of(self, head: Token) -> str | None:
        """The code of the body that somebody is the head of: "deputy head of the Energy Agency"."""
        for child in head.children:
            inner = child.children if child.lower_ in _OF else (child,) if child.dep_ in _DESCRIBES else ()
            for token in inner:
                name = self._name_of(token)
                if name is not None and name.entry.code and "-" in name.entry.code:
                    return name.entry.code
        return None

    def _country_at(self, token: Token) -> str | None:
        name = self._name_of(token)
        if name is not None and name.entry.code and name.entry.kind not in {"agency", "outlet", "broadcaster"}:
            return name.entry.code if name.entry.kind in {"igo", "armed-group"} else name.entry.code.split("-")[0]
        person = self._persons.at(token)
        told = person is not None and (person.known or person.titles)
        code = (self._person_code(person) or self._person_at_home(person)) if person is not None and told else None
        if code is None and token.dep_ == "poss" and (token.pos_ == "PRON" or name is None):
            code = self._code_of_owner(token)
        return code.split()[0].split("-")[0] if code else None

    def _code_of_owner(self, owner: Token) -> str | None:
        """The code of what "its", "the country's" or "the government's" stands for; None where two are each other's owner."""
        if owner.i in self._asked:
            return None
        self._asked.add(owner.i)
        own = owner.doc[owner.left_edge.i if owner.pos_ == "NOUN" else owner.i : owner.i + 1]
        meant = self._discourse.antecedent(own) or (own if owner.pos_ == "NOUN" else None)
        code = None
        if meant is not None and meant.root.pos_ != "PRON":
            code = self._code(meant.root, meant) or self._at_home(meant.root, meant, None)[0]
        self._asked.discard(owner.i)
        return code

    def _other_side(self, rival: Token) -> str | None:
        """The other country of a report on two: whom "its rival" stands for, once whose rival it is is known."""
        owner = next((child for child in rival.children if child.dep_ == "poss"), None)
        country = self._country_at(owner) if owner is not None else None
        return self._countries.other(country, rival) if country is not None else None

    def _code_in(self, tokens: Tokens) -> str | None:
        """The code of the first country or body that some words name."""
        names = (self._name_of(token) for token in tokens)
        return next((name.entry.code for name in names if name is not None and name.entry.code), None)

    def _name_of(self, token: Token) -> Name | None:
        name = self.text.name_at(token.i)
        return None if name is None or name.entry.kind == "person" else name

    def _is_place(self, token: Token) -> bool:
        name = self.text.name_at(token.i)
        return name is not None and name.entry.kind in PLACES

    def _unknown(self, tokens: Tokens) -> None:
        span = self.text.span(tokens)
        message = f"who {span.text!r} stands for is not certain, so the speaker has no name"
        self.notices.append(Notice(code="speaker", message=message, span=span))


def _with_sector(name: Name, agent: str | None) -> str | None:
    """A country's code with the sector that the way of naming it implies."""
    code, kind = name.entry.code, name.entry.kind
    if code is None or "-" in code:
        return code
    if kind == "seat":
        return f"{code}-GOV"
    if kind == "people":
        return f"{code}-{agent or 'CVL'}"
    return f"{code}-{agent}" if agent else code


def _heads(tokens: Tokens) -> list[Token]:
    """The head of a phrase and what is coordinated with it inside the phrase."""
    root = tokens.root
    return [root, *(t for t in root.conjuncts if tokens.start <= t.i < tokens.end)]


def _owners(head: Token) -> list[Token]:
    """The names coordinated behind a noun's "of" or "from"."""
    return [
        member
        for child in head.rights
        if child.dep_ == "prep" and child.lower_ in {"of", "from"}
        for name in child.rights
        if name.dep_ == "pobj" and name.pos_ == "PROPN"
        for member in coordinated(name)
    ]


def _are_sides(head: Token) -> bool:
    """Whether a plural names those on both sides, who are not of one country: "the two sides", "all parties"."""
    if head.tag_ != "NNS":
        return False
    lemma = head.lemma_.lower()
    return lemma in nouns().sides or (lemma == "party" and any(child.lower_ in _EVERY for child in head.lefts))


def _is_elsewhere(head: Token) -> bool:
    """Whether a phrase says by itself whose its party is, though not in words that we know."""
    counted = content(head)
    return any(
        child.lower_ in nouns().foreign or child.dep_ == "poss" or child.lower_ == "of"
        for child in (*counted.children, *(head.lefts if counted.i != head.i else ()))
    )
