"""What a storm or a crash does is nobody's deed: "the cyclone cut off two towns".

Nor are the deaths of an accident that an earlier sentence tells of: "A storm hit the coast. Nine people were killed".
"""

from typing import Final

from spacy.tokens import Span as Tokens

from dateline.extract.events.draft import Draft
from dateline.extract.events.frames import classes

_REACH: Final = 3
"""Sentences back that the cause is looked for: by judgement, reports of accidents count the victims early."""


def drop_forces(drafts: dict[int, Draft]) -> None:
    """Drops what a force of nature or an accident is the doer of, alone."""
    calamities = classes()["calamity"]
    for i in sorted(drafts):
        heads = drafts[i].actors
        if heads and all({head.lemma_.lower(), *(c.lower_ for c in head.lefts)} & calamities for head in heads):
            del drafts[i]


def drop_casualties(drafts: dict[int, Draft]) -> None:
    """Drops harm that nobody is said to have done where the nearest cause told before is an accident."""
    assaults = {
        d.token.sent.start for d in drafts.values() if d.frame.type == "ASSAULT" and "casualties" not in d.frame.traits
    }
    for i in sorted(drafts):
        draft = drafts[i]
        if "casualties" not in draft.frame.traits or draft.actors or draft.is_noun:
            continue
        cause = next((s for s in _back(draft.token.sent) if s.start in assaults or _tells_of_accident(s)), None)
        if cause is not None and cause.start not in assaults:
            del drafts[i]


def _back(sentence: Tokens) -> list[Tokens]:
    """A sentence and those before it, the nearest first."""
    found = [sentence]
    while found[-1].start > 0 and len(found) <= _REACH:
        found.append(sentence.doc[found[-1].start - 1].sent)
    return found


def _tells_of_accident(sentence: Tokens) -> bool:
    known = classes()
    words = {"NOUN": known["calamity"], "PROPN": known["calamity"], "VERB": known["mishap"]}
    return any(t.pos_ in words and t.lemma_.lower() in words[t.pos_] for t in sentence)
