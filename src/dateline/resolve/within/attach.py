"""Which time or place belongs to a predicate: the one the parse hangs on it, or on its clause.

Every time or place has a governor: the first verb above it, and the nouns passed on the way there.
A predicate is searched outwards: what it governs itself, then what the clauses that hang on it govern,
then what the clause that it stands in governs, but never across a verb of saying, whose time is that of
the saying. Last, a sentence with a single time that no verb of saying governs gives it to all its events.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice
from typing import Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.annotate import AnnotatedText

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
Penalty = Callable[[int], int | None]
"""How many steps further off a range counts than it stands; None: it cannot be the time or place of anything."""

_WORDS: Final = knowledge.load("places/attachment.yaml")
_SAYING: Final = frozenset(_WORDS["saying"])
_SPEECH: Final = _SAYING | frozenset(_WORDS["speech"])
_JOINED: Final = ("conj", "xcomp", "advcl", "acl", "dep", "pcomp", "prep", "ccomp", "parataxis")
"""Clauses that share their head's time and place unless they have their own."""
_OWN_SETTING: Final = ("relcl", "ccomp", "csubj", "parataxis")
"""Clauses whose time and place are not those of what they depend on."""
MANY: Final = 50  # times or places in one "sentence", children of one token: more is no sentence
OWN_STEPS: Final = 1  # "praised on Tuesday", not "praised the rescue in Narvik"
DEPTH: Final = 14  # heads to climb: deeper is a parse gone astray


class Attachment:
    """Ranges of tokens, findable from the predicates that they belong to."""

    def __init__(self, text: AnnotatedText, ranges: Sequence[tuple[int, int]], *, apart: frozenset[str]) -> None:
        """`apart`: conjunctions whose clauses are set elsewhere: "before" for a place, "after" too for a time."""
        self.text = text
        self._apart = apart
        self.ranges = ranges
        self.roots = [text.doc[first:end].root for first, end in ranges]
        self._governed: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._within: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._somewhere: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._of_things: set[int] = set()
        self._in_sentence: dict[int, list[int]] = defaultdict(list)
        self._sentences = list(accumulate(int(bool(token.is_sent_start)) for token in text.doc))
        for index, root in enumerate(self.roots):
            self._climb(index, root)
            self._in_sentence[self._sentences[root.i]].append(index)

    def _climb(self, index: int, root: Token) -> None:
        """Notes a range with every token above it: up to its verb, up to its clause's edge, and beyond."""
        governed = within = True
        token = root
        if (
            root.dep_ in ("nummod", "compound", "amod", "nmod")
            and _YEAR.fullmatch(root.text)
            and root.head.pos_ in ("NOUN", "PROPN")
        ):
            self._governed[root.head.i].append((0, index))  # "left the 2015 deal": the deal's year alone
            self._of_things.add(index)
            return
        for steps in range(DEPTH):
            if token.head == token:
                return
            within = within and (token == root or not (token.dep_ in _OWN_SETTING or self._is_apart(token)))
            if token != root and token.pos_ in ("VERB", "AUX") and token.lemma_ in _SAYING:
                return
            token = token.head
            self._somewhere[token.i].append((steps, index))
            if within:
                self._within[token.i].append((steps, index))
            if governed:
                self._governed[token.i].append((steps, index))
            governed = governed and token.pos_ not in ("VERB", "AUX")

    def of(self, trigger: Token, penalty: Penalty, *, distant: bool = False) -> int | None:
        """The index of the range that belongs to a trigger, None if there is none.

        `distant` admits, last, a range in a clause that describes something in the trigger's own: what is
        done to a ship that sails in a sea is done there, but not when it was launched.
        """
        if trigger.pos_ == "VERB" and trigger.lemma_ in _SPEECH:
            own = [(steps, i) for steps, i in self._governed[trigger.i] if steps <= OWN_STEPS]
            return self._nearest(own, trigger, penalty)
        steps = [(self._governed, trigger)]
        if trigger.n_rights <= MANY:
            steps += [(self._within, child) for child in trigger.rights if child.dep_ in ("relcl", "acl")]
        steps.append((self._within, trigger))
        heads = list(self._heads(trigger))
        steps += [(self._governed, head) for head in heads]
        steps += [(self._within, head) for head in heads if head.pos_ == "VERB"][:1]
        for table, token in steps:
            found = self._nearest(table[token.i], trigger, penalty)
            if found is not None:
                return found
        found = self._only_one(trigger, penalty)
        if found is None and distant:
            found = self._nearest(self._somewhere[trigger.i], trigger, penalty)
        return found

    def _nearest(self, ranges: list[tuple[int, int]], trigger: Token, penalty: Penalty) -> int | None:
        """The range with the fewest steps, penalties counted; the nearest of several."""
        ranked = [
            (steps + extra, abs(self.roots[i].i - trigger.i), i)
            for steps, i in ranges[:MANY]
            if (extra := penalty(i)) is not None
        ]
        return min(ranked)[2] if ranked else None

    def _only_one(self, trigger: Token, penalty: Penalty) -> int | None:
        """The only usable range of the sentence, unless it is the time or place of a saying."""
        sentence = self._in_sentence[self._sentences[trigger.i]]
        indices = [i for i in sentence[:MANY] if i not in self._of_things and penalty(i) is not None]
        if len(sentence) > MANY or len(indices) != 1:
            return None
        verb = self.roots[indices[0]]
        if any(self._is_apart(token) and not token.is_ancestor(verb) for token in islice(trigger.ancestors, DEPTH)):
            return None
        while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
            verb = verb.head
        if _describes(verb, trigger):
            return None
        return None if verb.lemma_ in _SAYING else indices[0]

    def _heads(self, trigger: Token) -> Iterator[Token]:
        """What a trigger stands in, outwards, as far as it shares its time and place."""
        token = trigger
        for _ in range(DEPTH):
            head = token.head
            if head == token or _closes(token) or self._is_apart(token):
                return
            if head.lemma_ in _SPEECH and token.dep_ not in ("nsubj", "nsubjpass", "conj", "prep", "pobj"):
                return
            yield head
            token = head

    def _is_apart(self, verb: Token) -> bool:
        """Whether a clause says that it is set at another time or place than its head: "days before the two are to meet"."""
        if verb.dep_ not in ("advcl", "conj") or verb.n_lefts > MANY:
            return False
        return any(child.dep_ in ("mark", "advmod") and child.lower_ in self._apart for child in verb.lefts)


def _closes(token: Token) -> bool:
    """Whether a clause has its own setting: nothing above it counts."""
    if token.dep_ in ("relcl", "csubj", "parataxis"):
        return True
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in _JOINED


def _describes(verb: Token, trigger: Token) -> bool:
    """Whether a verb stands in a relative clause that a trigger stands outside of: "fired at crowds that had gathered on Sunday"."""
    for token in (verb, *islice(verb.ancestors, DEPTH)):
        if token == trigger or token.is_ancestor(trigger):
            return False
        if token.dep_ == "relcl":
            return True
    return False
