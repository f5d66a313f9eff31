"""Evidence → groups of statements, with what the draft says about them: means, stability and the tree behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis import clustering, likeness
from synthesis.clustering import Items, Matrix
from synthesis.evidence import Evidence, pair_odds
from synthesis.explain import Grounds
from synthesis.micro import micro
from synthesis.model import Join, Tap
from synthesis.opinion import Opinion
from synthesis.stability import stabilities
from synthesis.taps import votes

MOST_PAIRED = 1200

Nearness = Callable[[list[int], list[int]], float]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups of rows, sorted, every row in one; per group its id and stability; the joins of the tree, finest first.

    ``clusters`` are the places of the groups that are clusters: two or more statements, or named by a question.
    """

    groups: list[list[int]]
    names: list[str]
    clusters: list[int]
    stability: list[float | None]
    joins: tuple[Join, ...]
    grounds: Grounds


def grouped(evidence: Evidence, threshold: float, taps: Sequence[Tap] = (), opinion: Opinion | None = None) -> Grouped:
    """Group the statements: every pair is compared, or where there are many, items of statements that are alike."""
    if len(evidence.statements) <= MOST_PAIRED:
        return _by_pairs(evidence, threshold, taps, opinion)
    return _by_items(evidence, threshold)


def cluster_id(first: str) -> str:
    """An id that stays while the first statement of the cluster stays in it."""
    return f"p-{hashlib.sha256(first.encode()).hexdigest()[:8]}"


def _by_pairs(evidence: Evidence, threshold: float, taps: Sequence[Tap], opinion: Opinion | None) -> Grouped:
    ids = [statement.id for statement in evidence.statements]
    odds = pair_odds(evidence)
    given = clustering.items(odds, votes({key: row for row, key in enumerate(ids)}, taps, opinion))
    free, named = _free_and_named(evidence)
    found = [free[group].tolist() for group in clustering.groups(given.part(free), threshold)]
    members = _members(found, named, ids, lambda rows, group: float(odds[np.ix_(rows, group)].mean()), threshold)
    names = sorted(members, key=members.__getitem__)
    groups = [members[name] for name in names]
    labels = _labels(groups, len(ids))
    shared = [place for place, group in enumerate(groups) if len(group) > 1 or names[place] in named]
    means = clustering.mean_odds(given, labels)[:, shared] if shared else np.zeros((len(ids), 0))
    return Grouped(
        groups,
        names,
        shared,
        stabilities(odds, groups, threshold),
        _joins(odds, given, labels, [groups[number] for number in shared], ids),
        Grounds(means, _pointed_out(groups, ids, taps), odds),
    )


def _free_and_named(evidence: Evidence) -> tuple[NDArray[np.intp], dict[str, list[int]]]:
    """The rows that may go anywhere, and the rows about each subject that a question named."""
    named: dict[str, list[int]] = {}
    free = []
    for row, statement in enumerate(evidence.statements):
        if statement.answer.about is None:
            free.append(row)
        else:
            named.setdefault(statement.answer.about, []).append(row)
    return np.array(free, dtype=np.intp), named


def _members(
    found: Sequence[list[int]], named: Mapping[str, list[int]], ids: Sequence[str], near: Nearness, threshold: float
) -> dict[str, list[int]]:
    """Cluster id → rows. What respondents said about a named subject goes there, whatever the words."""
    members: dict[str, list[int]] = {cluster_id(ids[group[0]]): group for group in found}
    taken: set[str] = set()
    for name, rows in sorted(named.items()):
        open_homes = {key: group for key, group in members.items() if key not in taken and len(group) > 1}
        home = name if name in members else _nearest(near, rows, open_homes, threshold)
        members[name] = sorted([*members.pop(home, []), *rows]) if home else rows
        taken.add(name)
    return members


