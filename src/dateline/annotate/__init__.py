"""Report → annotated text: tokens, sentences, parse, entities, attribution tags. Owns every model."""

from dateline.annotate.annotator import Annotator
from dateline.annotate.text import AnnotatedText

__all__ = ["AnnotatedText", "Annotator"]
