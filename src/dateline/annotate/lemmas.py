"""spaCy's lemmatizer, remembered.

The lemma of a token depends on its word, its part of speech and its morphology alone. spaCy remembers only those words
whose lemma it had to look up, and goes the long way for the rest: names, singulars, infinitives, most of a text. `RememberedLemmatizer`
asks spaCy once for each combination. A test holds its annotations identical to spaCy's own.
"""

from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

_MOST = 200_000
"""Combinations remembered: a bound for endless services, far above any text's vocabulary."""


class RememberedLemmatizer:
    """A drop-in for the pipeline's lemmatizer with the same results."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._lemmas: dict[tuple[int, ...], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Sets the lemma of every token that has none yet."""
        lemmas = self._lemmas
        for token, key in zip(doc, map(tuple, doc.to_array(["ORTH", "POS", "MORPH"]).tolist()), strict=True):
            if token.lemma and not self._lemmatizer.overwrite:
                continue
            lemma = lemmas.get(key)
            if lemma is None:
                token.lemma_ = self._lemmatizer.lemmatize(token)[0]
                if len(lemmas) < _MOST:
                    lemmas[key] = token.lemma
            else:
                token.lemma = lemma
        return doc
