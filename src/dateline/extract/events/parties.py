"""Which words may name a party: an actor that can do something or have it done to it."""

from typing import Final

from spacy.tokens import Token

from dateline.annotate import AnnotatedText
from dateline.extract.events.frames import classes
from dateline.extract.events.phrases import content, phrase

_ENTITIES: Final = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"})
_PRONOUNS: Final = frozenset(
    {
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "him",
        "her",
        "them",
        "us",
        "who",
        "whom",
        "it",
        "his",
        "its",
        "their",
        "our",
        "my",
        "your",
    }
)
_ACTING_ADJECTIVES: Final = frozenset({"us", "u.s.", "uk", "u.k.", "eu", "e.u.", "un", "u.n.", "nato", "uae"})
_LEADING: Final = frozenset({"led", "backed", "run", "launched", "orchestrated", "sponsored", "controlled", "imposed"})


_ACTS: Final = (
    "abstract",
    "talk",
    "accord",
    "truce",
    "penalty",
    "restriction",
    "assertion",
    "inquiry",
    "gathering",
    "offer",
)
"""Classes of nouns that stay things however they are modified: "Iran sanctions", "the Vienna talks"."""

_ABOVE: Final = frozenset({"god", "allah", "almighty", "heaven", "lord"})


class Parties:
    """The parties of one text, by token."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self._named: dict[int, str] = {}
        for name in text.names:
            for i in range(name.start, name.end):
                self._named[i] = name.entry.kind

    def is_named(self, token: Token) -> bool:
        """Whether the token belongs to the name of a party."""
        return token.ent_type_ in _ENTITIES or token.i in self._named

    def countries(self, head: Token) -> list[str]:
        """Codes of the countries, or of the bodies without one, that a nominal's phrase names, in text order."""
        named = phrase(head)
        return self.countries_between(named.start, named.end)

    def countries_between(self, start: int, end: int) -> list[str]:
        """The same of a range of tokens."""
        names = (self.text.name_at(i) for i in range(start, end))
        codes = (name.entry.code for name in names if name is not None and name.entry.code)
        return [code.split("-")[0] for code in codes]

    def is_party(self, token: Token) -> bool:
        """Whether a nominal can act: a name, a person word, a body, a force, a pronoun for one."""
        token = content(token)
        if "http" in token.text or "/" in token.text or token.lower_ in _ABOVE:
            return False
        if self.is_named(token) or token.lower_ in _PRONOUNS:
            return True
        known = classes()
        lemma = token.lemma_.lower()
        if lemma in known["person"] or lemma in known["body"] or lemma in known["force"]:
            return True
        if not any(lemma in known[name] for name in _ACTS) and any(
            self.is_named(child) for child in token.lefts if child.dep_ in ("amod", "compound", "poss", "nmod")
        ):
            return True
        return token.pos_ == "PROPN" and token.ent_type_ not in (
            "DATE",
            "TIME",
            "EVENT",
            "WORK_OF_ART",
            "MONEY",
            "PERCENT",
        )

    def modifiers(self, noun: Token) -> tuple[list[Token], list[Token]]:
        """(doers, themes) among the words before a noun: "Israeli strikes", "Syria strikes", "Hamas-led attack"."""
        doers: list[Token] = []
        themes: list[Token] = []
        for child in noun.lefts:
            if child.dep_ not in ("amod", "compound", "nmod"):
                continue
            if child.lower_.startswith("anti") or (
                child.i > 1 and child.nbor(-1).text in "-–" and child.nbor(-2).lower_ == "anti"
            ):
                themes.append(child)
            elif child.lower_ in _LEADING:
                doers += [leader for leader in child.children if self.is_named(leader) or leader.pos_ == "PROPN"]
            elif self.is_named(child):
                (doers if self._acts(child) else themes).append(child)
                (doers if self._acts(child) else themes).extend(
                    c for c in child.children if c.dep_ == "conj" and self.is_named(c)
                )
            else:
                doers += [
                    inner
                    for inner in child.lefts
                    if inner.dep_ in ("amod", "compound", "nmod") and self.is_named(inner) and self._acts(inner)
                ]
        return doers, themes

    def _acts(self, token: Token) -> bool:
        if token.ent_type_ in ("NORP", "ORG", "PERSON") or token.pos_ == "ADJ" or token.lower_ in _ACTING_ADJECTIVES:
            return True
        return self._named.get(token.i) == "demonym"
