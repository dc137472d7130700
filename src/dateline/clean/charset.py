"""Bytes → text: the mark, the header, the page's own word, then statistics."""

import codecs
import re

from charset_normalizer import from_bytes

from dateline.errors import InputError

HEAD = 4096  # bytes in which a page must name its charset (HTML standard: the first 1,024; pages are sloppier)
SAMPLE = 64 * 1024  # bytes that statistics look at

WESTERN = 0.05
"""Share of bytes beyond ASCII up to which a text that is not UTF-8 is Western: accents, dashes and curly quotes."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def decode(content: bytes | str, declared: str | None, origin: str) -> str:
    """The text in some bytes. Characters that no charset explains become U+FFFD.

    Raises InputError when the bytes are no text at all.
    """
    if isinstance(content, str):
        return content
    return content.decode(charset_of(content, declared, origin), "replace")


def charset_of(content: bytes, declared: str | None, origin: str) -> str:
    """The charset of a page or text, as a name that Python knows."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    named = _META.search(content[:HEAD])
    candidates = (declared, named.group(1).decode("ascii") if named else None, "utf-8")
    for candidate in candidates:
        if candidate and _fits(content, candidate):
            return candidate
    foreign = sum(1 for byte in content[:SAMPLE] if byte > 127)
    if foreign <= WESTERN * len(content[:SAMPLE]) and _fits(content, "cp1252"):
        return "cp1252"
    best = from_bytes(content[:SAMPLE]).best()
    if best is None:
        raise InputError(f"{origin} is in no charset that dateline knows; save it as UTF-8")
    return best.encoding


def _fits(content: bytes, name: str) -> bool:
    try:
        content.decode(codecs.lookup(name).name)
    except (LookupError, UnicodeError):
        return False
    return True
