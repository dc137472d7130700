"""Which language a text is in, when it is long enough to tell."""

FEWEST_LETTERS = 80
"""Letters below which the guess is no better than the alphabet."""

SAMPLE = 3000
"""Characters looked at: more does not change the answer."""

_HALF = 0.5


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None when it is too short to tell."""
    sample = " ".join(text.split())[:SAMPLE]
    letters = sum(1 for char in sample if char.isalpha())
    if letters < FEWEST_LETTERS or letters < _HALF * len(sample.replace(" ", "")):
        return None
    import py3langid  # noqa: PLC0415 - its model takes most of a second to load, which a wrong path need not wait for

    language, _ = py3langid.classify(sample)
    return str(language)
