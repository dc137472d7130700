"""spaCy's attribute rules, remembered.

The English attribute ruler matches 179 patterns against every token, yet what it does to a token
depends on little: its tag, its dependency, whether it is space, and its word where some pattern
names that word (for a handful of words also on the neighbours). `RememberedRuler` asks spaCy once
for each combination and repeats the answer from then on. A test holds its annotations identical
to spaCy's own.
"""

import re
from collections.abc import Iterator
from typing import Any

from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

_Key = tuple[int, ...]
_Answer = tuple[int, int, int, int, int]  # tag, part of speech, morphology, lemma, dependency


class RememberedRuler:
    """A drop-in for the pipeline's attribute ruler with the same results."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._answers: dict[_Key, _Answer] = {}
        self._single = _Vocabulary(ruler, shortest=1)
        self._phrase = _Vocabulary(ruler, shortest=2)

    def __call__(self, doc: Doc) -> Doc:
        """Sets part of speech, morphology, and here and there lemma and tag, as spaCy would."""
        for token, key in zip(doc, list(self._keys(doc)), strict=True):
            answer = self._answers.get(key)
            if answer is None:
                self._answers[key] = self._ask(token)
            else:
                _apply(token, answer)
        return doc

    def _ask(self, token: Token) -> _Answer:
        """Lets spaCy's rules loose on one token, with the neighbours that a phrase may need."""
        doc, first = token.doc, max(0, token.i - 1)
        matches = [
            (rule, name, first + start, first + end)
            for rule, name, start, end in self._ruler.match(doc[first : token.i + 2])  # type: ignore[arg-type] # takes spans too
            if first + (start if self._ruler.indices[rule] >= 0 else end) + self._ruler.indices[rule] == token.i
        ]
        self._ruler.set_annotations(doc, matches)  # type: ignore[no-untyped-call]
        return token.tag, token.pos, token.morph.key, token.lemma, token.dep  # type: ignore[attr-defined]

    def _keys(self, doc: Doc) -> Iterator[_Key]:
        """What the rules can see of each token: itself, and its neighbours where a phrase may be."""
        single, phrase = self._single, self._phrase
        around = [(phrase.word(token), phrase.dep(token), phrase.tag(token)) for token in doc]
        nothing = (0, 0, 0)
        last = len(around) - 1
        for i, token in enumerate(doc):
            before = around[i - 1] if i else nothing
            after = around[i + 1] if i < last else nothing
            own = (token.tag, single.word(token), token.dep, token.is_space)
            yield own if before[0] == after[0] == around[i][0] == 0 else (*before, *own, *around[i], *after)


class _Vocabulary:
    """The words, dependencies and tags that patterns of at least `shortest` tokens name; all else is 0."""

    def __init__(self, ruler: AttributeRuler, *, shortest: int) -> None:
        self._strings = ruler.vocab.strings
        words, regexes = set[str](), list[str]()
        tags, deps = set[str](), set[str]()
        for pattern in ruler.patterns:
            alternatives: list[list[dict[str, Any]]] = pattern["patterns"]  # type: ignore[assignment]
            for alternative in alternatives:
                for wanted in alternative if len(alternative) >= shortest else ():
                    words.update(_values(wanted.get("LOWER", [])))
                    regexes.extend(_values(wanted.get("LOWER", []), "REGEX"))
                    tags.update(_values(wanted.get("TAG", [])))
                    deps.update(_values(wanted.get("DEP", [])))
        self._named, self._pattern = words, re.compile("|".join(regexes) or r"(?!)")
        self._tags = frozenset(self._strings.add(tag) for tag in tags)
        self._deps = frozenset(self._strings.add(dep) for dep in deps)
        self._known: dict[int, int] = {}

    def word(self, token: Token) -> int:
        """The id of the token's lower-cased word if a pattern names it, else 0."""
        lower = token.lower
        known = self._known.get(lower)
        if known is None:
            word = self._strings[lower]
            known = self._known[lower] = lower if word in self._named or self._pattern.search(word) else 0
        return known

    def dep(self, token: Token) -> int:
        """The id of the token's dependency if a pattern names it, else 0."""
        return token.dep if token.dep in self._deps else 0

    def tag(self, token: Token) -> int:
        """The id of the token's tag if a pattern names it, else 0."""
        return token.tag if token.tag in self._tags else 0


def _values(wanted: str | list[str] | dict[str, list[str] | str], operator: str = "IN") -> list[str]:
    """The values a pattern's attribute admits: one, several, or those under an operator."""
    if isinstance(wanted, dict):
        found = wanted.get(operator, [])
        return [found] if isinstance(found, str) else found
    if operator != "IN":
        return []
    return [wanted] if isinstance(wanted, str) else wanted


def _apply(token: Token, answer: _Answer) -> None:
    tag, pos, morph, lemma, dep = answer
    if token.tag != tag:
        token.tag = tag
    token.pos = pos
    token.set_morph(morph)  # type: ignore[attr-defined] # missing from spaCy's stubs
    if lemma:
        token.lemma = lemma
    if token.dep != dep:
        token.dep = dep
