"""Decision trees run in numpy: what training/blocks wrote, no library of its own at run time."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ModelError

AT_ONCE = 2_000
"""Rows that are looked at together, which bounds the memory."""


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of trees of one depth, their nodes in the order of a heap; a branch that ended early goes on to the right value."""

    columns: NDArray[np.intp]
    """Column asked at each node, trees by nodes."""

    limits: NDArray[np.float32]
    """Greatest value that goes to the left."""

    values: NDArray[np.float32]
    """Logits at the leaves, trees by leaves."""

    depth: int

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """For each row how sure the trees are."""
        parts = [self._probabilities(rows[at : at + AT_ONCE]) for at in range(0, len(rows), AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        trees = np.arange(len(self.columns))
        node = np.zeros((len(rows), len(trees)), dtype=np.intp)
        row = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            right = rows[row, self.columns[trees, node]] > self.limits[trees, node]
            node = 2 * node + 1 + right
        logits = self.values[trees, node - self.columns.shape[1]].sum(axis=1, dtype=np.float64)
        return np.asarray(1 / (1 + np.exp(-logits)))


@cache
def load(path: Path, columns: tuple[str, ...]) -> Trees:
    """The trees of one file, fitted on just these columns.

    Raises ModelError when the file is missing, broken, or was fitted on other columns.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if tuple(said["columns"]) != columns:
            raise ModelError(f"the model {path} was fitted on other features; fit it again with training/blocks")
        return Trees(
            columns=np.array(said["asked"], dtype=np.intp),
            limits=np.array(said["limits"], dtype=np.float32),
            values=np.array(said["values"], dtype=np.float32),
            depth=int(said["depth"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the model {path} cannot be read: {error}; install dateline again") from error
