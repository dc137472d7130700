"""What the finders hand to the assembler: an attribution as ranges of token indices."""

from dataclasses import dataclass

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution before its circumstances are read. Ranges are token indices, end exclusive.

    `anchor` is the token that the cue hangs on. `quoted` says that the content came from quotation
    marks, so that a quotation which follows directly may join it; `phrasal` that the content is
    less than a clause. `via` is set where the construction itself names the channel.
    """

    anchor: int
    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    act: str
    quoted: bool = False
    phrasal: bool = False
    via: Range | None = None

    @property
    def start(self) -> int:
        """The first token of the content, or the anchor where there is none."""
        return min((start for start, _ in self.content), default=self.anchor)

    @property
    def end(self) -> int:
        """Past the last token of the content, or of the anchor where there is none."""
        return max((end for _, end in self.content), default=self.anchor + 1)
