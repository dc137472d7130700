"""Which language a text is in, when it is long enough to tell."""

import re

FEWEST_LETTERS = 80
"""Letters below which a guess is no better than the alphabet."""

SAMPLE = 3000
"""Characters looked at: more does not change the answer."""

ENGLISH = 0.15
"""Share of English function words from which a text is English: news English has .30 to .45, other languages under .05.
The model alone takes one English sentence in three hundred for Pidgin or Latin."""

_HALF = 0.5
_FUNCTION_WORDS = frozenset(
    "the of to and a in that is was for on with said by from it as at has have had were be been he she they his her their its are "
    "this will would which who not but after over about into than an or also could".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None when it is too short to tell."""
    sample = " ".join(text.split())[:SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if words and sum(word in _FUNCTION_WORDS for word in words) >= ENGLISH * len(words):
        return "en"
    letters = sum(1 for char in sample if char.isalpha())
    if letters < FEWEST_LETTERS or letters < _HALF * len(sample.replace(" ", "")):
        return None
    import py3langid  # noqa: PLC0415 - its model takes most of a second to load, which English text need not wait for

    language, _ = py3langid.classify(sample)
    return str(language)
