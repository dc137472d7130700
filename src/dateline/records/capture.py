"""A capture: bytes as they came from outside, before anything is read from them."""

import hashlib
from dataclasses import dataclass
from typing import Literal

CaptureKind = Literal["html", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One document from a page, a file, an archive record or a JSON Lines row.

    `origin` names it to a person ("news.jsonl:12", an address, a path). The metadata fields hold
    what came with the document from outside (a row's keys, a header), never what the page says.
    """

    origin: str
    kind: CaptureKind
    content: bytes | str
    charset: str | None = None
    url: str | None = None
    ref: str | None = None
    outlet: str | None = None
    headline: str | None = None
    published: str | None = None
    retrieved: str | None = None

    @property
    def data(self) -> bytes:
        """The content as bytes; text in UTF-8."""
        return self.content.encode() if isinstance(self.content, str) else self.content

    @property
    def sha256(self) -> str:
        """The hash of the content, in hex."""
        return hashlib.sha256(self.data).hexdigest()
