"""Acts done in what somebody says: demands ("the troops must leave") and denunciations ("the strikes are illegal").

The words of speech are the statements'; the act is in their content, done by their source to whom it is about.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline import knowledge
from dateline.extract.events import phrases, syntax
from dateline.extract.events.draft import Draft
from dateline.extract.events.frames import FOLDER, Frame, Pattern, frames
from dateline.extract.events.parties import Parties
from dateline.extract.mentions import StatementMention

_DUTIES: Final = frozenset({"must", "should"})
_FIRST: Final = frozenset({"i", "we", "us", "me"})
_THIRD: Final = frozenset({"he", "she", "it", "they"})
_BARE: Final = frozenset({"you", "one", "everyone", "everybody", "people", "who", "which", "that", "this", "there"})
_QUOTES: Final = frozenset({'"', "“", "”", "'", "‘", "’", "''", "``"})
_MAIN: Final = frozenset({"ROOT", "ccomp", "conj", "parataxis"})


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(map(str, knowledge.load(f"{FOLDER}/utterances.yaml")[section]))


def utterances(statements: Sequence[StatementMention], drafts: dict[int, Draft], parties: Parties) -> list[Draft]:
    """The demands and denunciations made in statements, in text order; none where a frame has found the act."""
    found: dict[int, Draft] = {}
    for statement in statements:
        source = statement.source
        if source is None or not _may_act(source.root, parties):
            continue
        for part in statement.content:
            for token in part:
                draft = _demand(token, part, source.root, parties) or _denunciation(
                    token, part, source.root, parties, drafts
                )
                if draft is not None and draft.token.i not in drafts and not _is_nested(token, part, statements):
                    found.setdefault(draft.token.i, draft)
    return [found[i] for i in sorted(found)]


def _may_act(speaker: Token, parties: Parties) -> bool:
    """Analysts appeal and comment; officials, organisations and people in the news act by what they say."""
    return parties.is_party(speaker) and phrases.content(speaker).lemma_.lower() not in _words("commentators")


def _demand(token: Token, part: Tokens, speaker: Token, parties: Parties) -> Draft | None:
    if token.dep_ != "aux" or token.lower_ not in _DUTIES:
        return None
    verb = token.head
    if not _is_main(verb, part) or syntax.is_passive(verb) or any(c.lower_ == "have" for c in verb.lefts):
        return None
    bound = [s for s in syntax.grammatical_subjects(verb) if parties.is_party(s) and not _is_self(s, speaker)]
    if not bound or verb.lemma_.lower() in _words("mental"):
        return None
    draft = Draft(token=token, pattern=Pattern(frame=_frame("demand"), words=f"… {token.lower_} {verb.lemma_}"))
    draft.consumed = [verb]
    draft.actors, draft.recipients = [speaker], [m for s in bound for m in phrases.coordinated(s)]
    draft.rules.append(f"'{speaker.text}' says what '{bound[0].text}' {token.lower_} do")
    return draft


def _denunciation(
    token: Token, part: Tokens, speaker: Token, parties: Parties, drafts: dict[int, Draft]
) -> Draft | None:
    verb, subjects = _blamed(token)
    if verb is None or not _is_main(verb, part) or any(c.dep_ == "neg" for c in verb.children):
        return None
    if any(c.dep_ == "mark" and c.lower_ in ("if", "whether") for c in verb.children):
        return None
    deeds = [drafts[head.i] for head in subjects if head.i in drafts]
    accused = [doer for deed in deeds for doer in deed.actors] or _answerable(subjects, parties)
    accused = [head for head in accused if not _is_self(head, speaker)]
    if not accused and not deeds:
        return None
    draft = Draft(token=token, pattern=Pattern(frame=_frame("condemn"), words=f"… {verb.lemma_} {token.lower_}"))
    draft.actors, draft.recipients = [speaker], accused
    draft.rules.append(f"'{speaker.text}' says so of '{subjects[0].text}'")
    return draft


def _blamed(token: Token) -> tuple[Token | None, list[Token]]:
    """(The verb, its subjects) where a token says that something is wrong: "is illegal", "committed crimes", "violates"."""
    head, lemma = token.head, token.lemma_.lower()
    verb: Token | None = None
    match token.dep_:
        case "acomp" | "attr" | "conj" if lemma in _words("wrong"):
            verb = head if token.dep_ != "conj" else head.head
            verb = verb if verb.lemma_ in ("be", "constitute") else None
        case "dobj" if lemma in _words("offences") and head.lemma_ in ("commit", "perpetrate"):
            verb = head
        case "dobj" if lemma == "right" and head.lemma_ == "have" and any(c.lower_ == "no" for c in token.lefts):
            verb = head
        case "pobj" if lemma in _words("norms") and head.lower_ == "against" and head.head.lemma_ == "be":
            verb = head.head
        case "pobj" if lemma == "impunity" and head.lower_ == "with":
            verb = head.head
        case _ if token.pos_ == "VERB" and lemma in _words("breaches") and not syntax.is_passive(token):
            verb = token if any(o.lemma_.lower() in _words("norms") for o in syntax.patients(token)) else None
    if verb is None:
        return None, []
    subjects = syntax.grammatical_subjects(verb) or syntax.doers(verb)
    return verb, [s for head in subjects for s in (syntax.doers(head) if head.pos_ == "VERB" else [head])]


def _answerable(subjects: list[Token], parties: Parties) -> list[Token]:
    """Who answers for the subjects: parties themselves, or whose act they are ("Israel's raids", "the U.S. presence")."""
    found: list[Token] = []
    for head in subjects:
        if parties.is_party(head):
            found += phrases.coordinated(head)
        else:
            found += (
                syntax.nominal_doers(head) or parties.modifiers(head)[0] or syntax.obliques(head, frozenset({"of"}))
            )
    return [head for head in found if parties.is_party(head)]


def _is_main(verb: Token, part: Tokens) -> bool:
    """Whether a verb heads a main clause of the content."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ in ("continue", "keep"):
        verb = verb.head
    if verb.dep_ not in _MAIN or (verb.dep_ == "conj" and verb.head.dep_ not in _MAIN):
        return False
    return verb.dep_ == "ROOT" or not part.start <= verb.head.i < part.end or verb.head.dep_ in _MAIN


def _is_self(head: Token, speaker: Token) -> bool:
    """Whether a pronoun may be the speaker: "we" in quotation marks, "it" outside them."""
    if head.lower_ in _BARE:
        return True
    if head.pos_ == "PRON" and head.lower_ in _FIRST:
        return True
    if head.lower_ in _THIRD:
        return not _is_quoted(head)
    return head.lemma_.lower() == speaker.lemma_.lower()


def _is_quoted(token: Token) -> bool:
    """Whether a quotation is open at the token, counted from the start of its sentence."""
    marks = [t for t in token.doc[token.sent.start : token.i] if t.text in _QUOTES and not t.text.startswith("’s")]
    return len(marks) % 2 == 1


def _is_nested(token: Token, part: Tokens, statements: Sequence[StatementMention]) -> bool:
    """Whether the content of another statement, inside this one, holds the token."""
    return any(
        inner.start <= token.i < inner.end and len(inner) < len(part)
        for other in statements
        for inner in other.content
        if inner.start >= part.start and inner.end <= part.end
    )


def _frame(name: str) -> Frame:
    return next(frame for frame in frames().frames if frame.name == name)
