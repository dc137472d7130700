"""Matching: the pattern that a token evokes in its sentence, if any."""

from typing import Final

from spacy.tokens import Token

from dateline.extract.events import phrases, syntax
from dateline.extract.events.draft import Draft
from dateline.extract.events.frames import Condition, Frames, Pattern
from dateline.extract.events.parties import Parties
from dateline.extract.events.support import support_of
from dateline.extract.events.tense import is_subjunctive

_NAMES: Final = frozenset({"PERSON", "GPE", "ORG", "NORP", "FAC", "WORK_OF_ART", "PRODUCT", "LAW", "LANGUAGE"})

_REFLEXIVE: Final = frozenset({"ASSAULT", "PROTEST", "RETREAT"})
"""Types that one does to oneself: "blew himself up", "chained themselves", "surrendered themselves"."""

_REASONS: Final = frozenset({"due", "according", "because", "owing", "thanks", "prior"})
"""First words of prepositions of two words, whose second is no particle of the verb: "talks stalled due *to*"."""

_CAUSES: Final = frozenset({"in", "by", "during", "from", "amid", "through"})
"""Prepositions behind which a verb of harm has what caused it: "killed in a landslide"."""

_RESERVES: Final = frozenset({"only", "merely", "solely"})
_ABLE: Final = frozenset({"can", "ca", "could"})
_CONSENTS: Final = frozenset(
    {"accept", "agree", "allow", "tolerate", "permit", "negotiate", "recognize", "recognise", "join"}
)
"""Verbs that with "cannot" still refuse; "cannot open the gate" tells of inability."""


