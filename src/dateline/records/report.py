"""A report: the text as given, its metadata, and the passages that tile it."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from dateline.errors import InternalError

PassageKind = Literal["headline", "standfirst", "byline", "body", "caption", "quote", "furniture"]
PublishedBasis = Literal["given", "page", "feed"]

ID_LENGTH = 16  # hex digits of SHA-256: 64 bits, a chance of 3e-8 that two of a million reports share one


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the report's text of one kind. Passages tile the text: no gap, no overlap.

    `repeats` is the index of the earlier passage whose words this one prints again. White space
    between passages belongs to the one before it.
    """

    kind: PassageKind
    start: int
    end: int
    repeats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One press report. Its text never changes; everything else points into it."""

    id: str
    ref: str | None
    url: str | None
    outlet: str | None
    headline: str | None
    byline: tuple[str, ...]
    published: str | None
    published_basis: PublishedBasis | None
    retrieved: str | None
    language: str | None
    text: str
    passages: tuple[Passage, ...]

    def __post_init__(self) -> None:
        at = 0
        for passage in self.passages:
            if passage.start != at or passage.end <= passage.start:
                raise InternalError(f"passages do not tile the text at {at}")
            at = passage.end
        if at != len(self.text):
            raise InternalError(f"passages end at {at}, the text at {len(self.text)}")


def report_id(text: str, url: str | None) -> str:
    """The content hash that names a report: the same words from the same address are one report."""
    digest = hashlib.sha256()
    digest.update((url or "").encode())
    digest.update(b"\0")
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:ID_LENGTH]
