"""How well each cluster returns when a part of the statements is left out.

Per cluster the mean, over samples, of the best Jaccard overlap with a cluster of the sample (Hennig 2007,
https://doi.org/10.1016/j.csda.2006.11.025; below .6 a cluster is not to be trusted, from .75 up it is stable).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from synthesis.clustering import Matrix, cut

SAMPLES = 20
LARGEST = 1500
_SHARE = 0.8
_SEED = 20


def stabilities(odds: Matrix, groups: Sequence[Sequence[int]], threshold: float) -> list[float | None]:
    """The stability of each group of indices, 0–1; ``None`` for all where there are too many items to draw samples."""
    size = len(odds)
    if size > LARGEST or size < 2:
        return [None for _ in groups]
    member = np.zeros((len(groups), size), dtype=bool)
    for number, group in enumerate(groups):
        member[number, list(group)] = True
    rng = np.random.default_rng(_SEED)
    found: list[list[float]] = [[] for _ in groups]
    for _ in range(SAMPLES):
        chosen = np.sort(rng.permutation(size)[: max(2, round(_SHARE * size))])
        overlaps = _overlaps(member[:, chosen], cut(odds[np.ix_(chosen, chosen)], threshold))
        for number, overlap in enumerate(overlaps.tolist()):
            if member[number, chosen].any():
                found[number].append(overlap)
    return [round(float(np.mean(each)), 3) if each else None for each in found]


def _overlaps(member: NDArray[np.bool_], labels: NDArray[np.int64]) -> Matrix:
    """The best Jaccard overlap of each group (row of ``member``) with a group in ``labels``; shape (groups,)."""
    drawn = labels[None, :] == np.unique(labels)[:, None]
    both = member.astype(np.float64) @ drawn.T.astype(np.float64)
    either = member.sum(axis=1)[:, None] + drawn.sum(axis=1)[None, :] - both
    return np.asarray((both / np.maximum(either, 1.0)).max(axis=1))
