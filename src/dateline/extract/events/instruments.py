"""Instruments: mode and CAMEO code of an assault from what it was done with."""

from functools import cache
from typing import Any

from dateline import knowledge
from dateline.extract.events import syntax
from dateline.extract.events.draft import Draft
from dateline.extract.events.frames import FOLDER


@cache
def _table() -> dict[str, tuple[str, str]]:
    raw: dict[str, Any] = knowledge.load(f"{FOLDER}/instruments.yaml")
    return {lemma: (mode, code) for lemma, (mode, code) in raw.items()}


def instrument(draft: Draft) -> tuple[str | None, str | None]:
    """(mode, CAMEO code) of a draft: an assault's by its weapon when the frame leaves it open."""
    frame = draft.frame
    if frame.type != "ASSAULT" or frame.mode is not None:
        return frame.mode, frame.cameo
    beside = [draft.token, *draft.token.children, *draft.consumed]
    beside += [
        c
        for head in (*syntax.obliques(draft.token, frozenset({"with", "by", "in", "using"})), *draft.actors)
        for c in (head, *head.lefts)
    ]
    for token in beside:
        found = _table().get(token.lower_) or _table().get(token.lemma_.lower())
        if found is not None:
            draft.rules.append(f"instrument '{token.text}'")
            return found
    return frame.mode, frame.cameo
