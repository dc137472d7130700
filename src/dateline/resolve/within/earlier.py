"""What a report said before a place in it, nearest first, found by index: long reports cost no more a word than short ones."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.annotate import AnnotatedText
from dateline.annotate.names import Name
from dateline.resolve.within.persons import Person, Persons, office

REACH = 6
"""Passages back that a speaker is looked for: by judgement, a quotation broken by captions is seldom longer."""

Mention = tuple[int, Person]


class Earlier:
    """The speakers, names, people and nouns of one report, asked from a token backwards."""

    def __init__(self, text: AnnotatedText, persons: Persons, speakers: Sequence[Tokens]) -> None:
        self._text = text
        self._persons = persons
        self._speakers = sorted(speakers, key=lambda tokens: tokens.start)
        self._running = list(accumulate((p.kind == "body" for p in text.report.passages), initial=0))
        self._names: dict[str, list[Name]] = defaultdict(list)
        for name in text.names:
            self._names[name.entry.kind].append(name)
        self._bodies = [entity for entity in text.doc.ents if entity.label_ == "ORG"]
        self._positions: dict[int, list[int]] = defaultdict(list)
        for token in text.doc:
            self._positions[token.lower].append(token.i)
        self._mentions = persons.named()
        self._called: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            for word in self._words_for(mention[1]):
                self._called[word].append(mention)

    def near(self, start: int, end: int) -> bool:
        """Whether few enough passages of running text lie between two tokens."""
        first, last = self._text.passage_of[start], self._text.passage_of[end]
        return self._running[last] - self._running[first] <= REACH

    def speakers(self, head: Token) -> Iterator[Tokens]:
        """The speakers before a token, within reach."""
        for at in range(bisect_left(self._speakers, head.i, key=lambda tokens: tokens.start) - 1, -1, -1):
            speaker = self._speakers[at]
            if not self.near(speaker.start, head.i):
                return
            if speaker.end <= head.i:
                yield speaker

    def name(self, head: Token, kinds: Collection[str]) -> Name | None:
        """The last known name of one of some kinds."""
        found = [
            names[at - 1]
            for kind in kinds
            if (names := self._names.get(kind)) and (at := bisect_right(names, head.i, key=lambda name: name.end))
        ]
        return max(found, key=lambda name: name.start, default=None)

    def bodies(self, head: Token) -> Iterator[Tokens]:
        """What the entity recogniser takes for organisations, within reach."""
        for at in range(bisect_right(self._bodies, head.i, key=lambda entity: entity.end) - 1, -1, -1):
            if not self.near(self._bodies[at].start, head.i):
                return
            yield self._bodies[at]

    def same_word(self, head: Token) -> Iterator[Token]:
        """The same word, wherever it stood before."""
        positions = self._positions[head.lower]
        for at in range(bisect_left(positions, head.i) - 1, -1, -1):
            yield self._text.doc[positions[at]]

    def people(self, head: Token) -> Iterator[Mention]:
        """The people named, within reach."""
        for at in range(bisect_left(self._mentions, head.i, key=lambda mention: mention[0]) - 1, -1, -1):
            i, person = self._mentions[at]
            if not self.near(self._persons.span_at(self._text.doc[i]).start, head.i):
                return
            yield i, person

    def called(self, head: Token, words: Collection[str]) -> Iterator[Mention]:
        """The people named whom a title, or an office of theirs, calls by one of some words, at any distance."""
        found = [mentions for word in words if (mentions := self._called.get(word))]
        if len(found) > 1:
            found = [sorted({id(mention): mention for one in found for mention in one}.values(), key=lambda m: m[0])]
        for mentions in found:
            for at in range(bisect_left(mentions, head.i, key=lambda mention: mention[0]) - 1, -1, -1):
                yield mentions[at]

    def _words_for(self, person: Person) -> set[str]:
        """Every word of a person's titles, as it stands and as a lemma, and the last word of an office held."""
        words = {w for title in person.titles for t in title for w in (t.lower_.rstrip("."), t.lemma_.lower())}
        published = self._text.report.published
        row = office(person.known, published[:10]) if person.known and published else None
        return words | {row["role"].lower().split()[-1]} if row is not None else words
