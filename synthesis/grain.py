"""A finer or coarser map over one tree: statements never change company, groups only join or fall apart.

Cluster replay as in concept mapping (Kane & Trochim 2007, *Concept Mapping for Planning and Evaluation*, ch. 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from synthesis import goals, naming
from synthesis.grouping import cluster_id
from synthesis.model import Cluster, Draft, Placement
from synthesis.profiles import mean_chances


def range_of(draft: Draft) -> tuple[int, int]:
    """How many steps finer (0 or below) and coarser (0 or above) the map can be turned."""
    inside, outside = _joins_done(draft)
    return -inside, outside


def turned(draft: Draft, steps: int) -> Draft:
    """The draft ``steps`` joins coarser, or finer where ``steps`` is below 0; as far as the tree goes.

    Clusters that stay as they are keep their id and title. Of two that join, the one with most statements gives its
    id; a part that splits off and is alone becomes a signal.
    """
    finest, coarsest = range_of(draft)
    steps = min(max(steps, finest), coarsest)
    if steps == 0:
        return draft
    done = draft.joins[: -finest + steps]
    placed = {key for cluster in draft.clusters for key in cluster.statement_ids}
    parts = _parts(sorted(placed), [(join.one, join.other) for join in done])
    if steps > 0:
        # a large round has no joins inside its clusters: what is together in the draft stays together
        together = [
            (one, key)
            for cluster in draft.clusters
            for one in cluster.statement_ids[:1]
            for key in cluster.statement_ids
        ]
        parts = _parts(sorted(placed), [*together, *((join.one, join.other) for join in done)])
    clusters = _clusters(draft, [part for part in parts if len(part) > 1 or _untouched(draft, part)])
    return _settled(draft, clusters)


def _joins_done(draft: Draft) -> tuple[int, int]:
    """How many joins are inside the clusters of the draft, and how many are between them."""
    home = {key: cluster.id for cluster in draft.clusters for key in cluster.statement_ids}
    inside = sum(home.get(join.one) == home.get(join.other) for join in draft.joins)
    return inside, len(draft.joins) - inside


def _parts(keys: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The connected parts of the keys, each sorted."""
    head = {key: key for key in keys}

    def top(key: str) -> str:
        while head[key] != key:
            head[key] = head[head[key]]
            key = head[key]
        return key

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        head[second] = first
    parts: dict[str, list[str]] = {}
    for key in keys:
        parts.setdefault(top(key), []).append(key)
    return [tuple(part) for part in parts.values()]


def _untouched(draft: Draft, part: tuple[str, ...]) -> bool:
    return any(cluster.statement_ids == part for cluster in draft.clusters)


def _clusters(draft: Draft, parts: Sequence[tuple[str, ...]]) -> tuple[Cluster, ...]:
    by_members = {cluster.statement_ids: cluster for cluster in draft.clusters}
    by_id = {statement.id: statement for statement in draft.statements}
    groups = [[by_id[key] for key in part] for part in parts]
    chances = np.array([mean_chances([said.text for said in group]) for group in groups])
    titles = naming.names(groups, chances.reshape(len(groups), -1))
    taken = {by_members[part].title for part in parts if part in by_members}
    made = []
    for part, name in zip(parts, titles, strict=True):
        inside = [one for one in draft.clusters if set(one.statement_ids) <= set(part)]
        if part in by_members:
            made.append(by_members[part])
        elif inside:
            largest = max(inside, key=lambda one: (len(one.statement_ids), one.id))
            made.append(replace(largest, keywords=name.keywords, statement_ids=part, stability=None))
        else:
            made.append(Cluster(cluster_id(part[0]), _free(name.title, taken), name.keywords, part))
        taken.add(made[-1].title)
    return tuple(made)


def _free(title: str, taken: set[str]) -> str:
    """The title, or with a number where it is taken."""
    number, free = 2, title
    while free in taken:
        free, number = f"{title} ({number})", number + 1
    return free


def _placed(before: Placement, home: str | None, ids: set[str]) -> Placement:
    """The placement on the turned map; a runner-up that is gone, or is now the home, is none."""
    rival = before.runner_up if before.runner_up in ids - {home} else None
    return replace(before, cluster_id=home, runner_up=rival)


def _settled(draft: Draft, clusters: tuple[Cluster, ...]) -> Draft:
    home = {key: cluster.id for cluster in clusters for key in cluster.statement_ids}
    ids = {cluster.id for cluster in clusters}
    placements = tuple(_placed(one, home.get(one.statement_id), ids) for one in draft.placements)
    return replace(
        draft,
        clusters=clusters,
        signals=tuple(statement.id for statement in draft.statements if statement.id not in home),
        placements=placements,
        goals=goals.candidate_goals(clusters, draft.statements),
    )
