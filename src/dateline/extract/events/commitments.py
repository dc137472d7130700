"""Acts done by saying.

"Pyongyang said it would attack" is a threat, "Oslo said it would send aid" an agreement.
"""

from functools import cache
from typing import Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.extract.events import syntax
from dateline.extract.events.draft import Draft
from dateline.extract.events.frames import FOLDER, Frame, Pattern, classes, frames
from dateline.extract.events.parties import Parties

_THREATS: Final = frozenset({"ASSAULT", "SANCTION", "COERCE"})
_PROMISES: Final = frozenset({"AID", "RETREAT", "COOPERATE"})
_SELVES: Final = frozenset({"it", "they", "he", "she", "we", "i"})
_FUTURES: Final = frozenset({"will", "would", "'ll", "wo", "shall"})


def commitments(drafts: dict[int, Draft], parties: Parties) -> list[Draft]:
    """The threats and promises made by announcing one's own acts."""
    found: list[Draft] = []
    for i in sorted(drafts):
        draft = drafts[i]
        verb = draft.support if draft.is_noun else draft.token
        if (
            draft.frame.type not in _THREATS | _PROMISES
            or draft.status not in ("planned", "threatened")
            or verb is None
        ):
            continue
        speech = _announced(verb)
        if speech is None or speech.i in drafts:
            continue
        speakers = [head for head in syntax.doers(speech) if parties.is_party(head)]
        if not speakers:
            continue
        kind = "threaten" if draft.frame.type in _THREATS else "promise"
        made = Draft(
            token=speech, pattern=Pattern(frame=_frame(kind), words=f"{speech.lemma_} … will {draft.token.lemma_}")
        )
        made.actors, made.recipients = speakers, list(draft.recipients)
        made.rules.append(f"announces its own act '{draft.token.text}'")
        found.append(made)
    return found


def _announced(verb: Token) -> Token | None:
    """The verb of saying by whose subject the act is announced as its own."""
    if not any(c.dep_ == "aux" and c.lower_ in _FUTURES for c in verb.children):
        return None
    subjects = syntax.grammatical_subjects(verb)
    if not any(s.lower_ in _SELVES or _is_ones_own(s) for s in subjects):
        return None
    head = verb.head
    if verb.dep_ == "conj":
        verb, head = head, head.head
    if verb.dep_ == "ROOT":  # "if it is shut, the premier said, his country would …"
        head = next((c for c in verb.lefts if c.dep_ == "parataxis"), verb)
    elif verb.dep_ != "ccomp":
        return None
    return head if head.lemma_.lower() in _sayings() else None


def _is_ones_own(subject: Token) -> bool:
    """What acts in the speaker's name: "his country", "our forces"."""
    own = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in subject.lefts)
    lemma = subject.lemma_.lower()
    return own and (lemma in classes()["body"] or lemma in classes()["force"])


@cache
def _sayings() -> frozenset[str]:
    return frozenset(knowledge.load(f"{FOLDER}/support.yaml")["sayings"])


def _frame(name: str) -> Frame:
    return next(frame for frame in frames().frames if frame.name == name)
