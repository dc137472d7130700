"""Typography that would mislead the parser, evened out one character for one.

The parser was trained on plain English typography. Curly quotes, dashes inside words and
non-breaking spaces are replaced by the plain character of the same length, so every offset into
the plain text is an offset into the report's own text.
"""

import re

from dateline.records import Report

_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u200a": " ", "\u2002": " ", "\u2003": " ",
        "\u200b": " ", "\u200c": " ", "\u200d": " ", "\ufeff": " ", "\u2060": " ", "\u00ad": " ",
        "\u202a": " ", "\u202b": " ", "\u202c": " ", "\u202d": " ", "\u202e": " ", "\u2066": " ",
        "\u2067": " ", "\u2068": " ", "\u2069": " ", "\u200e": " ", "\u200f": " ",
        "\u2010": "-", "\u2011": "-", "\u2212": "-", "\t": " ", "\u000b": " ", "\u000c": " ",
    }
)  # fmt: skip
_DASH_IN_WORD = re.compile(r"(?<=\w)[–—](?=\w)")
# "TEHRAN- The", "TEHRAN–The": no compound, but a dateline and its dash
_DATELINE_DASH = re.compile(r"(?<=[A-Z]{4})(?:-(?= )|–(?=[A-Z][a-z]))")


def plain(report: Report) -> str:
    """The text to parse: same length as the report's, unread passages blanked."""
    text = evened(report.text)
    parts = [
        _blank(text[passage.start : passage.end])
        if passage.kind == "furniture" or passage.repeats is not None
        else text[passage.start : passage.end]
        for passage in report.passages
    ]
    return "".join(parts)


def evened(text: str) -> str:
    """The text in plain typography, character for character."""
    return _DASH_IN_WORD.sub(_hyphen, _DATELINE_DASH.sub("—", text.translate(_PLAIN)))


def _hyphen(dash: re.Match[str]) -> str:
    """An en dash inside a word is a hyphen; an em dash is a pause, and so keeps its dash."""
    return "-" if dash.group() == "–" else dash.group()


def _blank(text: str) -> str:
    return "".join(char if char == "\n" else " " for char in text)