class Matcher:
    """Finds the frame of a token, the most specific pattern first."""

    def __init__(self, frames: Frames, parties: Parties) -> None:
        self.frames = frames
        self.parties = parties

    def match(self, token: Token) -> Draft | None:
        """The draft of the event that the token names, or None."""
        if token.pos_ == "VERB" or (token.pos_ == "ADJ" and token.dep_ in ("acomp", "conj")):
            if token.dep_ in ("amod", "compound", "npadvmod", "nmod"):
                return None
            for pattern in self._verb_patterns(token):
                draft = self._verb(token, pattern)
                if draft is not None:
                    return draft
            return None
        if (
            token.pos_ in ("NOUN", "PROPN")
            and token.ent_type_ not in _NAMES
            and token.ent_type_ != "DATE"
            and token.dep_ != "compound"
        ):
            for pattern in self._noun_patterns(token):
                draft = self._noun(token, pattern)
                if draft is not None:
                    return draft
        return None

    def _verb_patterns(self, token: Token) -> tuple[Pattern, ...]:
        found = self.frames.verbs.get(token.lemma_.lower(), ())
        joined = hyphenated(token)
        return found if joined is None else self.frames.verbs.get(joined, ()) + found

    def _noun_patterns(self, token: Token) -> tuple[Pattern, ...]:
        lower = token.lower_
        found = self.frames.nouns.get(lower) or ()
        lemma = token.lemma_.lower()
        if lemma != lower:
            found += self.frames.nouns.get(lemma, ())
        joined = hyphenated(token)
        if joined is not None:
            found = self.frames.nouns.get(joined, ()) + found
        if token.pos_ == "PROPN" and lower.endswith("s"):  # the lemmatiser leaves capitalised plurals as they are
            found += self.frames.nouns.get(lower[:-1], ())
        return found

    def _verb(self, token: Token, pattern: Pattern) -> Draft | None:
        particles = _particles(token)
        stray = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
        if stray is not None and stray not in pattern.particles:
            return None
        if not all(word in particles for word in pattern.particles):
            return None
        draft = Draft(token=token, pattern=pattern)
        if pattern.objects:
            found = [o for o in self._objects(token, pattern) if self._belongs(o, pattern.objects)]
            if not found:
                return None
            draft.consumed = found[:1]
            if pattern.also and not any(self._belongs(o, pattern.also) for o in self._objects(token, pattern)):
                return None
        if _acts_on_itself(token) and pattern.frame.type not in _REFLEXIVE:
            return None
        if "bare" in pattern.frame.traits and syntax.patients(token):
            return None
        if "active" in pattern.frame.traits and syntax.is_passive(token):
            return None
        if "finite" in pattern.frame.traits and not _is_told(token):
            return None
        if "unreserved" in pattern.frame.traits and any(c.lower_ in _RESERVES for c in token.children):
            return None
        if "transitive" in pattern.frame.traits and not pattern.particles and not syntax.patients(token):
            return None
        if "together" in pattern.frame.traits and not _are_several(syntax.doers(token)):
            return None
        if "subjunctive" in pattern.frame.traits and not any(map(is_subjunctive, syntax.complements(token))):
            return None
        if "plain" in pattern.frame.traits and any(c.dep_ in ("xcomp", "ccomp", "oprd") for c in token.children):
            return None
        if "future-negated" in pattern.frame.traits and not _refuses(token):
            return None
        return draft if self._fits(draft) else None

    def _objects(self, token: Token, pattern: Pattern) -> list[Token]:
        found = [*syntax.patients(token)]
        if syntax.is_passive(token):
            found += [c for c in token.children if c.dep_ == "dobj"]  # "were given shelter"
        if pattern.particles:
            found += syntax.obliques(token, frozenset(pattern.particles))
        found += [
            c
            for c in token.children
            if c.dep_ in ("acomp", "oprd", "xcomp", "ccomp", "dative", "prt", "advmod", "npadvmod") and c.pos_ != "VERB"
        ]
        return [member for head in found for member in phrases.coordinated(head)]

    def _noun(self, token: Token, pattern: Pattern) -> Draft | None:
        if pattern.modifiers and not any(self._belongs(c, pattern.modifiers) for c in token.lefts):
            return None
        draft = Draft(token=token, pattern=pattern)
        if pattern.preposition is not None:
            found = syntax.obliques(token, frozenset({pattern.preposition}))
            if pattern.objects:
                found = [o for o in found if self._belongs(o, pattern.objects)]
                draft.consumed = found[:1]
            if not found:
                return None
        draft.support = support_of(token)
        if not self._fits(draft):
            return None
        return draft

    def _fits(self, draft: Draft) -> bool:
        """Whether the arguments meet the conditions of the frame."""
        return all(self._meets(draft, slot, condition) for slot, condition in draft.frame.conditions.items())

    def _meets(self, draft: Draft, slot: str, condition: Condition) -> bool:
        heads = self._fillers(draft, slot)
        if any(self._belongs(head, condition.bars, strict=True) for head in heads):
            return False
        if slot == "subject" and not heads:
            return "agentive" not in draft.frame.traits
        if slot == "object" and draft.is_noun and not heads and draft.pattern.preposition != "of":
            return True  # a noun need not say whom: "a phone call"
        return not condition.needs or any(self._belongs(head, condition.needs) for head in heads)

    def _fillers(self, draft: Draft, slot: str) -> list[Token]:
        token = draft.token
        match slot:
            case "subject":
                return syntax.doers(draft.support or token) if draft.support or not draft.is_noun else []
            case "object":
                return syntax.obliques(token, frozenset({"of"})) if draft.is_noun else syntax.patients(token)
            case "topic":
                return syntax.obliques(token, frozenset({"for", "of", "on", "about", "to", "against"}))
            case "complement":
                return syntax.complements(token)
            case "modifier":
                named = [token, *(draft.consumed if not draft.is_noun else ())]
                return [c for noun in named for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod", "poss")]
            case "cause":
                found = syntax.obliques(token, _CAUSES)
                return [
                    *found,
                    *(c for head in found for c in head.children if c.dep_ in ("compound", "amod", "advmod")),
                ]
            case _:
                return list(token.sent)

    def _belongs(self, head: Token, lemmas: frozenset[str], *, strict: bool = False) -> bool:
        inner = phrases.content(head)
        joined = hyphenated(inner)
        forms = {inner.lemma_.lower(), inner.lower_, head.lemma_.lower(), head.lower_, joined}
        if strict and joined is not None:
            forms = {joined}
        if not lemmas.isdisjoint(forms):
            return True
        return "{party}" in lemmas and self.parties.is_party(inner)


def hyphenated(token: Token) -> str | None:
    """The whole of a hyphenated word that the tokeniser split, as a lemma: "cease-fire", "air-strike"."""
    if token.i < 2 or token.nbor(-1).text not in ("-", "–") or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return None
    return f"{token.nbor(-2).lower_}-{token.lemma_.lower()}"


def _particles(token: Token) -> set[str]:
    """Particles and prepositions beside a verb: "pull out of", "crack down on"."""
    found: set[str] = set()
    for child in token.children:
        if child.dep_ in ("prt", "prep", "advmod", "agent", "dative", "mark") or child.pos_ == "ADP":
            if child.dep_ == "prep" and any(
                o.ent_type_ in ("DATE", "TIME") for o in child.children if o.dep_ == "pobj"
            ):
                continue
            found.add(child.lower_)
            if child.lower_ in _REASONS:
                continue
            found.update(
                inner.lower_ for inner in child.children if inner.dep_ in ("prep", "prt") or inner.pos_ == "ADP"
            )
        elif child.dep_ in ("xcomp", "ccomp", "advcl") and any(
            c.lower_ == "to" and c.dep_ == "aux" for c in child.lefts
        ):
            found.add("to")
        elif child.dep_ == "dobj":
            if any(inner.dep_ in ("acl", "relcl") and inner.tag_ == "VB" for inner in child.rights):
                found.add("to")
            found.update(inner.lower_ for inner in child.children if inner.dep_ == "prep")
    return found


def _are_several(doers: list[Token]) -> bool:
    """Whether several do it: "the two premiers", "Oslo and Bergen"."""
    return any(syntax.names_all(head) or len(phrases.coordinated(head)) > 1 for head in doers)


def _refuses(token: Token) -> bool:
    """A refusal ("will not", "cannot accept") rather than a report that something did not happen."""
    words = {c.lower_ for c in token.children if c.dep_ == "aux"}
    if not any(c.dep_ == "neg" for c in token.children) or any(c.dep_ == "auxpass" for c in token.children):
        return False
    return bool(words & {"will", "wo", "would", "shall", "'ll"}) or (
        bool(words & _ABLE) and token.lemma_.lower() in _CONSENTS
    )


def _is_told(token: Token) -> bool:
    """Whether a verb is finite or has a finite auxiliary: "defends", "is defending", "will defend"."""
    return token.tag_ not in ("VB", "VBG") or any(c.dep_ == "aux" and c.lower_ != "to" for c in token.children)


def _acts_on_itself(token: Token) -> bool:
    return any(c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in token.children)
