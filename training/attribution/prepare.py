"""Attribution corpus → features and tags for training.

usage: python training/attribution/prepare.py GOLD.jsonl.gz WORDPIECES.txt OUT.npz [--leave-out ARTICLE.txt...]

GOLD holds one article a line with character spans per attribution (see README.md). WORDPIECES is
the vocabulary of an uncased WordPiece model. Articles that share a long passage with a file named
after --leave-out are skipped, so that those files stay unseen.
"""

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np

from dateline.annotate.annotator import Annotator
from dateline.annotate.attribution_decoding import TAGS
from dateline.annotate.attribution_features import Inventory, features_of
from dateline.annotate.typography import evened

PASSAGE = 60  # characters that two different articles never share


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("wordpieces", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--leave-out", nargs="*", type=Path, default=[])
    options = arguments.parse_args()
    annotator = Annotator()
    nlp = annotator.pipeline
    inventory = inventory_of(nlp, options.wordpieces)
    unseen = [passages_of(path.read_text(encoding="utf-8")) for path in options.leave_out]
    columns: dict[str, list[np.ndarray]] = {}
    lengths, links = [], []
    with gzip.open(options.gold, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            text = evened(article["text"])
            if any(passages & passages_of(article["text"]) for passages in unseen):
                print("left out", article["id"])
                continue
            doc = nlp(text)
            features = features_of(doc, inventory)
            starts = np.array([doc[int(i)].idx for i in features.index], dtype=np.int64)
            ends = starts + np.array([len(doc[int(i)]) for i in features.index], dtype=np.int64)
            tags, pairs = label(text, starts, ends, article["attributions"])
            for name in ("first", "last", "shape", "tag", "dep", "entity", "head"):
                columns.setdefault(name, []).append(getattr(features, name).astype(np.int32))
            columns.setdefault("vectors", []).append(features.vectors.astype(np.float16))
            columns.setdefault("label", []).append(tags)
            links.append(pairs)
            lengths.append(len(tags))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez(options.out, lengths=np.array(lengths), **{k: np.concatenate(v) for k, v in columns.items()})
    options.out.with_suffix(".json").write_text(
        json.dumps(
            {"links": links, "inventory": {n: getattr(inventory, n) for n in ("pieces", "tags", "deps", "entities")}}
        )
    )
    print(len(lengths), "articles", sum(lengths), "tokens")


def inventory_of(nlp: Any, wordpieces: Path) -> Inventory:
    """The pieces of a vocabulary file and the labels of the pipeline, 0 kept for the unknown."""
    pieces = {piece: i for i, piece in enumerate(wordpieces.read_text(encoding="utf-8").splitlines())}
    labels = {name: nlp.get_pipe(name).labels for name in ("tagger", "parser", "ner")}
    return Inventory(pieces, *({label: i for i, label in enumerate(("", *labels[name]))} for name in labels))


def passages_of(text: str) -> frozenset[str]:
    words = " ".join(text.split())
    return frozenset(words[i : i + PASSAGE] for i in _boundaries(words))


def _boundaries(words: str) -> list[int]:
    return [i + 2 for i, char in enumerate(words[:-PASSAGE]) if char == "." and words[i + 1] == " "]


def label(
    text: str, starts: np.ndarray, ends: np.ndarray, attributions: list[dict[str, Any]]
) -> tuple[np.ndarray, dict]:
    """BILOU tags, and the links: (content start, cue start) and (cue start, source start or -1)."""
    tags = np.zeros(len(starts), dtype=np.int32)
    spans: dict[str, list[list[tuple[int, int]]]] = {}
    for role in ("content", "source", "cue"):
        spans[role] = [[s for s in (cover(text, starts, ends, *c) for c in a[role]) if s] for a in attributions]
        for segments in spans[role]:
            for first, last in segments:
                tags[first : last + 1] = TAGS.index("I-" + role)
                tags[first], tags[last] = TAGS.index("B-" + role), TAGS.index("L-" + role)
                if first == last:
                    tags[first] = TAGS.index("U-" + role)
    contents, sources = [], []
    for content, source, cue in zip(spans["content"], spans["source"], spans["cue"], strict=True):
        if not cue:
            continue
        anchor = cue[0][0]
        contents += [(first, anchor) for first, _ in content]
        sources.append((anchor, source[0][0] if source else -1))
    return tags, {"contents": contents, "sources": sources}


def cover(text: str, starts: np.ndarray, ends: np.ndarray, start: int, end: int) -> tuple[int, int] | None:
    """First and last token of a character span, edge punctuation left out."""
    first = int(np.searchsorted(ends, start, side="right"))
    last = int(np.searchsorted(starts, end, side="left")) - 1
    a, b = first, last
    while a <= b and not any(c.isalnum() for c in text[starts[a] : ends[a]]):
        a += 1
    while b >= a and not any(c.isalnum() for c in text[starts[b] : ends[b]]):
        b -= 1
    if a <= b:
        return a, b
    return (first, last) if first <= last else None


if __name__ == "__main__":
    main()
