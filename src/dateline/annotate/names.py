"""Dictionary names in the text: countries, institutions, offices, people, groups, outlets."""

from dataclasses import dataclass

from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the knowledge base says of one name. `code` is a PLOVER actor code or None."""

    kind: str
    name: str
    code: str | None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A known name in the text: token indices, end exclusive, and its entry."""

    start: int
    end: int
    entry: Entry


def find_names(doc: Doc) -> tuple[Name, ...]:
    """The longest known names in the text, left to right, never overlapping."""
    return ()
