"""Attribution tags: what a trained model takes for sources, cues and contents."""

import functools
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from spacy.tokens import Doc

from dateline.annotate.attribution_decoding import Link, Linker, links_of
from dateline.annotate.attribution_features import Features, Inventory, features_of
from dateline.errors import ModelError

MODEL = Path(__file__).parent / "models" / "attribution.onnx"

_BLOCK = 4096
"""Tokens per call of the model, so that memory stays bounded; a longer text is read in several calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution the model sees: token ranges (start, end exclusive) per role.

    `source` may be empty (nobody named). `score` is the model's confidence, 0 to 1.
    """

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    score: float


def find_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions in the text, by position of the content.

    `doc` must be tagged and parsed. Only the outermost attribution is marked, as in PolNeAR, the
    corpus the model was trained on. Raises ModelError when the model's file is missing or damaged.
    """
    tagger = _tagger()
    features = features_of(doc, tagger.inventory)
    paragraphs = features.paragraphs
    found: list[Attribution] = []
    for start in range(0, len(features.index), _BLOCK):
        rows = slice(start, start + _BLOCK)
        links = links_of(*tagger.run(features, rows), paragraphs[rows], tagger.linker)
        found += [_attribution(link, features, start) for link in links]
    return tuple(found)


def model_version() -> str:
    """The model's fingerprint: the first 12 digits of its file's SHA-256."""
    return _tagger().version


@dataclass(frozen=True, slots=True)
class _Tagger:
    session: Any  # onnxruntime ships no types
    inventory: Inventory
    linker: Linker
    version: str

    def run(self, features: Features, rows: slice) -> tuple[Any, Any]:
        """Tag scores and link vectors of the given rows."""
        size = len(features.index[rows])
        head = features.head[rows] - rows.start
        head = np.where((head >= 0) & (head < size), head, np.arange(size))
        inputs = {
            name: getattr(features, name)[rows]
            for name in ("first", "last", "shape", "tag", "dep", "entity", "vectors")
        }
        inputs["head"] = head
        scores, vectors = self.session.run(None, {name: values[np.newaxis] for name, values in inputs.items()})
        return scores[0], vectors[0]


@functools.cache
def _tagger() -> _Tagger:
    try:
        stored = MODEL.read_bytes()
    except OSError as error:
        message = f"the attribution model {MODEL} cannot be read; reinstall dateline or run training/attribution"
        raise ModelError(message) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(stored, options, providers=["CPUExecutionProvider"])
        notes = session.get_modelmeta().custom_metadata_map
        symbols, linking = json.loads(notes["inventory"]), json.loads(notes["linker"])
    except (
        onnxruntime.capi.onnxruntime_pybind11_state.Fail,
        onnxruntime.capi.onnxruntime_pybind11_state.InvalidProtobuf,
        KeyError,
        ValueError,
    ) as error:
        raise ModelError(f"the attribution model {MODEL} is damaged; reinstall dateline") from error
    known = [{symbol: i for i, symbol in enumerate(symbols[name])} for name in ("pieces", "tags", "deps", "entities")]
    return _Tagger(
        session=session,
        inventory=Inventory(*known),
        linker=Linker(
            content_distance=np.array(linking["content_distance"], dtype=np.float32),
            source_distance=np.array(linking["source_distance"], dtype=np.float32),
            nobody=np.array(linking["nobody"], dtype=np.float32),
            nobody_bias=float(linking["nobody_bias"]),
        ),
        version=hashlib.sha256(stored).hexdigest()[:12],
    )


def _attribution(link: Link, features: Features, start: int) -> Attribution:
    def tokens(span: tuple[int, int]) -> tuple[int, int]:
        return int(features.index[start + span[0]]), int(features.index[start + span[1] - 1]) + 1

    return Attribution(
        source=(tokens(link.source),) if link.source else (),
        cue=(tokens(link.cue),),
        content=tuple(tokens(content) for content in link.contents),
        score=link.score,
    )
