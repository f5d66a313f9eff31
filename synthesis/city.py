"""From neighbourhoods to a city: many rounds drafted side by side, and confirmed maps rolled up to city subjects.

A roll-up never sorts statements anew. What a neighbourhood agreed on stays whole; only its clusters are laid beside
those of other neighbourhoods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from synthesis import clustering, embedding, likeness
from synthesis.counting import FEWEST_ORGANISATIONS
from synthesis.evidence import read
from synthesis.model import Answer, Draft, Kind, MapCluster, ProblemMap, Statement
from synthesis.pipeline import Settings, synthesize
from synthesis.spreading import spread
from synthesis.subjects import subjects
from synthesis.themes import NO_THEME

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class LocalCluster:
    """A cluster of a neighbourhood's map, whole: ``statement_ids`` are those of its own map."""

    area: str
    cluster_id: str
    title: str
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitySubject:
    """Local clusters that are about the same problem, sorted by area and id.

    The counts are ``None`` where fewer than three organisations spoke: a count would point at a person.
    """

    id: str
    theme: str
    title: str
    parts: tuple[LocalCluster, ...]
    areas: int
    organisations: int | None
    statements: int | None


@dataclass(frozen=True, slots=True)
class CityMap:
    """The subjects of a city: sorted by theme, then most areas first, then title and id."""

    subjects: tuple[CitySubject, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A local cluster with what the city needs of it."""

    local: LocalCluster
    theme: str
    organisations: frozenset[str]


def drafts(rounds: Mapping[str, Sequence[Answer]], settings: Settings | None = None) -> dict[str, Draft]:
    """The draft of every round, by name; spread by joblib where the caller says so (see :mod:`synthesis.spreading`)."""
    names = sorted(rounds)
    made = spread(partial(synthesize, settings=settings), [tuple(rounds[name]) for name in names])
    return dict(zip(names, made, strict=True))


def rolled_up(maps: Mapping[str, ProblemMap], settings: Settings | None = None) -> CityMap:
    """Local maps, by the name of their area, as one map of the city. Every local cluster is in exactly one subject.

    A cluster goes under its own theme, or else the theme that its statements speak of most. Within a theme, clusters
    that are about the same problem are one subject; how alike two are follows from the mean scores of their
    statements, by the same rule that the engine sorts statements with. Organisations are counted by name.
    """
    settings = settings or Settings()
    pairs = [
        (area, cluster) for area in sorted(maps) for cluster in sorted(maps[area].clusters, key=lambda one: one.id)
    ]
    members = [_members(maps[area], cluster) for area, cluster in pairs]
    scores = _mean_scores(members, settings)
    parts = [
        _Part(_local(area, cluster), _theme(cluster, row), frozenset(one.answer.organisation for one in inside) - {""})
        for (area, cluster), inside, row in zip(pairs, members, scores, strict=True)
    ]
    found: list[CitySubject] = []
    for theme in sorted({part.theme for part in parts}):
        rows = [row for row, part in enumerate(parts) if part.theme == theme]
        for group in _alike(scores[rows], settings.threshold):
            found.append(_subject(theme, [parts[rows[place]] for place in group]))
    return CityMap(tuple(sorted(found, key=lambda one: (one.theme, -one.areas, one.title.casefold(), one.id))))


def _members(local: ProblemMap, cluster: MapCluster) -> list[Statement]:
    inside = set(cluster.statement_ids)
    return sorted((one for one in local.statements if one.id in inside), key=lambda one: one.id)


def _local(area: str, cluster: MapCluster) -> LocalCluster:
    return LocalCluster(area, cluster.id, cluster.title, tuple(sorted(cluster.statement_ids)))


def _mean_scores(members: Sequence[Sequence[Statement]], settings: Settings) -> clustering.Matrix:
    """The mean subject scores of each local cluster; shape (clusters, subjects). One without statements scores 0."""
    every = [one for inside in members for one in inside]
    read_as = read(every, embedding.chosen(settings.encoder, len(every))).scores
    means = np.zeros((len(members), len(subjects())))
    start = 0
    for row, inside in enumerate(members):
        if inside:
            means[row] = read_as[start : start + len(inside)].mean(axis=0)
        start += len(inside)
    return np.round(means, _DECIMALS)


def _theme(cluster: MapCluster, scores: clustering.Matrix) -> str:
    if cluster.theme:
        return cluster.theme
    return subjects()[int(scores.argmax())].theme if scores.any() else NO_THEME


def _alike(scores: clustering.Matrix, threshold: float) -> list[list[int]]:
    """Groups of local clusters of one theme. Each of them weighs the same, so that no large area decides alone."""
    names = [str(row) for row in range(len(scores))]
    strangers = likeness.said(names, names, [Kind.PROBLEM] * len(names))
    return clustering.groups(clustering.items(likeness.log_odds(scores, strangers)), threshold)


def _subject(theme: str, parts: Sequence[_Part]) -> CitySubject:
    largest = max(parts, key=lambda part: (len(part.local.statement_ids), part.local.title, part.local.area))
    organisations = frozenset[str]().union(*(part.organisations for part in parts))
    few = len(organisations) < FEWEST_ORGANISATIONS
    local = tuple(sorted((part.local for part in parts), key=lambda one: (one.area, one.cluster_id)))
    return CitySubject(
        id=f"{local[0].area}/{local[0].cluster_id}",
        theme=theme,
        title=largest.local.title,
        parts=local,
        areas=len({one.area for one in local}),
        organisations=None if few else len(organisations),
        statements=None if few else sum(len(one.statement_ids) for one in local),
    )
