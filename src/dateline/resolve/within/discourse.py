"""What pronouns and short forms stand for, where a rule is reliable; otherwise nothing.

"He said" is taken for the last speaker rather than for the last man named, and captions and
headings between two paragraphs do not change who is speaking. "The NGO", "the ministry" take the
last body of that kind that was named. "The EU" takes the name its initials were given for.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.annotate import AnnotatedText
from dateline.extract.events.syntax import doers
from dateline.extract.mentions import StatementMention
from dateline.extract.statements.lexicon import lexicon
from dateline.resolve.within.agents import sector
from dateline.resolve.within.binding import controlled_by, own_clause
from dateline.resolve.within.earlier import Earlier
from dateline.resolve.within.nominals import is_bare_office, is_definite, is_titled, may_stand_for, modifiers, phrase
from dateline.resolve.within.nouns import nouns
from dateline.resolve.within.persons import Person, Persons, office

_SELF = frozenset({"i", "we", "my", "our", "me", "us"})
_PEOPLE = frozenset({"he", "she", "his", "her", "him"})
_THINGS = frozenset({"it", "its"})
_GROUPS = frozenset({"they", "their", "them"})
_PRONOUNS = _PEOPLE | _THINGS | _GROUPS

_ACCUSING = frozenset({"accuse", "blame", "suspect", "charge", "criticise", "criticize"})
_CAPITALS = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,6}s?$")


class Discourse:
    """The discourse of one report: who was named and who spoke, in order."""

    def __init__(self, text: AnnotatedText, persons: Persons, statements: Sequence[StatementMention]) -> None:
        self._text = text
        self._persons = persons
        self._earlier = Earlier(text, persons, [s.source for s in statements if s.source is not None])
        self._quoting_at = _innermost(statements)
        self._initials = self._find_initials()

    def antecedent(self, tokens: Tokens) -> Tokens | None:
        """The phrase that a pronoun or a short form stands for; None when it names its party itself or is unsure."""
        head = tokens.root
        word = head.lower_
        if word in _SELF and head.text != "US":
            return self._quoting(head)
        if word in _PEOPLE:
            return self._person(head)
        if word in _THINGS or word in _GROUPS:
            return self._body(head, plural=word in _GROUPS)
        if self._persons.at(head) is not None or self._text.name_at(head.i) is not None:
            return None
        if word in nouns().country and is_definite(head) and not modifiers(head):
            return self._last_of_kind(head, {"country", "people"})
        if (is_definite(head) or self._owner(head) is not None) and is_bare_office(head):
            return self._last_titled(head)
        if is_definite(head) and all(m.lower_ in nouns().plain_modifiers for m in modifiers(head)):
            short = nouns().short_forms.get(word)
            if short is not None:
                return self._last_of_kind(head, short)
            if sector(head) is not None and word not in nouns().persons:
                return self._last_with_head(head)
        return None

    def _quoting(self, head: Token) -> Tokens | None:
        """The speaker of the innermost quotation that "I" or "we" stands in."""
        speaker = self._quoting_at.get(head.i)
        if speaker is None:
            return None
        return (self.antecedent(speaker) or speaker) if speaker.root.lower_ not in _SELF else None

    def body_name(self, head: Token) -> str | None:
        """The full name that initials were given for ("... News Agency (HRANA)"), if they were."""
        return self._initials.get(head.text)

    def _person(self, head: Token) -> Tokens | None:
        """The person that a personal pronoun stands for: a subject of this sentence, else the last speaker, else the last subject."""
        gender = "she" if head.lower_ in {"she", "her"} else "he"
        accused = self._accused(head)
        whole = head.doc[accused.left_edge.i : accused.right_edge.i + 1] if accused is not None else None
        named = self._person_in(whole) if whole is not None else None
        if named is not None and self._may_be(named, gender):
            return named
        here = self._subject_before(head) or self._acted_on_before(head, gender)
        if here is not None:
            return here
        if self._is_either(head, gender):
            return None
        subject = self._person_of_last_sentence(head, gender)
        if subject is not None:
            return subject
        doer = self._doer(head)
        for speaker in self._speakers_before(head):
            found = self._person_in(speaker)
            if found is not None and doer is not None and self._persons.at(found[-1]) is doer:
                continue
            if found is not None and self._may_be(found, gender):
                return found
            if found is None and speaker.root.tag_ == "NN" and speaker.root.lower_ in nouns().persons:
                return self.antecedent(speaker) or speaker
        for i, person in self._earlier.people(head):
            fits = person is not doer and person.gender in (None, gender)
            if fits and _is_subject(self._text.doc[i]) and self._is_running(i):
                return self._persons.span_at(self._text.doc[i])
        return None

    def _person_of_last_sentence(self, head: Token, gender: str) -> Tokens | None:
        """The person whom the sentence before, in the same passage, is about, for a subject that opens its sentence."""
        sentence = head.sent
        if head.dep_ != "nsubj" or head.i != sentence.start or sentence.start == 0:
            return None
        last = head.doc[sentence.start - 1].sent
        if self._text.passage_of[last.start] != self._text.passage_of[head.i]:
            return None
        for token in last.root.lefts:
            beside = (token, *(c for c in token.rights if c.dep_ == "appos"))
            named = next((t for t in beside if self._persons.at(t) is not None), None)
            if token.dep_ in {"nsubj", "nsubjpass"} and named is not None:
                found = self._persons.span_at(named)
                return found if self._may_be(found, gender) else None
        return None

    def _is_either(self, head: Token, gender: str) -> bool:
        """Whether the sentence before is about two people, either of whom a pronoun could be."""
        if head.i != head.sent.start or not head.i:
            return False
        for token in head.doc[head.i - 1].sent.root.lefts:
            if token.dep_ in {"nsubj", "nsubjpass"}:
                people = {self._persons.at(t) for t in (token, *token.conjuncts)}
                return sum(person is not None and person.gender in (None, gender) for person in people) > 1
        return False

    def _subject_before(self, head: Token) -> Tokens | None:
        """A person who is a subject earlier in the same sentence, and does not act on the pronoun."""
        own = own_clause(head)
        for token in reversed(self._text.doc[head.sent.start : head.i]):
            if token.dep_ in {"nsubj", "nsubjpass"} and self._persons.at(token) is not None:
                if self._is_quoted_apart(token, head) or token.head.i in own:
                    continue
                return self._persons.span_at(token)
        return None

    def _doer(self, head: Token) -> Person | None:
        """The person who acts on a pronoun, and so is not meant by it."""
        own = own_clause(head)
        before = self._text.doc[head.sent.start : head.i] if own else ()
        return next((self._persons.at(t) for t in before if t.dep_ == "nsubj" and t.head.i in own), None)

    def _acted_on_before(self, head: Token, gender: str) -> Tokens | None:
        """The one other person of the sentence, for a pronoun that a person acts on: "Reyes called Ito and urged him"."""
        doer = self._doer(head)
        if doer is None:
            return None
        before = self._text.doc[head.sent.start : head.i]
        others = {p: t for t in before if (p := self._persons.at(t)) is not None and p is not doer}
        fitting = [t for person, t in others.items() if person.gender in (None, gender)]
        return self._persons.span_at(fitting[0]) if len(fitting) == 1 else None

    def _is_quoted_apart(self, token: Token, head: Token) -> bool:
        """Whether a token stands in a quotation and `head` outside it: those it speaks of do not say it."""
        return token.i in self._quoting_at and head.i not in self._quoting_at

    def _body(self, head: Token, *, plural: bool) -> Tokens | None:
        """The body that "it" or "they" stands for: the last speaker, when that was a body or a group."""
        accused = self._accused(head) if not plural else None
        if accused is not None and self._is_body(accused, plural=False):
            return phrase(accused)
        sayer = self._sayer(head) if not plural else None
        if sayer is not None:
            return sayer
        own, controlled = own_clause(head), controlled_by(head)
        controller = self._object_before(head, controlled) if controlled and not plural else None
        if controller is not None:
            return controller
        for token in reversed(self._text.doc[head.sent.start : head.i]):
            if token.dep_ in {"nsubj", "nsubjpass"} and token.head.i in own:
                continue
            if token.dep_ in {"nsubj", "nsubjpass"} and self._persons.at(token) is None and token.pos_ != "PRON":
                if self._is_body(token, plural=plural):
                    return phrase(token)
                break
        acted_on = self._object_before(head, own) if own and not plural else None
        if acted_on is not None:
            return acted_on
        for speaker in islice(self._speakers_before(head), 1):
            if (
                speaker.root.pos_ != "PRON"
                and self._persons.at(speaker.root) is None
                and self._is_body(speaker.root, plural=plural)
            ):
                return self.antecedent(speaker) or speaker
        return self._subject_of_last_sentence(head, plural=plural)

    def _accused(self, head: Token) -> Token | None:
        """Who is accused, for "it" in "Oslo accuses Bergen of fraud, a charge it denies"; a name beside an office."""
        before = head.doc[head.i - 1] if head.i > head.sent.start else head
        if before.lower_ not in {"which", "that"} and before.lemma_ not in lexicon().assertions:
            return None
        accusations = [t for t in head.doc[head.sent.start : head.i] if t.lemma_ in _ACCUSING]
        objects = [c for verb in accusations for c in verb.rights if c.dep_ == "dobj" and c.i < head.i]
        return objects[-1] if objects else None

    def _sayer(self, head: Token) -> Tokens | None:
        """The body that says what a pronoun is the subject of: "Oslo considers … and said it would"."""
        saying = head.head.head
        if head.dep_ != "nsubj" or head.head.dep_ != "ccomp" or saying.i > head.i:
            return None
        subjects = [s for s in doers(saying) if s.i < head.i and self._is_body(s, plural=False)]
        named = [s for s in subjects if self._text.name_at(s.i) is not None and self._persons.at(s) is None]
        return phrase(named[0]) if named else None

    def _object_before(self, head: Token, own: frozenset[int]) -> Tokens | None:
        """The country or body that the same doer acts on before: "moved to punish Oslo after accusing it"."""
        for token in reversed(self._text.doc[head.sent.start : head.i]):
            if token.dep_ == "dobj" and token.head.i in own and self._is_body(token, plural=False):
                return phrase(token)
        return None

    def _subject_of_last_sentence(self, head: Token, *, plural: bool) -> Tokens | None:
        """The body, or for "they" the people of a country, that the sentence before was about; for a subject only."""
        if head.dep_ != "nsubj" or head.sent.start == 0:
            return None
        last = head.doc[head.sent.start - 1].sent
        if self._text.passage_of[last.start] != self._text.passage_of[head.i]:
            return None
        for token in last.root.lefts:
            if token.dep_ in {"nsubj", "nsubjpass"}:
                if plural:
                    described = any(self._text.name_at(child.i) is not None for child in token.subtree)
                    return phrase(token) if token.tag_ in {"NNS", "NNPS"} and described else None
                name = self._text.name_at(token.i)
                named = name is not None and name.entry.kind not in {"people", "adjective", "person"}
                return phrase(token) if (named or token.ent_type_ == "ORG") and token.tag_ != "NNS" else None
        return None

    def _is_body(self, token: Token, *, plural: bool) -> bool:
        if plural:
            return token.tag_ in {"NNS", "NNPS"} or self._text.name_at(token.i) is not None
        name = self._text.name_at(token.i)
        return (
            name is not None
            or token.ent_type_ in {"ORG", "GPE"}
            or (token.tag_ in {"NN", "NNP"} and sector(token) is not None)
        )

    def _person_in(self, speaker: Tokens) -> Tokens | None:
        for token in (speaker.root, *speaker):
            if self._persons.at(token) is not None:
                return self._persons.span_at(token)
        return None

    def _may_be(self, tokens: Tokens, gender: str) -> bool:
        person = self._persons.at(tokens[-1])
        return person is not None and person.gender in (None, gender)

    def _speakers_before(self, head: Token) -> Iterator[Tokens]:
        """The speakers before a token in running text, the nearest first, within reach."""
        for speaker in self._earlier.speakers(head):
            pronoun = speaker.root.lower_ in _PRONOUNS
            if self._is_running(speaker.start) and not pronoun and not self._is_quoted_apart(speaker.root, head):
                yield speaker

    def _is_running(self, i: int) -> bool:
        """Whether a token stands in running text: captions and headlines do not move the discourse."""
        return self._text.passage(i).kind not in {"caption", "headline"}

    def _last_of_kind(self, head: Token, kinds: Collection[str]) -> Tokens | None:
        name = self._earlier.name(head, kinds)
        if name is not None:
            return self._text.doc[name.start : name.end]
        return next((body for body in self._earlier.bodies(head) if self._text.name_at(body.root.i) is None), None)

    def _last_titled(self, head: Token) -> Tokens | None:
        """The last person whom the text, or the office held on its day, calls by this noun or a kind of it.

        An unnamed speaker whom the text called so since ("a senior official … the official") comes first.
        """
        best = self._last_person(
            head,
            {head.lemma_.lower(), head.lower_},
            lambda person: self._is_of(person, head) and (is_titled(person, head) or self._holds(person, head)),
        )
        for speaker in self._speakers_before(head):
            if best is not None and speaker.start <= best.start:
                break
            narrowed = {m.lower_ for m in modifiers(head)} <= {m.lower_ for m in modifiers(speaker.root)}
            if narrowed and speaker.root.lemma_.lower() == head.lemma_.lower() and self._person_in(speaker) is None:
                return speaker if not is_definite(speaker.root) else self.antecedent(speaker) or speaker
            found = self._person_in(speaker)
            person = self._persons.at(found[-1]) if found is not None else None
            if found is not None and person is not None and self._is_of(person, head) and may_stand_for(head, person):
                return found
        return best or self._last_person(
            head,
            nouns().stands_for.get(head.lemma_.lower(), frozenset()),
            lambda person: self._is_of(person, head) and may_stand_for(head, person),
            subject=True,
        )

    def _last_person(
        self, head: Token, words: Collection[str], fits: Callable[[Person], bool], *, subject: bool = False
    ) -> Tokens | None:
        """The last person who fits, of those whom the text calls by one of some words; as a subject only, if so wanted."""
        known: dict[Person, bool] = {}
        for i, person in self._earlier.called(head, words):
            if subject and not _is_subject(self._text.doc[i]):
                continue
            if person not in known:
                known[person] = fits(person)
            if known[person]:
                return self._persons.span_at(self._text.doc[i])
        return None

    def _is_of(self, person: Person, head: Token) -> bool:
        """Whether a person is of the country that possesses the office: "Iran's foreign minister"."""
        owner = self._owner(head)
        if owner is None:
            return True
        published = self._text.report.published
        row = office(person.known, published[:10] if published else None) if person.known else None
        named = [
            name.entry.code for title in person.titles for t in title if (name := self._text.name_at(t.i)) is not None
        ]
        return owner in {*(code.split("-")[0] for code in named if code), row["country"] if row else None}

    def _owner(self, head: Token) -> str | None:
        """The country that a noun's possessor or adjective names: "Oslo's mayor", "the Ukrainian president"."""
        for child in head.children:
            name = self._text.name_at(child.i) if child.dep_ in {"poss", "amod", "compound"} else None
            if name is not None and name.entry.code and name.entry.kind in {"country", "seat", "adjective", "people"}:
                return name.entry.code.split("-")[0]
        return None

    def _holds(self, person: Person, head: Token) -> bool:
        published = self._text.report.published
        row = office(person.known, published[:10]) if person.known and published else None
        own = (child for child in modifiers(head) if self._text.name_at(child.i) is None)
        words = " ".join([*(child.lower_ for child in own), head.lower_])
        return row is not None and words == row["role"].lower()

    def _last_with_head(self, head: Token) -> Tokens | None:
        """The last fuller phrase with the same head: "the ministry" → "Iran's Foreign Ministry"."""
        if head.lower == head.sent.root.lower:
            return None
        return next((phrase(token) for token in self._earlier.same_word(head) if modifiers(token)), None)

    def _find_initials(self) -> dict[str, str]:
        """Initials in parentheses after the name they stand for."""
        doc, found = self._text.doc, {}
        for entity in doc.ents:
            after = entity.end
            if (
                after + 2 < len(doc)
                and doc[after].text == "("
                and doc[after + 2].text == ")"
                and _CAPITALS.match(doc[after + 1].text)
            ):
                found[doc[after + 1].text] = self._text.span(entity).text.removeprefix("the ").removeprefix("The ")
        return found


def _innermost(statements: Sequence[StatementMention]) -> dict[int, Tokens]:
    """For each token in quotation marks the speaker of the innermost quotation around it."""
    found: dict[int, tuple[int, Tokens]] = {}
    for statement in statements:
        if statement.source is None or statement.mode == "indirect":
            continue
        for part in statement.content:
            for i in range(part.start, part.end):
                if i not in found or len(part) < found[i][0]:
                    found[i] = (len(part), statement.source)
    return {i: source for i, (_, source) in found.items()}


def _is_subject(token: Token) -> bool:
    """Whether a name is a subject, itself or in apposition to one ("the doctor, X, said")."""
    subject = token.head if token.dep_ == "appos" else token
    return subject.dep_ in {"nsubj", "nsubjpass"}
