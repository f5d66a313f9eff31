"""Statements → groups that speak of the same subject, whatever the order they come in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering


def groups(similarity: NDArray[np.float64], threshold: float) -> list[list[int]]:
    """Index groups by average linkage: two groups join while their mean similarity is at least ``threshold``."""
    size = len(similarity)
    if size < 2:
        return [[index] for index in range(size)]
    distance = np.round(1.0 - similarity, 6)
    model = AgglomerativeClustering(n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1.0 - threshold)
    labels: Sequence[int] = model.fit_predict(distance).tolist()
    found: dict[int, list[int]] = {}
    for index, label in enumerate(labels):
        found.setdefault(label, []).append(index)
    return sorted(found.values())
