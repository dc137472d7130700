"""Features and labels of blocks → the trees that dateline runs; with folds, also trees that never saw some sites.

usage: python training/blocks/fit.py WHOLE.pkl SEGMENTS.pkl OUT_FOLDER [FOLDS]

Writes OUT_FOLDER/blocks.json, and for each of FOLDS folds of sites OUT_FOLDER/fold-N.json fitted without them, and
OUT_FOLDER/folds.json: which fold a page is in. benchmarks/extraction.py reads each page with the trees that never saw its site.

Pages with a few labelled passages are used twice: the passages alone first; then, where the trees of that round get
them right, all blocks of the page with the labels that the trees give them, weighed by how sure they are.
"""

import json
import pickle
import random
import sys
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

Page = dict[str, Any]
Rows = tuple[np.ndarray, np.ndarray, np.ndarray]

DEPTH = 5
ROUNDS = (100, 160)
"""Trees in the first and in the second fit."""

SETTINGS = {
    "objective": "binary", "learning_rate": 0.09, "num_leaves": 20, "max_depth": DEPTH, "min_data_in_leaf": 20,
    "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0, "max_bin": 63,
    "verbose": -1, "num_threads": 1, "deterministic": True, "seed": 1,
}  # fmt: skip
SURE = 0.6
"""As in clean/body.py."""

MOST_WRONG = 0.25
"""Share of a page's labelled passages that may be wrong for the page's other blocks to be believed."""

FEWEST_LABELS, FEWEST_WORDS = 2, 80
GUESSED, SPARE = 0.3, 0.03
"""Weight of a page of guessed labels, and of one labelled passage, beside a page that is labelled throughout."""

MOST_OF_PAGE, LEAST = 0.3, 0.002
"""Bounds of a block's weight, which is else its share of the page's words: the measure counts words."""


def weights(words: np.ndarray, body: np.ndarray) -> np.ndarray:
    return np.minimum(words / max(50, words[body].sum()), MOST_OF_PAGE) + LEAST


def labelled(page: Page) -> Rows:
    known = page["labels"] >= 0
    if known.all():
        return page["rows"], page["labels"], weights(page["words"], page["labels"] > 0)
    return page["rows"][known], page["labels"][known], np.full(int(known.sum()), SPARE)


def guessed(page: Page, sure: np.ndarray) -> Rows | None:
    """All blocks of a partly labelled page, where the guesses agree with its labels."""
    known, body = page["labels"] >= 0, sure >= SURE
    if known.sum() < FEWEST_LABELS or page["words"][body].sum() < FEWEST_WORDS:
        return None
    if (body[known] != (page["labels"][known] > 0)).mean() > MOST_WRONG:
        return None
    trust = np.where(known, 1, np.abs(2 * sure - 1))
    return page["rows"], np.where(known, page["labels"], body), GUESSED * weights(page["words"], body) * trust


def boosted(parts: list[Rows], rounds: int) -> lightgbm.Booster:
    rows, labels, weight = (np.concatenate([part[i] for part in parts]) for i in range(3))
    data = lightgbm.Dataset(rows, labels, weight=weight / weight.mean())
    return lightgbm.train(SETTINGS, data, rounds)


def fitted(pages: list[Page]) -> lightgbm.Booster:
    first = boosted([labelled(page) for page in pages], ROUNDS[0])
    parts = []
    for page in pages:
        dense = (page["labels"] >= 0).all()
        guess = None if dense else guessed(page, np.asarray(first.predict(page["rows"])))
        parts.append(labelled(page) if guess is None else guess)
    return boosted(parts, ROUNDS[1])


def exported(model: lightgbm.Booster, columns: list[str]) -> dict[str, Any]:
    """The trees as full heaps: where a branch ends early, all under it have its value."""
    asked, limits, values = [], [], []
    for tree in model.dump_model()["tree_info"]:
        heap: dict[int, dict[str, Any]] = {0: tree["tree_structure"]}
        for at in range(2**DEPTH - 1):
            node = heap[at]
            heap[2 * at + 1] = node.get("left_child", node)
            heap[2 * at + 2] = node.get("right_child", node)
        inner = [heap[at] for at in range(2**DEPTH - 1)]
        asked.append([node.get("split_feature", 0) for node in inner])
        limits.append([round(node.get("threshold", 0.0), 6) for node in inner])
        values.append([round(heap[at]["leaf_value"], 5) for at in range(2**DEPTH - 1, 2 ** (DEPTH + 1) - 1)])
    return {"columns": columns, "depth": DEPTH, "asked": asked, "limits": limits, "values": values}


def main(whole: Path, segments: Path, out: Path, folds: int) -> None:
    columns, pages = pickle.loads(whole.read_bytes())
    pages += pickle.loads(segments.read_bytes())[1]
    sites = sorted({page["site"] for page in pages})
    random.Random(0).shuffle(sites)
    out.mkdir(parents=True, exist_ok=True)
    fold_of = {site: i % folds for i, site in enumerate(sites)} if folds else {}
    for fold in range(folds):
        model = fitted([page for page in pages if fold_of[page["site"]] != fold])
        (out / f"fold-{fold}.json").write_text(json.dumps(exported(model, list(columns))), encoding="utf-8")
        print(f"fold {fold}", flush=True)
    (out / "folds.json").write_text(json.dumps({page["key"]: fold_of.get(page["site"]) for page in pages}))
    (out / "blocks.json").write_text(json.dumps(exported(fitted(pages), list(columns))), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) not in {4, 5}:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:4]), int(sys.argv[4]) if len(sys.argv) > 4 else 0)
