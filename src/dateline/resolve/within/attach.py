"""Which time or place belongs to a predicate: the one the parse hangs on it, or on its clause.

Times and places are token ranges. The search goes outwards from the trigger: what hangs on the
trigger itself, then what hangs on the predicate that governs it, never into another clause that has
a subject of its own.
"""

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from dateline.annotate import AnnotatedText

Usable = Callable[[int], bool]


class Attachment:
    """Ranges of tokens, findable from the predicates that they belong to."""

    def __init__(self, text: AnnotatedText, ranges: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.ranges = ranges

    def of(self, trigger: Token, usable: Usable) -> int | None:
        """The index of the range that belongs to a trigger, None if there is none."""
        return None
