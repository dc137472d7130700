"""The annotator: one spaCy pipeline, tuned, over one report at a time."""

import bisect
from functools import cached_property

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from dateline.annotate.attribution import find_attributions, model_version
from dateline.annotate.datelines import dateline_ends
from dateline.annotate.english import PIPELINE, load_english
from dateline.annotate.mending import mend
from dateline.annotate.names import find_names
from dateline.annotate.text import AnnotatedText
from dateline.annotate.typography import plain
from dateline.records import Report


class Annotator:
    """Turns reports into annotated text. Reusable; loads its models on first use.

    Reports are parsed one by one, never in one batch: a matrix product over a batch can differ in
    its last bit from the same product alone, and a reading must not depend on its neighbours.
    """

    @cached_property
    def pipeline(self) -> Language:
        """The spaCy pipeline. Raises ModelError when its package is not installed."""
        return load_english()

    @cached_property
    def _threads(self) -> ThreadpoolController:
        _ = self.pipeline  # the libraries to be limited must be loaded first
        return ThreadpoolController()

    def __call__(self, report: Report) -> AnnotatedText:
        """The report's annotated text.

        One thread: the matrices of one report are so small that a second thread only waits and
        doubles the CPU time. Many reports are spread over processes instead.
        """
        with self._threads.limit(limits=1, user_api="blas"):
            return self._annotate(report)

    def _annotate(self, report: Report) -> AnnotatedText:
        doc = self.pipeline.make_doc(plain(report))
        starts = [passage.start for passage in report.passages]
        passage_of = tuple(bisect.bisect_right(starts, token.idx) - 1 for token in doc)
        _mark_passage_starts(doc, passage_of)
        _mark_dateline_ends(doc, starts)
        for _, component in self.pipeline.pipeline:
            doc = component(doc)
        mend(doc)
        return AnnotatedText(
            report=report,
            doc=doc,
            passage_of=passage_of,
            names=find_names(doc),
            attributions=find_attributions(doc),
        )

    @cached_property
    def versions(self) -> dict[str, str]:
        """Name and version of every model a reading depends on."""
        return {
            PIPELINE: str(self.pipeline.meta["version"]),
            "spacy": spacy.about.__version__,
            "attribution": model_version(),
        }


def _mark_passage_starts(doc: Doc, passage_of: tuple[int, ...]) -> None:
    """A sentence never runs over from one passage into the next."""
    for token in doc[1:]:
        if passage_of[token.i] != passage_of[token.i - 1]:
            token.is_sent_start = True


def _mark_dateline_ends(doc: Doc, starts: list[int]) -> None:
    """What follows a dateline is a sentence of its own."""
    offsets = [token.idx for token in doc]
    for end in dateline_ends(doc.text, starts):
        at = bisect.bisect_left(offsets, end)
        if at < len(doc):
            doc[at].is_sent_start = True
