"""Roles: from the slots that a frame names to the heads that fill them.

Slots: `subject` (the doer, by nature of the construction), `object` (what it is done to), `dative`,
`complement` (the recipients of the act in the complement), `possessor` (of the object), `theme` (a
country before a noun: "Iran sanctions"), or a preposition.
"""

from collections.abc import Callable, Sequence
from typing import Final

from spacy.tokens import Token

from dateline.extract.events import phrases, syntax
from dateline.extract.events.draft import Draft
from dateline.extract.events.frames import classes
from dateline.extract.events.parties import Parties
from dateline.extract.events.support import receives
from dateline.extract.events.turning import turned

_GENERIC: Final = ("object", "dative", "to", "with", "between", "against", "on", "from", "at", "into", "for", "in")
"""Where the recipient of an act that no frame describes is looked for, in this order."""

_ATTENDING: Final = frozenset({"after", "during", "in", "following", "before", "through", "at", "by"})
"""Prepositions with which a clause tells that its subject took part: "in coordination with"."""

_GOING: Final = frozenset(
    {
        "due",
        "be",
        "arrive",
        "travel",
        "fly",
        "come",
        "gather",
        "return",
        "head",
        "land",
        "convene",
        "stay",
        "visit",
        "join",
    }
)
"""Predicates whose subject goes somewhere for something: "is in Cairo for talks"."""

_COMING: Final = frozenset({"agree", "return", "go", "come", "consent"})
"""Verbs whose subject takes part in what follows "to": "agreed to a meeting"."""

_SHARED: Final = frozenset({"against", "on"})
"""Prepositions whose object the last of several coordinated nouns names for all."""

_ADVERBIAL: Final = frozenset({"down", "up", "off", "out", "away"})
"""Particles that the parser may take for prepositions of the object: "burned down the homes"."""

_SOURCE: Final = frozenset({"from"})
_EXPLETIVE: Final = frozenset({"it", "there", "this", "that"})

_DIRECTED: Final = frozenset({"aim", "direct", "target", "point", "train"})
"""Participles that tell where a thing of the trigger went: "fired shells aimed at the port"."""

_WITHIN: Final = {
    "REQUEST": frozenset({"by", "from", "of", "with", "on", "to", "against"}),
    "THREATEN": frozenset({"by", "from", "of", "with", "on", "to", "against"}),
    "REJECT": frozenset({"by", "from", "of", "with"}),
    "ACCUSE": frozenset({"by", "from", "of"}),
}
"""By type, where a thing in the recipient's place names the party: "a summit with", "the offer by", "the attack by"."""

_INERT: Final = (
    "abstract", "disaster", "weapon", "launched", "accord", "assertion", "offer", "demand", "gathering", "inquiry",
    "restriction", "penalty", "talk", "aid", "facility", "truce",
)  # fmt: skip


