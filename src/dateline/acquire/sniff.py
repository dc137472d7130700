"""What a file holds, told by its first bytes: names lie, and standard input has none."""

import re
from enum import Enum

_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b\x08")
NOISE = 0.1
"""Share of control bytes from which a file without a known signature is binary."""

HEAD = 4096
_HTML = re.compile(
    rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|article|main|div|p|h1|section|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(rb"<(p|div|article|h[1-6]|body|span|figure|title)\b[^>]*>", re.IGNORECASE)
_SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a media file",
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
    b"PAR1": "a Parquet file",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"BM": "a bitmap image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"OggS": "a sound file",
    b"ID3": "a sound file",
}


class Form(Enum):
    """What dateline can make of some bytes; the value names what it cannot."""

    HTML = "HTML"
    TEXT = "plain text"
    JSON_LINES = "JSON Lines"
    WARC = "WARC"
    IMAGE = "an image or another binary file"
    EMPTY = "empty"


def form_of(content: bytes, name: str) -> Form:
    """The form of a file's content, unpacked."""
    head = content[:HEAD]
    if not head.strip():
        return Form.EMPTY
    if head.startswith(b"WARC/"):
        return Form.WARC
    if signature_of(head) is not None or _is_noise(head):
        return Form.IMAGE
    if _is_json_lines(head, name):
        return Form.JSON_LINES
    suffix = name.lower().removesuffix(".gz").rpartition(".")[2]
    if _HTML.match(head) or suffix in {"html", "htm", "xhtml"} or len(_TAGS.findall(head)) > 2:
        return Form.HTML
    return Form.TEXT


def signature_of(head: bytes) -> str | None:
    """The kind of binary file that some first bytes announce, in words; None for none we know."""
    for signature, kind in _SIGNATURES.items():
        if head.startswith(signature) and (len(signature) > 2 or b"\0" in head[:64]):
            return kind
    return None


def _is_json_lines(head: bytes, name: str) -> bool:
    suffix = name.lower().removesuffix(".gz").rpartition(".")[2]
    return suffix in {"jsonl", "ndjson"} or re.match(rb'^(\xef\xbb\xbf)?\s*\{\s*"', head) is not None


def _is_noise(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False  # UTF-16 with its mark is text full of zero bytes
    controls = sum(1 for byte in head if byte < 32 and byte not in _TEXT_CONTROLS)
    return b"\0" in head or controls > NOISE * len(head)