def _nearest(near: Nearness, rows: list[int], homes: Mapping[str, list[int]], threshold: float) -> str | None:
    """The cluster that rows about an unknown name resemble most, where that is enough to be the same problem."""
    means = {key: round(near(rows, group), 5) for key, group in homes.items()}
    best = min(means, key=lambda key: (-means[key], key), default=None)
    return best if best is not None and means[best] >= threshold else None


def _pointed_out(groups: Sequence[Sequence[int]], ids: Sequence[str], taps: Sequence[Tap]) -> frozenset[int]:
    """The rows that somebody said belong with another statement of their group."""
    home = {ids[row]: number for number, group in enumerate(groups) for row in group}
    row_of = {key: row for row, key in enumerate(ids)}
    return frozenset(
        row_of[tap.one] for tap in taps if tap.same and tap.one in home and home[tap.one] == home.get(tap.other)
    )


def _labels(groups: Sequence[Sequence[int]], size: int) -> NDArray[np.int64]:
    labels = np.zeros(size, dtype=np.int64)
    for number, group in enumerate(groups):
        labels[list(group)] = number
    return labels


def _joins(
    odds: Matrix, given: Items, labels: NDArray[np.int64], shared: Sequence[Sequence[int]], ids: Sequence[str]
) -> tuple[Join, ...]:
    """First the joins inside each group, the most alike first, then the joins of the groups themselves."""
    inside = [
        Join(ids[group[one]], ids[group[other]], height)
        for group in shared
        for one, other, height in clustering.tree(odds[np.ix_(group, group)])
    ]
    heads = [group[0] for group in shared]
    apart = clustering.between(given, labels)[np.ix_(labels[heads], labels[heads])] if heads else np.zeros((0, 0))
    outside = [Join(ids[heads[one]], ids[heads[other]], height) for one, other, height in clustering.tree(apart)]
    return (*sorted(inside, key=lambda join: (-join.likeness, join.one, join.other)), *outside)


def _by_items(evidence: Evidence, threshold: float) -> Grouped:
    """Micro-clusters first: statements with the same likely subjects are one item; then the items are grouped."""
    small = micro(evidence.scores, evidence.chances)
    strangers = likeness.said(
        [str(number) for number in range(len(small.sizes))],
        [str(number) for number in range(len(small.sizes))],
        [evidence.statements[0].answer.asked] * len(small.sizes),
    )
    odds = likeness.log_odds(small.scores, strangers)
    given = clustering.items(odds, None, small.sizes)
    item_labels = _labels(clustering.groups(given, threshold), len(small.sizes))
    labels, means = item_labels[small.labels], clustering.mean_odds(given, item_labels)[small.labels]
    free, named = _free_and_named(evidence)
    ids = [statement.id for statement in evidence.statements]
    members = _members(
        _by_label(free, labels[free]),
        named,
        ids,
        lambda rows, group: float(means[rows, labels[group[0]]].mean()),
        threshold,
    )
    names = sorted(members, key=members.__getitem__)
    groups = [members[name] for name in names]
    shared = [place for place, group in enumerate(groups) if len(group) > 1 or names[place] in named]
    going_free = set(free.tolist())
    columns = [
        int(labels[next((row for row in groups[place] if row in going_free), groups[place][0])]) for place in shared
    ]
    apart = clustering.between(given, item_labels)[np.ix_(columns, columns)]
    first = [ids[groups[place][0]] for place in shared]
    joins = tuple(Join(first[one], first[other], height) for one, other, height in clustering.tree(apart))
    return Grouped(groups, names, shared, [None for _ in groups], joins, Grounds(means[:, columns]))


def _by_label(rows: NDArray[np.intp], labels: NDArray[np.int64]) -> list[list[int]]:
    """The rows with the same label, sorted."""
    order = np.argsort(labels, kind="stable")
    edges = np.flatnonzero(np.diff(labels[order])) + 1
    return [part.tolist() for part in np.split(rows[order], edges) if len(part)]