class Roles:
    """Fills the roles of the drafts of one text."""

    def __init__(self, parties: Parties, draft_at: Callable[[Token], Draft | None]) -> None:
        self.parties = parties
        self.draft_at = draft_at
        self._open: list[int] = []

    def fill(self, draft: Draft) -> None:
        """Sets the draft's actors and recipients. A draft whose roles lead back to itself is left as it stands."""
        if draft.token.i in self._open:
            return
        self._open.append(draft.token.i)
        self._fill(draft)
        self._open.pop()

    def _fill(self, draft: Draft) -> None:
        if "as-noun" in draft.frame.traits and syntax.is_mistaken_noun(draft.token):
            owner = draft.token.nbor(-1)
            draft.actors = [owner] if self.parties.is_party(owner) else []
            return
        if draft.support is not None and receives(draft.support):
            actors = (
                syntax.nominal_doers(draft.token)
                or self.parties.modifiers(draft.token)[0]
                or self._first(draft, ("from", "by"))
            )
            recipients = [m for head in syntax.doers(draft.support) for m in phrases.coordinated(head)]
            draft.rules.append(f"the subject of '{draft.support.text}' is the recipient")
        else:
            actors = self._first(draft, draft.frame.actors, self._can_act)
            recipients = self._first(draft, draft.frame.recipients, self._can_receive)
            recipients += self._ends_of_flow(draft, recipients)
        if draft.is_noun and draft.support is None:
            actors, recipients = turned(draft.token, actors, recipients, self.parties)
        if recipients and all(head.lower_ == "what" for head in recipients):
            recipients = _called(draft.token)
        if draft.frame.type in _WITHIN:
            recipients = self._parties_within(draft, recipients, _WITHIN[draft.frame.type]) or recipients
        if "reciprocal" in draft.frame.traits:
            actors, recipients = self._reciprocal(draft, actors, recipients)
        else:
            others = [head for head in recipients if head not in actors]
            recipients = others or (recipients if len(recipients) > 1 else [])
            if draft.frame.name == "agree" and len(actors) > 1 and not any(map(self._names_somebody, recipients)):
                recipients = [*actors[1:], actors[0]]  # "Oslo and Bergen agreed to share the costs"
        draft.actors = [head for head in actors if self._can_act(head)]
        draft.recipients = [head for head in recipients if self._can_receive(head)]

    def _parties_within(self, draft: Draft, things: list[Token], prepositions: frozenset[str]) -> list[Token]:
        """The parties that the things in a recipient's place belong to or are about; none where one is a party itself."""
        if any(self.parties.is_party(thing) for thing in things):
            return []
        found: list[Token] = []
        for thing in things:
            if thing.pos_ not in ("NOUN", "PROPN"):
                continue
            inner = syntax.nominal_doers(thing) or syntax.obliques(thing, prepositions)
            found += [head for head in inner if self.parties.is_party(head)]
        if things and not found:  # "snubs an olive branch from Oslo" may hang Oslo on the verb
            found = [head for head in syntax.obliques(draft.token, _SOURCE) if self.parties.is_party(head)]
        return _distinct(found)

    def _reciprocal(
        self, draft: Draft, actors: list[Token], recipients: list[Token]
    ) -> tuple[list[Token], list[Token]]:
        between = [m for head in self._oblique(draft, ("between", "among")) for m in phrases.coordinated(head)]
        between = [head for head in between if self._can_act(head)]
        if draft.is_noun and not between and not actors and recipients:
            of = [m for head in self._oblique(draft, ("of",)) for m in phrases.coordinated(head)]
            if all(head in of and self.parties.is_party(head) and head.ent_type_ != "GPE" for head in recipients):
                between = recipients  # "the meeting of the two presidents"
        met = _distinct([*recipients, *self._oblique(draft, ("with",))])
        if not met and actors and not draft.is_noun:  # "attended a meeting of the council"
            of = [head for thing in draft.consumed for head in syntax.obliques(thing, frozenset({"of"}))]
            met = [head for head in of if self.parties.is_party(head)]
        if not between and not actors and (draft.is_noun or draft.consumed):
            actors = self._participants(draft, alone=not met)
        parties = between or _distinct([*actors, *met])
        parties = [head for head in parties if self._can_act(head)]
        together = bool(parties) and (parties[0] not in met and syntax.names_all(parties[0]))
        if len(parties) == 1 and (together or (between and parties[0].tag_ in ("NNS", "NNPS"))):
            draft.rules.append("reciprocal: the parties are named together")
            return parties, parties
        if len(parties) < 2:
            return [head for head in parties if head not in met], [head for head in met if self._can_receive(head)]
        draft.rules.append("reciprocal: every party is both")
        return parties, [*parties[1:], parties[0]]

    def _participants(self, draft: Draft, *, alone: bool) -> list[Token]:
        """Who took part, said beside the noun: "a meeting of ministers", "after talks with them, Oslo decided"."""
        noun = draft.token
        if alone:
            of = [m for head in self._oblique(draft, ("of",)) for m in phrases.coordinated(head)]
            agrees = noun.dep_ == "pobj" and noun.head.lower_ == "to" and noun.head.head.lemma_ in _COMING
            found = syntax.doers(noun.head.head) if agrees and not of else of
            return [head for head in found if self.parties.is_party(head)]
        if noun.dep_ != "pobj":
            return []
        if noun.head.lower_ == "for":
            return self._bound_for(noun.head.head)
        if noun.head.lower_ not in _ATTENDING:
            return []
        for _, head in list(phrases.ancestors(noun.head))[:3]:
            if head.pos_ in ("VERB", "AUX"):
                found = syntax.doers(head) or (syntax.patients(head) if syntax.is_passive(head) else [])
                return [member for s in found if self._can_act(s) for member in phrases.coordinated(s)]
        return []

    def _bound_for(self, verb: Token) -> list[Token]:
        """Who goes somewhere for talks: "is due in Ankara for talks", "flew to Rome for a meeting"."""
        predicate = next((c for c in verb.children if c.dep_ == "acomp"), verb)
        if verb.pos_ not in ("VERB", "AUX") or predicate.lemma_.lower() not in _GOING:
            return []
        return [m for s in syntax.doers(verb) if self.parties.is_party(s) for m in phrases.coordinated(s)]

    def _first(self, draft: Draft, slots: Sequence[str], fits: Callable[[Token], bool] | None = None) -> list[Token]:
        for slot in slots:
            found = [head for head in self._slot(draft, slot) if self._may_fill(draft, head)]
            if found and (fits is None or any(map(fits, found))):
                return _distinct([member for head in found for member in phrases.coordinated(head)])
        return []

    def _slot(self, draft: Draft, slot: str) -> list[Token]:
        match slot:
            case "subject":
                return self._subject(draft)
            case "object":
                return self._object(draft)
            case "dative":
                return syntax.receivers(draft.support or draft.token)
            case "complement":
                return self._complement(draft)
            case "said-of":
                return [
                    s
                    for c in syntax.complements(draft.token)
                    if draft.token.pos_ == "VERB" or any(child.dep_ in ("nsubj", "nsubjpass") for child in c.children)
                    for s in (syntax.patients(c) if syntax.is_passive(c) else syntax.doers(c))
                ]
            case "addressee":
                return [
                    s
                    for c in syntax.complements(draft.token)
                    if not syntax.is_passive(c)
                    for s in syntax.grammatical_subjects(c)
                    if self._can_act(s) and s.dep_ == "nsubj" and s.lower_ not in _EXPLETIVE
                ]
            case "occasion":
                return [head for head in syntax.occasions(draft.token) if self._is_protest(head)]
            case "possessor":
                anchors = [*draft.consumed, *([] if draft.is_noun else syntax.patients(draft.token))]
                return [p for a in anchors for p in (*syntax.nominal_doers(a), *self.parties.modifiers(a)[0])]
            case "theme":
                anchors = [draft.token, *draft.consumed] if draft.is_noun else draft.consumed
                return [p for a in anchors for p in self.parties.modifiers(a)[1]]
            case _:
                return self._oblique(draft, tuple(slot.split("|")))

    def _subject(self, draft: Draft) -> list[Token]:
        if not draft.is_noun:
            found = syntax.doers(draft.token)
            named = syntax.name_before_infinitive(draft.token)
            if named is not None and self.parties.is_named(named):
                return [named]
            if not any(self._can_act(head) for head in found):
                return self._inherited(draft) or self._behind(found) or found
            return found
        own = syntax.nominal_doers(draft.token) or self.parties.modifiers(draft.token)[0]
        if own and not (draft.support is not None and all(head.pos_ == "PRON" for head in own)):
            return own
        if draft.support is not None:
            found = syntax.doers(draft.support) or own
            if not found and draft.token.dep_ == "pobj" and syntax.is_passive(draft.support):
                return syntax.patients(draft.support)  # "was included in the talks"
            if any(self._can_act(head) for head in found):
                return found
            return self._inherited(draft, draft.support) or own or found
        return syntax.imposed_by(draft.token) or syntax.lost_subject(draft.token) or syntax.doers_of_list(draft.token)

    def _behind(self, subjects: list[Token]) -> list[Token]:
        """Whose the act or weapon in the subject's place is: "the Kenyan raids hit", "Hamas rockets struck"."""
        found: list[Token] = []
        for head in subjects:
            if head.pos_ == "VERB":  # a plural act that the tagger took for a verb has its owner as subject
                found += syntax.grammatical_subjects(head)
            elif self.draft_at(head) is not None or head.lemma_.lower() in classes()["weapon"]:
                found += syntax.nominal_doers(head) or self.parties.modifiers(head)[0]
        return [head for head in found if self.parties.is_party(head)]

    def _inherited(self, draft: Draft, participle: Token | None = None) -> list[Token]:
        """A participle's doer from further up, where the nearest subject cannot act: "talks must …, Iran said, rejecting"."""
        token = participle or draft.token
        if token.tag_ != "VBG" or token.dep_ not in ("advcl", "conj", "pcomp", "acl"):
            return []
        for _, head in list(phrases.ancestors(token))[:4]:
            if head.pos_ in ("VERB", "AUX"):
                found = [subject for subject in syntax.doers(head) if self._can_act(subject)]
                if found:
                    draft.rules.append(f"doer inherited from '{head.text}'")
                    return found
        return []

    def _object(self, draft: Draft) -> list[Token]:
        if draft.is_noun:
            return self._oblique(draft, ("of",))
        found = [head for head in syntax.patients(draft.token) if self._may_fill(draft, head)]
        return found or syntax.obliques(draft.token, frozenset(draft.pattern.particles) & _ADVERBIAL)

    def _oblique(self, draft: Draft, prepositions: tuple[str, ...]) -> list[Token]:
        wanted = frozenset(prepositions)
        anchors = [draft.token, *draft.consumed]
        if draft.support is not None:
            anchors.append(draft.support)
        if not draft.is_noun:
            anchors += syntax.patients(draft.token)[:1]
            anchors += [head for head in syntax.grammatical_subjects(draft.token) if not self.parties.is_party(head)]
            anchors += [
                c for thing in draft.consumed for c in thing.rights if c.dep_ == "acl" and c.lemma_ in _DIRECTED
            ]
        found: list[Token] = []
        for anchor in anchors:
            found += syntax.obliques(anchor, wanted)
        if not found and draft.is_noun and "against" in wanted and draft.token.dep_ in ("dobj", "pobj"):
            found = _against_beside(draft.token)
        if not found and draft.is_noun:  # "raids and threats against the town" names the town once
            for joined in draft.token.children:
                if joined.dep_ == "conj" and joined.pos_ == "NOUN":
                    found += syntax.obliques(joined, wanted & _SHARED)
        return _distinct(found)

    def _complement(self, draft: Draft) -> list[Token]:
        """The recipients of the act that is demanded, refused, promised or threatened."""
        for token in [*syntax.complements(draft.token), *(c for n in draft.consumed for c in syntax.complements(n))]:
            inner = self.draft_at(token)
            if inner is not None:
                if not inner.recipients and not inner.actors:
                    self.fill(inner)
                if inner.recipients:
                    return [head for head in inner.recipients if head not in draft.actors]
            probe = Draft(token=token, pattern=draft.pattern)
            parties = self._first(probe, _GENERIC, self.parties.is_party)
            found = [head for head in parties if self.parties.is_party(head)] or self._first(probe, _GENERIC)
            found = [head for head in found if self._can_receive(head)]
            if found:
                return found
        return []

    def _is_protest(self, head: Token) -> bool:
        found = self.draft_at(head)
        return found is not None and found.frame.type == "PROTEST" and found.is_noun

    def _ends_of_flow(self, draft: Draft, things: list[Token]) -> list[Token]:
        """The parties that something flows to or comes from: "cut off the transit of gas *to Poland*"."""
        flows = classes()["flow"]
        if draft.is_noun or not things or not all(phrases.content(thing).lemma_.lower() in flows for thing in things):
            return []
        ends = self._oblique(draft, ("to", "from", "for"))
        return [head for head in ends if head not in things and self.parties.is_party(head)]

    def _may_fill(self, draft: Draft, head: Token) -> bool:
        """A word of the trigger fills no role, unless it is what the act is done to."""
        if head == draft.token:
            return False
        return head not in draft.consumed or "patient" in draft.frame.traits or self._is_thing(head)

    def _is_thing(self, head: Token) -> bool:
        """Whether a word of the trigger may still be the recipient: "released the prisoners", "raided the offices"."""
        return self.parties.is_party(head) or phrases.content(head).lemma_.lower() in classes()["facility"]

    def _can_act(self, head: Token) -> bool:
        """A party, or a noun in a subject's place that is not plainly a thing: no list names every trade."""
        if self.parties.is_party(head):
            return True
        if (
            head.pos_ != "NOUN"
            or head.dep_ not in ("nsubj", "nsubjpass", "pobj", "conj")
            or self.draft_at(head) is not None
        ):
            return False
        lemma = phrases.content(head).lemma_.lower()
        return head.dep_ != "pobj" and not any(lemma in classes()[name] for name in _INERT)

    def _names_somebody(self, head: Token) -> bool:
        return self.parties.is_party(head) or bool(self.parties.countries(head))

    def _can_receive(self, head: Token) -> bool:
        if phrases.content(head).lemma_.lower() in classes()["vacuous"]:
            return False
        return head.ent_type_ not in ("DATE", "TIME", "PERCENT", "MONEY") and head.pos_ in (
            "NOUN",
            "PROPN",
            "PRON",
            "NUM",
            "ADJ",
            "DET",
        )


def _called(verb: Token) -> list[Token]:
    """Whose act somebody calls something: "fired on the valley in what Lima *called* an act of war"."""
    preposition, told = verb.head, verb.head.head
    if verb.dep_ != "pcomp" or told.pos_ != "VERB":
        return []
    if preposition.i < told.i:
        return syntax.patients(told)
    return syntax.doers(told.head if told.dep_ == "advcl" and told.head.pos_ == "VERB" else told)


def _against_beside(noun: Token) -> list[Token]:
    """What stands "against" beside a noun, hung by the parser on its verb: "condemned the raid on Monday against the town"."""
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    return [o for c in verb.rights if c.lower_ == "against" and c.i > noun.i for o in c.children if o.dep_ == "pobj"]


def _distinct(heads: list[Token]) -> list[Token]:
    found: list[Token] = []
    for head in heads:
        if head not in found:
            found.append(head)
    return found
