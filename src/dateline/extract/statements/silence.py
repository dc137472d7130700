"""Parties that were asked and said nothing: "declined to comment", "did not immediately respond"."""

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import silence
from dateline.extract.statements.page import Page
from dateline.extract.statements.sources import noun_phrase, speaker, subject

NO_RESPONSE = "no-response"
DECLINE = "decline-to-comment"
_PRONOUNS = frozenset({"they", "he", "she", "it", "both", "neither"})


def find_silences(page: Page) -> Iterator[Draft]:
    """The refusals and silences of the page: statements without content."""
    words = silence()
    for token in page.doc:
        if (
            token.pos_ not in {"VERB", "AUX"} or token.dep_ == "pcomp"
        ):  # "criticised for not answering": another's claim
            continue
        lemma = token.lemma_.lower()
        act = None
        if lemma in words.respond and _negated(token) and _to_a_request(token):
            act = NO_RESPONSE
        elif (lemma in words.decline and any(c.dep_ == "xcomp" and _would_speak(c) for c in token.rights)) or (
            lemma == "comment" and _negated(token)
        ):
            act = DECLINE
        elif lemma in words.reach and _unreachable(token):
            act = NO_RESPONSE
        head = speaker(token) if act else None
        if act and head is not None and head.lower_ not in {"i", "we", "you"}:
            asked, asker = _asked(page, token, head)
            yield Draft(anchor=token.i, source=asked, cue=_cue(token), content=(), act=act, via=asker)


def _would_speak(infinitive: Token) -> bool:
    """As in "declined to comment", but not "declined to be identified"."""
    passive = any(c.dep_ == "auxpass" for c in infinitive.lefts)
    return infinitive.lemma_.lower() in silence().to_speak and not passive


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children) or any(
        c.dep_ == "neg" for c in verb.head.children if verb.dep_ == "xcomp"
    )


def _to_a_request(verb: Token) -> bool:
    """As in "respond to a request for comment" or nothing after it, but not "respond to the attack"."""
    words = silence()
    objects = [g for c in verb.rights if c.dep_ == "prep" for g in c.rights if g.dep_ == "pobj"]
    objects += [c for c in verb.rights if c.dep_ == "dobj"]
    if any(o.lemma_.lower() in words.requests for o in objects):
        return True
    return not objects and verb.lemma_.lower() in {"respond", "reply"}


def _unreachable(verb: Token) -> bool:
    """As in "could not be reached"."""
    return _negated(verb) and any(c.dep_ == "auxpass" for c in verb.children)


def _cue(verb: Token) -> Range:
    start = min([verb.i, *(c.i for c in verb.lefts if c.dep_ in {"aux", "neg", "advmod", "auxpass"})])
    body = next((c for c in verb.rights if c.dep_ == "xcomp"), None)
    return start, (body.i if body is not None else verb.i) + 1


def _asked(page: Page, verb: Token, head: Token) -> tuple[Range, Range | None]:
    """The party that was asked and, where the words name it, who asked.

    A pronoun stands for whom the sentence before says was contacted.
    """
    if head.lower_ not in _PRONOUNS:
        return noun_phrase(page, head), None
    first, _ = page.sentence(verb.i)
    if first == 0:
        return noun_phrase(page, head), None
    start, end = page.sentence(first - 1)
    words = silence()
    for token in page.doc[start:end]:
        if token.pos_ == "VERB" and token.lemma_.lower() in words.asked:
            target = _target(token)
            if target is not None:
                asker = subject(token)
                named = asker is not None and asker.pos_ == "PROPN"
                return noun_phrase(page, target), noun_phrase(page, asker) if asker is not None and named else None
    return noun_phrase(page, head), None


def _target(verb: Token) -> Token | None:
    """Whom the paper asked: the object of "asked X", "reached out to X"."""
    for child in verb.rights:
        if (
            child.dep_ == "dobj"
            and child.ent_type_ not in {"DATE", "TIME"}
            and child.lemma_ not in {"comment", "response"}
        ):
            return child
        if child.dep_ == "prep" and child.lower_ in {"to", "from"}:
            target = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if target is not None:
                return target
    return None
