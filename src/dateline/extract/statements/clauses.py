"""Attributions by grammar: a verb of saying and the clause, quotation or phrase that it reports."""

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.parentheses import before
from dateline.extract.statements.passives import passive
from dateline.extract.statements.phrases import phrase
from dateline.extract.statements.reported import after
from dateline.extract.statements.sources import misread_tail, subject
from dateline.extract.statements.speakers import (
    acts,
    behind_quotation,
    heard,
    may_speak,
    quoter,
    source_of,
    speaks_for_itself,
)

# "would", "could" and their kin before a verb of saying: nothing has been said yet
_MODALS = frozenset(
    {"could", "would", "should", "may", "might", "must", "can", "will", "shall", "'ll", "'d", "ca", "wo"}
)
_UNSAID = frozenset({"without", "instead", "for", "than"})  # "without saying why", "criticised him for saying so"
_VOICES = frozenset({"he", "she", "they"})
_BREAKS = frozenset({",", "?", "!", "."})  # end a quotation that a cue may follow
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
NEAR = 4  # tokens: auxiliaries and adverbs may stand between "not" and its verb
_MAIN = frozenset({"ROOT", "conj", "parataxis", "ccomp", "relcl"})


def find_clauses(page: Page) -> Iterator[Draft]:
    """The attributions that hang on a verb."""
    verbs = lexicon().verbs
    for token in page.doc:
        if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
            frames = verbs.get(token.lemma_.lower()) or _voiced(page, token)
            if frames:
                draft = _verb(page, token, frames)
                if draft is not None:
                    yield draft


def _voiced(page: Page, verb: Token) -> dict[str, str] | None:
    """The frame of any verb that stands where only a cue can: "'I saw it all,' sobbed X", "'Lies!' he thundered"."""
    if (
        not verb.is_alpha
        or verb.tag_ not in {"VBD", "VBZ"}
        or page.quotation_at[verb.i] >= 0
        or any(c.dep_ == "dobj" for c in verb.rights)
    ):
        return None
    head = behind_quotation(page, verb)
    if head is None or not (
        head.lower_ in _VOICES or head.ent_type_ == "PERSON" or head.lemma_.lower() in lexicon().people
    ):
        return None
    spoken = page.quotation_ending_at(verb.i if head.i > verb.i else head.left_edge.i)
    if spoken < 0 or page.doc[page.quotations[spoken].end - 1].text not in _BREAKS:
        return None
    last = page.sentence(verb.i)[1]
    closed = head.i > verb.i or verb.i + 1 >= last or page.doc[verb.i + 1].text in {".", ",", ":"}
    return {"quote": "say"} if closed else None


def _verb(page: Page, verb: Token, frames: dict[str, str]) -> Draft | None:
    inverted = page.quotation_at[verb.i] < 0 and page.quotation_ending_at(verb.i) >= 0
    if asserts_nothing(verb) and not inverted:
        return None
    if verb.tag_ == "VBN" and any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return passive(page, verb, frames)
    if _is_participle(verb) and behind_quotation(page, verb) is None:
        return None
    head = heard(page, verb)
    if head is not None and speaks_for_itself(page, verb, head):
        return None
    contents, act, quoted, phrasal = _contents(page, verb, head, frames)
    if not contents or act is None:
        return None
    turned = _inverted(page, verb, contents) if head is None else None
    if turned is not None:
        return Draft(anchor=verb.i, source=contents[0], cue=cue(verb), content=(turned,), act=act)
    if not may_speak(verb, head, phrasal=phrasal):
        return None
    return Draft(
        anchor=verb.i,
        source=source_of(page, verb, head),
        cue=cue(verb),
        content=tuple(contents),
        act=act,
        quoted=quoted,
        phrasal=phrasal,
        via=quoter(page, verb),
    )


def _contents(
    page: Page, verb: Token, head: Token | None, frames: dict[str, str]
) -> tuple[list[Range], str | None, bool, bool]:
    """What the verb reports: its ranges, the act, whether quotation marks gave it, whether it is no clause."""
    act = frames.get("clause") or frames.get("quote")
    if act:
        contents, quoted = after(page, verb, clause="clause" in frames)
        lead, lead_quoted, rest = before(page, verb, head, has_after=bool(contents), clause="clause" in frames)
        if lead:
            return [*lead, *(contents if quoted else rest)], act, lead_quoted, False
        if contents:
            return contents, act, quoted, False
    contents, act = phrase(page, verb, frames)
    return contents, act, False, True


def _inverted(page: Page, verb: Token, contents: list[Range]) -> Range | None:
    """What "Y, said X" reports, where the parser took X for it: the words before the verb."""
    start, end = contents[0]
    named = len(contents) == 1 and start == verb.i + 1 and acts(page.doc[start:end].root)
    if not named or any(t.pos_ in {"VERB", "AUX"} for t in page.doc[start:end]) or page.doc[verb.i - 1].text != ",":
        return None
    return page.trim(page.scope(verb.i)[0], verb.i)


def asserts_nothing(verb: Token) -> bool:
    """An infinitive, a modal or a negation before the verb: "wants to say", "did not say", "no group claimed"."""
    if verb.dep_ == "amod" or (verb.dep_ == "pcomp" and verb.head.lower_ in _UNSAID):
        return True
    own = subject(verb)
    if own is not None and (own.lower_ in _NOBODY or any(c.dep_ == "det" and c.lower_ == "no" for c in own.lefts)):
        return True
    for child in verb.children:
        if child.dep_ == "aux" and (child.tag_ == "TO" or child.lower_ in _MODALS):
            return not (child.tag_ == "TO" and verb.head.lemma_.lower() in lexicon().implicative)
        if child.dep_ == "neg" and verb.i - NEAR <= child.i < verb.i:
            return True
    # "may not declare and deny": the modal of the first verb governs the second
    shares = verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.pos_ == "VERB"
    return shares and any(c.dep_ == "aux" and (c.tag_ == "TO" or c.lower_ in _MODALS) for c in verb.head.children)


def _is_participle(verb: Token) -> bool:
    """A past participle that describes something: "the words written on it", "subjected, denied a trial"."""
    if verb.dep_ == "conj" and subject(verb) is None and any(c.dep_ == "auxpass" for c in verb.head.children):
        return True
    if any(c.dep_ == "aux" for c in verb.children):
        return False
    if misread_tail(verb):
        return False
    return (verb.tag_ == "VBN" and verb.dep_ not in _MAIN) or (
        verb.tag_ == "VBD" and verb.dep_ == "acl" and subject(verb) is None
    )


def cue(verb: Token) -> Range:
    """The words of the cue: the verb with its auxiliaries and particle."""
    doc, start, end = verb.doc, verb.i, verb.i + 1
    while start > 0 and doc[start - 1].head == verb and doc[start - 1].dep_ in {"aux", "neg", "auxpass"}:
        start -= 1
    if end < len(doc) and doc[end].head == verb and doc[end].dep_ == "prt":
        end += 1
    return start, end
