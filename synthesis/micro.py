"""Many statements → fewer items to group: statements whose likely subjects are the same form one item.

The items depend on the set of statements only: no sampling, no running order. A pair of likely subjects that few
statements share falls back to its first subject.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

MOST_ITEMS = 600
_SECOND = 0.25


@dataclass(frozen=True, slots=True)
class Micro:
    """The item of each statement, shape (n,), and the mean score and size of each item."""

    labels: NDArray[np.int64]
    scores: Matrix
    sizes: Matrix


def micro(scores: Matrix, chances: Matrix) -> Micro:
    """At most about ``MOST_ITEMS`` items; ``scores`` and ``chances`` have shape (n, subjects)."""
    subjects = chances.shape[1]
    order = np.argsort(-chances, axis=1, kind="stable")[:, :2]
    first, second = order[:, 0], order[:, 1]
    clear = np.take_along_axis(chances, order[:, 1:2], axis=1)[:, 0] < _SECOND
    key = np.where(clear, first * subjects + first, first * subjects + second)
    names, counts = np.unique(key, return_counts=True)
    fewest = np.sort(counts)[-MOST_ITEMS] if len(counts) > MOST_ITEMS else 0
    rare = np.isin(key, names[counts < fewest])
    labels = np.unique(np.where(rare, first * subjects + first, key), return_inverse=True)[1].astype(np.int64)
    sizes = np.bincount(labels).astype(np.float64)
    sums = np.zeros((len(sizes), subjects))
    np.add.at(sums, labels, scores)
    return Micro(labels, np.round(sums / sizes[:, None], 4), sizes)
