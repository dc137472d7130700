"""Pages and what is their article → the features and labels of every block.

usage: python training/blocks/prepare.py whole FOLDER OUT.pkl       (scrapinghub/article-extraction-benchmark)
       python training/blocks/prepare.py segments FOLDER OUT.pkl    (tests/ of adbar/trafilatura)

`whole`: the true body is known, so every block has a label. `segments`: a few passages that belong to the article and a
few that do not are known; the labels of the other blocks are -1. Runs in the environment of dateline.
"""

import gzip
import json
import pickle
import re
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from dateline.clean.blocks import Outline, outline_of
from dateline.clean.charset import charset_of
from dateline.clean.features import matrix_of, names
from dateline.clean.metadata import metadata_of
from dateline.clean.page import parse
from dateline.errors import DatelineError

COVERED = 0.6
"""Share of a block's words, in order, in the true body from which the block is body."""

SAID = 0.5
"""Share of a block that a passage outside the article must be for the block to be outside."""

UNKNOWN = -1.0
_WORD = re.compile(r"\w+")


def whole(folder: Path) -> Iterator[dict[str, Any]]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for key, item in truth.items():
        content = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
        yield from _page(
            key, item.get("url", key), content, lambda outline, item=item: covered(outline, item["articleBody"])
        )


def segments(folder: Path) -> Iterator[dict[str, Any]]:
    for url, item in json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).items():
        path = next(
            (at for at in (folder / "cache" / item["file"], folder / "eval" / item["file"]) if at.exists()), None
        )
        if path is not None:
            yield from _page(item["file"], url, path.read_bytes(), lambda outline, item=item: said(outline, item))


def _page(key: str, url: str, content: bytes, label: Any) -> Iterator[dict[str, Any]]:
    try:
        tree = parse(content, charset_of(content, None, key), key)
    except DatelineError:
        return
    outline = outline_of(tree)
    if outline.blocks:
        words = np.array([block.words for block in outline.blocks])
        told = metadata_of(tree)
        rows = matrix_of(outline, told.headline, told.body)
        yield {"key": key, "site": site(url), "rows": rows, "words": words, "labels": label(outline)}


def covered(outline: Outline, body: str) -> NDArray[np.float64]:
    """1 for blocks whose words stand in the body in the same order, 0 for others."""
    words = [(word, i) for i, block in enumerate(outline.blocks) for word in _WORD.findall(block.text)]
    matcher = SequenceMatcher(None, [word for word, _ in words], _WORD.findall(body), autojunk=False)
    found = Counter(
        words[at][1] for start, _, size in matcher.get_matching_blocks() for at in range(start, start + size)
    )
    total = Counter(i for _, i in words)
    return np.array([float(found[i] > COVERED * total[i]) for i in range(len(outline.blocks))])


def said(outline: Outline, item: dict[str, list[str]]) -> NDArray[np.float64]:
    """1 for blocks with a passage of the article, 0 for blocks that are mostly a passage outside it."""
    labels = np.full(len(outline.blocks), UNKNOWN)
    texts = [block.text for block in outline.blocks]
    for kind, label in (("without", 0.0), ("with", 1.0)):
        for segment in (" ".join(words.split()) for words in item[kind]):
            hits = [i for i, text in enumerate(texts) if segment in text]
            if label:
                hits = [max(hits, key=lambda i: len(texts[i]))] if hits else []
            else:
                hits = [i for i in hits if len(segment) > SAID * len(texts[i])]
            labels[hits] = label
    return labels


def site(url: str) -> str:
    """The name under which pages of one outlet are kept together: "bbc.co.uk", "nytimes.com"."""
    parts = (urlsplit(url).hostname or url).split(".")
    double = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in {"co", "com", "org", "gov", "ac"}
    return ".".join(parts[-3:] if double else parts[-2:])


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in {"whole", "segments"}:
        sys.exit(__doc__)
    pages = list((whole if sys.argv[1] == "whole" else segments)(Path(sys.argv[2])))
    Path(sys.argv[3]).write_bytes(pickle.dumps((names(), pages)))
    print(f"{len(pages)} pages, {sum(int((page['labels'] >= 0).sum()) for page in pages)} blocks with labels")
