"""Generic and habitual sentences: "Police often work nights", "Courts can order a seizure", "Sanctions are a blunt tool".

They tell what is usual, allowed or true of a kind of thing. PLOVER events happen once, to somebody.
"""

from functools import cache
from typing import Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.extract.events import syntax
from dateline.extract.events.draft import Draft
from dateline.extract.events.frames import FOLDER
from dateline.extract.events.parties import Parties

_PRESENT: Final = frozenset({"VBP", "VBZ"})
_ALLOWED: Final = frozenset({"can", "may", "must", "should", "shall"})
_DEFINITE: Final = frozenset({"the", "this", "these", "those"})
_ARTICLES: Final = frozenset({"a", "an", "any", "every", "each", "no", "such", "all"})


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(map(str, knowledge.load(f"{FOLDER}/generic.yaml")[section]))


def generic(draft: Draft, parties: Parties) -> str | None:
    """Why a draft whose roles are filled tells of no single happening, in words for `explain`; None if it may be one."""
    if draft.is_noun:
        return _generic_noun(draft, parties)
    verb = draft.token
    if _is_habitual(verb):
        return "a habit"
    with_nobody = draft.recipients and not any(parties.is_party(r) or r.lower_ == "other" for r in draft.recipients)
    if with_nobody and draft.frame.type == "COOPERATE" and "reciprocal" in draft.frame.traits:
        return "nobody to work with"
    if _is_idiom(verb):
        return "a figure of speech"
    modal = next((c for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    if modal is not None and modal.lower_ in _ALLOWED:
        if any(_is_rule(c) for c in verb.children):
            return "what a rule allows"
        doers = syntax.grammatical_subjects(verb)
        if modal.lower_ == "can" and draft.frame.type == "ASSAULT" and not any(map(parties.is_party, doers)):
            return "what a weapon can do"
        specific = any(c.dep_ == "det" and c.lower_ in _DEFINITE for p in syntax.patients(verb) for c in p.lefts)
        if (
            doers
            and not specific
            and not any(c.lower_ == "have" for c in verb.lefts)
            and all(_is_anybody(d, parties) for d in doers)
        ):
            return f"anybody's: '{doers[0].text} {modal.text}'"
    return None


def _generic_noun(draft: Draft, parties: Parties) -> str | None:
    noun = draft.token
    if draft.frame.type == "THREATEN" and _is_danger(noun):
        return "a danger, not a threat that was made"
    if draft.status == "generic" and not _has_party(draft, parties):
        return "spoken of as a topic"
    if draft.support is not None:
        return "a habit" if _is_habitual(draft.support) else None
    if _has_party(draft, parties) or not _is_bare(noun, parties):
        return None
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in _words("stative"):
        states = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
        predicate = next((c for c in verb.children if c.dep_ in ("acomp", "attr", "advmod", "prep")), None)
        happens = predicate is not None and predicate.lemma_.lower() in _words("happening")
        if states & {*_PRESENT, "MD"} and "VBD" not in states and not happens:
            return "said of the kind"
    if noun.dep_ == "nsubjpass" and any(c.tag_ == "MD" and c.lower_ in _ALLOWED for c in verb.children):
        return "what a rule allows"
    return None


def _is_danger(noun: Token) -> bool:
    """Whether a threat is what something is or poses: "the dam is a threat to the villages"."""
    if noun.dep_ == "attr":
        return True
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in _words("poses")


def _has_party(draft: Draft, parties: Parties) -> bool:
    return any(parties.is_party(head) for head in (*draft.actors, *draft.recipients))


def _is_bare(noun: Token, parties: Parties) -> bool:
    """Without article, owner, number, date or name beside it."""
    return not any(
        c.dep_ in ("det", "poss", "nummod", "predet") or parties.is_named(c) or c.ent_type_ for c in noun.lefts
    ) and not any(t.ent_type_ in ("DATE", "TIME") for t in noun.subtree)


def _is_habitual(verb: Token) -> bool:
    """A simple present beside a word of repetition: "meets every second Thursday", "usually consult"."""
    if verb.tag_ not in _PRESENT or any(c.dep_ in ("aux", "auxpass") and c.tag_ != "VBP" for c in verb.children):
        return False
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in _words("often"):
            return True
        if child.dep_ in ("npadvmod", "advmod", "prep", "dobj") and any(
            t.lower_ in ("every", "each") and t.head.ent_type_ in ("DATE", "TIME") for t in child.subtree
        ):
            return True
    return False


def _is_idiom(verb: Token) -> bool:
    """Figures of speech, and the newsroom's own errands.

    "Is to blame" blames in nobody's name; "as opposed to" opposes nothing; "leaving the talks in
    doubt" leaves nothing; a paper that contacts a ministry for comment consults nobody.
    """
    if verb.lemma_ == "blame" and verb.dep_ == "xcomp" and verb.head.lemma_ == "be":
        return True
    if verb.lemma_ == "leave" and verb.tag_ == "VBG" and verb.dep_ == "advcl":
        thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        return thing is not None and any(c.dep_ == "acl" and c.tag_ in ("VBG", "VBN") for c in thing.rights)
    if any(
        c.dep_ == "prep" and c.lower_ == "for" and any(o.lemma_ == "comment" for o in c.children) for c in verb.rights
    ):
        return True
    return verb.lower_ == "opposed" and verb.i > 0 and verb.nbor(-1).lower_ == "as"


def _is_rule(child: Token) -> bool:
    """Whether it names a rule beside a modal verb: "under the constitution", "in such cases"."""
    return child.dep_ == "prep" and any(
        o.dep_ == "pobj" and o.lemma_.lower() in _words("rules") and child.lower_ in ("under", "by", "in")
        for o in child.children
    )


def _is_anybody(head: Token, parties: Parties) -> bool:
    """A bare plural or "a …", "any …" without a name: nobody in particular."""
    if parties.is_named(head) or head.pos_ != "NOUN" or any(parties.is_named(t) for t in head.subtree):
        return False
    determiners = [c.lower_ for c in head.lefts if c.dep_ in ("det", "poss", "nummod")]
    return head.tag_ == "NNS" if not determiners else all(d in _ARTICLES for d in determiners)
