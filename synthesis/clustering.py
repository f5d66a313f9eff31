"""Statements → groups that speak of the same problem, whatever the order they come in.

Everything here works on three tables over the same items: ``odds`` (items, items), the log odds that two are about the
same problem; ``votes`` (items, items), what people said about two of them, above 0 for the same and below 0 for not the
same; and ``weights`` (items,), how many statements an item stands for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]

VOTE = 3.0
_MOST_VOTES = 3.0
_DILUTION = 0.75
_NEVER = -99.0
_TIDYING_ROUNDS = 6
_HEARINGS = 2
_MARGIN = 0.1
_STRANGER = -2.0
_ALONE = -2.3
_OUTCAST = 1.5
_FEW_GROUPS = 20
_STATEMENTS_PER_GROUP = 6
_TOO_FAR = -4.0
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Items:
    """What is to be grouped: the three tables."""

    odds: Matrix
    votes: Matrix
    weights: Matrix

    def part(self, chosen: NDArray[np.intp]) -> Items:
        """The tables of some of the items."""
        table = np.ix_(chosen, chosen)
        return Items(self.odds[table], self.votes[table], self.weights[chosen])


def items(odds: Matrix, votes: Matrix | None = None, weights: Matrix | None = None) -> Items:
    """The tables; without votes nobody said anything, without weights every item is one statement."""
    size = len(odds)
    return Items(
        odds,
        np.zeros((size, size)) if votes is None else votes,
        np.ones(size) if weights is None else weights,
    )


def groups(given: Items, threshold: float) -> list[list[int]]:
    """Index groups, sorted, every index in one of them.

    What people said comes in after the first groups were made: then one mistake about a statement in the middle of a
    group is outvoted by what was said about its neighbours.
    """
    if len(given.weights) < 2:
        return [[index] for index in range(len(given.weights))]
    unheard = Items(given.odds, np.zeros_like(given.votes), given.weights)
    labels = tidied(unheard, grown(unheard, threshold))
    if given.votes.any():
        for _ in range(_HEARINGS):
            labels = tidied(given, labels)
            labels = _renumbered(grown(_whole(given, labels), threshold)[labels])
        labels = tidied(given, labels)
    labels = _overseeable(given, labels)
    found: dict[int, list[int]] = {}
    for index, label in enumerate(labels.tolist()):
        found.setdefault(label, []).append(index)
    return sorted(found.values())


def _whole(given: Items, labels: Labels) -> Items:
    """The groups as items: mean log odds, all that was said about their members, and their sizes."""
    member = (labels[None, :] == np.arange(labels.max() + 1)[:, None]).astype(np.float64)
    weighted = member * given.weights[None, :]
    sizes = weighted.sum(axis=1)
    odds = weighted @ given.odds @ weighted.T / np.outer(sizes, sizes)
    return Items(odds, member @ given.votes @ member.T, sizes)


def _voice(votes: Matrix, one: Matrix | float, other: Matrix) -> Matrix:
    """What votes add to the log odds of two groups: less for large ones, so that one mistake does not join them."""
    return np.asarray(VOTE * np.clip(votes / np.minimum(one, other) ** _DILUTION, -_MOST_VOTES, _MOST_VOTES))


def grown(given: Items, threshold: float) -> Labels:
    """Average linkage: the two groups with the highest mean log odds join, while that is at least ``threshold``.

    Votes count whole rather than as a mean over pairs (Sokal & Michener 1958 for the linkage).
    """
    size = len(given.weights)
    weights, active, labels = given.weights.copy(), np.ones(size, dtype=bool), np.arange(size)
    sums, votes = given.odds * np.outer(weights, weights), given.votes.copy()
    near = sums / np.outer(weights, weights) + _voice(votes, weights[:, None], weights[None, :])
    np.fill_diagonal(near, _NEVER)
    near = np.round(near, _DECIMALS)
    while active.sum() > 1:
        one, other = sorted(divmod(int(near.argmax()), size))
        if near[one, other] < threshold:
            break
        for table in (sums, votes):
            table[one] += table[other]
            table[:, one] = table[one]
        weights[one] += weights[other]
        active[other] = False
        labels[labels == other] = one
        row = np.round(sums[one] / (weights[one] * weights) + _voice(votes[one], weights[one], weights), _DECIMALS)
        row[~active] = _NEVER
        row[one] = _NEVER
        near[one], near[:, one] = row, row
        near[other], near[:, other] = _NEVER, _NEVER
    return _renumbered(labels)


def _renumbered(labels: Labels) -> Labels:
    return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.int64)


def mean_odds(given: Items, labels: Labels) -> Matrix:
    """Mean log odds of each item with the others of each group, with what people said; shape (items, groups).

    A group without others gives -99.
    """
    return np.vstack([_means(given, labels, index) for index in range(len(labels))])


def _means(given: Items, labels: Labels, index: int) -> NDArray[np.float64]:
    """A small pull towards strangers keeps a group of one or two from drawing everything to it."""
    count = int(labels.max()) + 1
    weights = given.weights.copy()
    weights[index] = 0.0
    sizes = np.bincount(labels, weights=weights, minlength=count)
    sums = np.bincount(labels, weights=weights * given.odds[index], minlength=count) + _STRANGER
    row = given.votes[index].copy()
    row[index] = 0.0
    said = np.clip(np.bincount(labels, weights=row, minlength=count), -_MOST_VOTES, _MOST_VOTES)
    means = sums / (sizes + 1.0) + VOTE * said
    return np.asarray(np.round(np.where(sizes > 0, means, _NEVER), _DECIMALS))


def tidied(given: Items, labels: Labels) -> Labels:
    """Each item moves to the group that it resembles more, or stands alone where it resembles none."""
    labels = labels.copy()
    for _ in range(_TIDYING_ROUNDS):
        before = labels.copy()
        for index in range(len(labels)):
            means, own = _means(given, labels, index), int(labels[index])
            if means[own] == _NEVER:
                means[own] = _ALONE
            best = int(means.argmax())
            if best != own and means[best] > means[own] + _MARGIN:
                labels[index] = best
            elif means.max() < _ALONE - _OUTCAST:
                labels[index] = labels.max() + 1
        labels = _renumbered(labels)
        if np.array_equal(labels, _renumbered(before)):
            break
    return labels


def most_groups(size: int) -> int:
    """How many groups of two or more a meeting about ``size`` statements can oversee."""
    return max(_FEW_GROUPS, size // _STATEMENTS_PER_GROUP)


def between(given: Items, labels: Labels) -> Matrix:
    """Mean log odds of every two groups, with what people said; -99 on the diagonal; shape (groups, groups)."""
    whole = _whole(given, labels)
    means = whole.odds + _voice(whole.votes, whole.weights[:, None], whole.weights[None, :])
    np.fill_diagonal(means, _NEVER)
    return np.asarray(np.round(means, _DECIMALS))


def _overseeable(given: Items, labels: Labels) -> Labels:
    """Where there are more groups than a meeting can oversee, the nearest ones join until there are that many."""
    most = most_groups(int(given.weights.sum()))
    while True:
        sizes = np.bincount(labels, weights=given.weights)
        means = between(given, labels)
        means[sizes < 2, :] = _NEVER
        means[:, sizes < 2] = _NEVER
        one, other = divmod(int(means.argmax()), len(means))
        if (sizes > 1).sum() <= most or means[one, other] < _TOO_FAR:
            return labels
        labels = _renumbered(np.where(labels == other, one, labels))


def tree(odds: Matrix) -> list[tuple[int, int, float]]:
    """Average linkage of all items to one: (member of one, member of the other, mean log odds), nearest first."""
    size = len(odds)
    if size < 2:
        return []
    top = float(odds.max())
    distances = top - odds
    np.fill_diagonal(distances, 0.0)
    heads = list(range(size))
    steps = []
    for one, other, height, _ in linkage(squareform(distances, checks=False), "average").tolist():
        pair = sorted((heads[int(one)], heads[int(other)]))
        heads.append(pair[0])
        steps.append((pair[0], pair[1], round(top - height, _DECIMALS)))
    return steps


def cut(odds: Matrix, threshold: float) -> Labels:
    """Average linkage without votes, at a threshold: the quick form, for drawing samples."""
    top = float(odds.max())
    distances = top - odds
    np.fill_diagonal(distances, 0.0)
    found = linkage(squareform(distances, checks=False), "average")
    return np.asarray(fcluster(found, top - threshold, "distance"), dtype=np.int64)
