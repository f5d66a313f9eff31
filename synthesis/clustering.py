"""Statements → groups that speak of the same subject, whatever the order they come in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from synthesis.profiles import softmax
from synthesis.subjects import affinity

Matrix = NDArray[np.float64]

_DECIMALS = 6
_SETTLING_ROUNDS = 10
_SUBJECT_PRIOR = 1.0
_VECTOR_SHARE = 0.35
_TIDYING_ROUNDS = 5
_MARGIN = 0.02
_FEW_GROUPS = 18
_STATEMENTS_PER_GROUP = 8


def settled(log_profiles: Matrix) -> Matrix:
    """Subject probabilities of each statement, given that a round speaks of a few subjects; shape (n, subjects).

    Expectation–maximisation for the proportions of a mixture with known components: subjects that several statements
    speak of draw the doubtful ones to them (Dempster, Laird & Rubin 1977, example 4.3).
    """
    chances = softmax(log_profiles)
    for _ in range(_SETTLING_ROUNDS):
        shares = chances.sum(axis=0) + _SUBJECT_PRIOR
        chances = softmax(log_profiles + np.log(shares / shares.sum()))
    return chances


def similarity(chances: Matrix, vectors: Matrix) -> Matrix:
    """How alike every two statements are, at most 1; shape (n, n).

    The cosine of their subject probabilities under the affinity of subjects, with a part of the cosine of ``vectors``
    (unit rows).
    """
    alike = chances @ affinity() @ chances.T
    size = np.sqrt(np.diag(alike))
    subjects = alike / np.outer(size, size)
    return np.asarray(np.round((1.0 - _VECTOR_SHARE) * subjects + _VECTOR_SHARE * (vectors @ vectors.T), _DECIMALS))


def groups(similar: Matrix, threshold: float, floor: float) -> list[list[int]]:
    """Index groups, sorted, every index in one of them.

    Average linkage joins two groups while their mean similarity is at least ``threshold``; then each statement moves
    to the group that it resembles more, and a single one joins a group from mean similarity ``floor`` up. Where that
    leaves more groups than a meeting can oversee, the nearest ones join until there are that many.
    """
    size = len(similar)
    if size < 2:
        return [[index] for index in range(size)]
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1.0 - threshold
    )
    labels = _tidied(similar, model.fit_predict(1.0 - similar), floor)
    labels = _overseeable(similar, labels, floor)
    found: dict[int, list[int]] = {}
    for index, label in enumerate(labels.tolist()):
        found.setdefault(label, []).append(index)
    return sorted(found.values())


def mean_similarity(similar: Matrix, labels: NDArray[np.int64]) -> Matrix:
    """Mean similarity of each statement to the others of each group; shape (n, groups). An empty group gives -1."""
    return np.vstack([_means(similar, labels, index) for index in range(len(labels))])


def _means(similar: Matrix, labels: NDArray[np.int64], index: int) -> NDArray[np.float64]:
    count = int(labels.max()) + 1
    row = similar[index].copy()
    row[index] = 0.0
    sizes = np.bincount(labels, minlength=count).astype(np.float64)
    sizes[labels[index]] -= 1.0
    sums = np.bincount(labels, weights=row, minlength=count)
    return np.asarray(np.round(np.where(sizes > 0, sums / np.maximum(sizes, 1.0), -1.0), _DECIMALS))


def _tidied(similar: Matrix, labels: NDArray[np.int64], floor: float) -> NDArray[np.int64]:
    labels = labels.copy()
    for _ in range(_TIDYING_ROUNDS):
        moved = False
        for index in range(len(labels)):
            means = _means(similar, labels, index)
            best, own = int(means.argmax()), int(labels[index])
            if best != own and means[best] > max(means[own] + _MARGIN, floor):
                labels[index] = best
                moved = True
        if not moved:
            break
    return labels


def most_groups(size: int) -> int:
    """How many groups of two or more a meeting about ``size`` statements can oversee."""
    return max(_FEW_GROUPS, size // _STATEMENTS_PER_GROUP)


def _overseeable(similar: Matrix, labels: NDArray[np.int64], floor: float) -> NDArray[np.int64]:
    labels = labels.copy()
    while True:
        names, sizes = np.unique(labels, return_counts=True)
        shared = names[sizes > 1]
        if len(shared) <= most_groups(len(labels)):
            return labels
        member = (labels[None, :] == shared[:, None]).astype(np.float64)
        counts = member.sum(axis=1)
        means = np.round(member @ similar @ member.T / np.outer(counts, counts), _DECIMALS)
        means[np.tril_indices(len(shared))] = -1.0
        one, other = np.unravel_index(int(means.argmax()), means.shape)
        if means[one, other] <= floor:
            return labels
        labels[labels == shared[other]] = shared[one]
