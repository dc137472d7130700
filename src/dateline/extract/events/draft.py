"""A draft: an event while it is being coded, around the token that names it."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.extract.events.frames import Frame, Pattern


@dataclass(slots=True, eq=False)
class Draft:
    """An event being built around a trigger token."""

    token: Token
    pattern: Pattern
    consumed: list[Token] = field(default_factory=list)
    support: Token | None = None
    actors: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    status: str = "occurred"
    presumed: bool = False  # mentioned as known: no word says whether it took place
    folded: list[str] = field(default_factory=list)  # types of the nouns that it tells of: the talks that ended
    borrowed: list[Token] = field(default_factory=list)  # parties that only another mention of it names
    rules: list[str] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        """The frame that the pattern evokes."""
        return self.pattern.frame

    @property
    def is_noun(self) -> bool:
        """Whether a noun names the event."""
        return self.token.pos_ in ("NOUN", "PROPN")
