"""What the finders hand to the assembler: an attribution as ranges of token indices."""

from dataclasses import dataclass

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution before its circumstances are read. Ranges are token indices, end exclusive.

    `anchor` is the token that the cue hangs on. `quoted` says that the content came from
    quotation marks, so that a quotation which follows directly may join it.
    """

    anchor: int
    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    act: str
    quoted: bool = False
