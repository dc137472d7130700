"""The same happening again: "the drills", "this ban" take their parties from the mention they point back to."""

from typing import Final

from dateline.extract.events.roles import Draft

_POINTERS: Final = frozenset({"the", "this", "these", "those", "that", "such"})
_REACH: Final = 8
"""How many sentences back a definite noun may point; further back it more often means another event."""


def inherit(drafts: dict[int, Draft]) -> None:
    """Gives definite nouns without a doer the parties of the nearest earlier mention of their kind."""
    earlier: list[tuple[int, Draft]] = []
    sentence, last = -1, -1
    for i in sorted(drafts):
        draft = drafts[i]
        if draft.token.sent.start != last:
            sentence, last = sentence + 1, draft.token.sent.start
        if draft.is_noun and not draft.actors and _points_back(draft):
            model = next((m for s, m in reversed(earlier) if sentence - s <= _REACH and _is_same(draft, m)), None)
            if model is not None:
                draft.actors = list(model.actors)
                draft.recipients = draft.recipients or list(model.recipients)
                draft.rules.append(f"parties of the earlier '{model.token.text}'")
        if draft.actors:
            earlier.append((sentence, draft))


def _points_back(draft: Draft) -> bool:
    return any(child.dep_ == "det" and child.lower_ in _POINTERS for child in draft.token.lefts)


def _is_same(draft: Draft, model: Draft) -> bool:
    """Named by the same word, or by another word of the same frame."""
    words = {model.token.lemma_.lower(), *(noun.lemma_.lower() for noun in model.consumed)}
    return draft.token.lemma_.lower() in words or draft.frame is model.frame
