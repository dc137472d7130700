"""Addresses of reports: the words that an outlet puts into them."""

import re
from urllib.parse import unquote, urlsplit

FEWEST = 3
"""Words of a part of an address from which it tells what the report is about, and is no name of a section; 2 and 4 do a little
worse on the UCI headlines."""

_WORD = re.compile(r"[^\W_]+")


def words_of_address(url: str | None) -> str:
    """The words of the most telling part of an address, numbers and file endings left out; empty when none tells.

    An editor's first headline often lives on in it, uncut: `/2026/03/ferry-capsizes-off-port-ellery-1834.html`.
    """
    try:
        path = urlsplit(url or "").path
    except ValueError:  # a bracket that is no address of a host
        return ""
    parts = (part.rpartition(".")[0] or part for part in unquote(path).split("/"))
    words = max(([word for word in _WORD.findall(part) if word.isalpha()] for part in parts), key=len)
    return " ".join(words) if len(words) >= FEWEST else ""
