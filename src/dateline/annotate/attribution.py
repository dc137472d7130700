"""Attribution tags: what a trained model takes for sources, cues and contents."""

from dataclasses import dataclass

from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution the model sees: token ranges (start, end exclusive) per role.

    `source` may be empty (nobody named). `score` is the model's confidence, 0 to 1.
    """

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    score: float


def find_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions in the text, by position of the content."""
    return ()
