"""A report's characters as HTML that a browser reads back as the same characters.

A few cannot stand in a page: NUL and lone surrogates are not HTML, direction overrides would
turn the words around them. Each of those is an element with the code point in `data-char` and a
visible symbol inside. Every other character of the report is itself.
"""

import re

from markupsafe import Markup, escape

_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe\U0001ffff]"
)
_CONTROL_PICTURES = 0x2400  # U+2400 to U+241F picture the controls U+0000 to U+001F


def html(text: str) -> Markup:
    """The text as HTML, safe in an element's content."""
    parts: list[str] = []
    at = 0
    for odd in _ODD.finditer(text):
        parts.append(_plain(text[at : odd.start()]))
        parts.append(_picture(ord(odd.group())))
        at = odd.end()
    parts.append(_plain(text[at:]))
    return Markup("".join(parts))  # noqa: S704 - every part is escaped in this module


def visible(text: object) -> str:
    """The text with a symbol for each character that cannot stand in a page."""
    return _ODD.sub("�", str(text))


def _plain(text: str) -> str:
    return str(escape(text)).replace("\r", "&#13;")


def _picture(code: int) -> str:
    symbol = chr(_CONTROL_PICTURES + code) if code < 0x20 else "�"
    return f'<span class="odd" data-char="{code}" title="U+{code:04X}">{symbol}</span>'
