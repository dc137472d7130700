"""Datelines: "BEIRUT, March 7 (Agency) –" at the head of a paragraph says where and when a report was filed.

They are no part of the sentence that follows: a parser that takes them for one makes the place an
actor or a piece of somebody's title.
"""

import re
from collections.abc import Iterator

from dateline.knowledge import gazetteer

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
# Chandigarh: A farmer …, Colombo, May 9: The premier …, Goma — Rebels …
_TOWN = re.compile(
    r"""[ ]*(?P<town>[A-Z][\w'-]+(?:[ ][A-Z][\w'-]+){0,2})
    (?P<date>,[ ](?:[A-Z][a-z]{2,8}\.?[ ]\d{1,2}|\d{1,2}[ ][A-Z][a-z]{2,8}\.?)(?:,?[ ]\d{4})?)?
    (?:[ ](?:--?|[–—])|:)[ ]+(?=["'A-Z0-9][^\n]{80})""",
    re.VERBOSE,
)
LARGE_TOWN = 50_000
"""Inhabitants from which a name in small letters before a colon is where a report was filed: fewer have Clinton and Jordan."""
FIRST = 4
"""Lines that are looked at: behind the headline, a standfirst and a byline."""
_LINE = re.compile(r"(?:^|\n)(?=[^\n])")


def dateline_ends(text: str, starts: list[int]) -> Iterator[int]:
    """Where each dateline of a text ends, in characters; one may stand at a line's head or at one of `starts`."""
    lines = sorted({match.end() for match in _LINE.finditer(text)} | set(starts))
    for number, start in enumerate(lines):
        found = _DATELINE.match(text, start)
        if found is None and 0 < number <= FIRST:
            found = _TOWN.match(text, start)
            if found is not None and not (found["date"] or _is_large_town(found["town"])):
                found = None
        if found is not None:
            yield found.end()


def _is_large_town(name: str) -> bool:
    places = gazetteer.lookup(gazetteer.key(name))
    return any(place.kind == "city" and place.weight >= LARGE_TOWN for place in places)
