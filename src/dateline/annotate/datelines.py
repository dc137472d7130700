"""Datelines: "BEIRUT, March 7 (Agency) –" at the head of a paragraph says where and when a report was filed.

They are no part of the sentence that follows: a parser that takes them for one makes the place an
actor or a piece of somebody's title.
"""

import re
from collections.abc import Iterator

_DATELINE = re.compile(
    r"""[ ]*(?:
        [A-Z][A-Z.']{3,}(?:[ -][A-Z][A-Z.']+){0,3}          # TEHRAN, PORT-AU-PRINCE; three letters are an acronym
        (?:/[A-Z][A-Z.' ]+)?                                # GAZA/JERUSALEM
        (?:,[ ]?[A-Z][\w.]+(?:[ ][A-Z][\w.]+)?)?            # , Ukraine
        (?:,?[ ]?(?:[A-Z][a-z]{2,8}\.?[ ]\d{1,2}|\d{1,2}[ ][A-Z][a-z]{2,8}\.?)(?:,?[ ]\d{4})?)?   # , March 7
        (?:[ ]?\([A-Z][\w/ .&-]{1,30}\))?                   # (Agency)
      | (?:[A-Z][\w.'-]+(?:,?[ ][A-Z][\w.'-]+){0,3},?[ ])?\([A-Z][\w/ .&-]{1,30}\)   # Beirut (Agency); (Agency)
    )
    (?:[ ]?(?:--?|[–—])|:(?=[ ]))[ ]*(?=["'A-Z0-9])""",
    re.VERBOSE,
)
_LINE = re.compile(r"(?:^|\n)(?=[^\n])")


def dateline_ends(text: str, starts: list[int]) -> Iterator[int]:
    """Where each dateline of a text ends, in characters; one may stand at a line's head or at one of `starts`."""
    lines = sorted({match.end() for match in _LINE.finditer(text)} | set(starts))
    for start in lines:
        found = _DATELINE.match(text, start)
        if found is not None:
            yield found.end()
