"""Bytes → the text of a document, refused when it declares entities.

A document is decoded once, here, and handed on as text or as UTF-8: what was looked at for
declarations is what is parsed, whatever charset the document claims.
"""

import codecs
import re

from dateline.errors import SourceError

HEAD = 1_024
"""Characters before the first element in which a document says what it is."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OPENINGS = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][\w.:-]{0,40})[\"']")
_MISCELLANY = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^>\[]*([>\[]?)", re.IGNORECASE)
_XML_FORBIDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text_of(content: bytes, charset: str | None) -> str:
    """The text of a document: by its mark, its header, its own declaration, UTF-8, and in the end Windows-1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for opening, encoding in _OPENINGS:
        if content.startswith(opening):
            return content.decode(encoding, "replace")
    declared = _DECLARED.match(content.lstrip()[:HEAD])
    for candidate in (charset, declared.group(1).decode("ascii") if declared else None, "utf-8"):
        text = _decoded(content, candidate) if candidate else None
        if text is not None:
            return text
    return content.decode("cp1252", "replace")


def without_declarations(text: str, address: str) -> str:
    """XML from its first element on, without the characters that XML forbids.

    Raises SourceError when the document declares anything of its own: a few lines of entities can
    fill the memory, and no feed needs them. A DOCTYPE that only names a format is harmless and cut
    off. Elsewhere than here, before the first element, an XML parser takes no declarations.
    """
    start = _end_of(_MISCELLANY, text, 0)
    doctype = _DOCTYPE.match(text, start)
    if doctype is not None:
        if doctype[1] == "[":
            raise SourceError(f"{address} declares entities, as a bomb does; it was not read")
        start = doctype.end()
    return _XML_FORBIDS.sub("", text[start:])


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match is not None else start


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(codecs.lookup(encoding).name)
    except (LookupError, UnicodeError, TypeError, ValueError):
        return None  # no charset, the wrong one, or one of Python's that are not for text: the next is tried
