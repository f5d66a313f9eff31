"""Answers → Draft: the one way through the engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis import clustering, embedding, explain, goals, naming, statements
from synthesis.model import Answer, Cluster, Draft, Placement, Statement

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may set: the encoder and the grain."""

    encoder: str = embedding.AUTO
    threshold: float = 0.58


def input_hash(answers: Sequence[Answer]) -> str:
    """SHA-256 over the set of answers: their keys, texts and everything else that is known of them."""
    lines = sorted(json.dumps(asdict(answer), sort_keys=True, ensure_ascii=False) for answer in answers)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def synthesize(
    answers: Sequence[Answer], settings: Settings | None = None, store: embedding.VectorCache | None = None
) -> Draft:
    """The draft problem map and candidate goals of a set of answers; their order does not matter."""
    settings = settings or Settings()
    encoder = embedding.available(settings.encoder)
    found = statements.statements_of(sorted(answers, key=lambda answer: answer.key))
    similarity = _similarity(found, encoder, store)
    free = [index for index, statement in enumerate(found) if statement.answer.about is None]
    grouped = [[free[i] for i in group] for group in clustering.groups(similarity[np.ix_(free, free)], settings.threshold)]
    members = {_cluster_id([found[i].id for i in group]): group for group in grouped if len(group) > 1}
    for index, statement in enumerate(found):
        if statement.answer.about is not None:
            members.setdefault(statement.answer.about, []).append(index)
    clusters, placements = [], []
    for key, group in sorted(members.items()):
        inside = [found[i] for i in sorted(group)]
        outside = [statement for statement in found if statement not in inside]
        words = naming.keywords(inside, outside)
        clusters.append(Cluster(key, naming.title(words), words, tuple(statement.id for statement in inside)))
    home = {key: cluster.id for cluster in clusters for key in cluster.statement_ids}
    for statement in found:
        others = [other for other in found if other is not statement and home.get(other.id) == home.get(statement.id, "")]
        certain = 1.0 if statement.answer.about else 0.5
        placements.append(Placement(statement.id, home.get(statement.id), certain, explain.reason(statement, others)))
    by_id = {statement.id: statement for statement in found}
    signals = tuple(statement.id for statement in found if statement.id not in home)
    return Draft(
        f"buurtbalans-synthesis {VERSION} ({encoder})", input_hash(answers), found, tuple(clusters), signals,
        tuple(placements), goals.candidate_goals(clusters, by_id),
    )


def _cluster_id(statement_ids: Sequence[str]) -> str:
    return "p-" + hashlib.sha256(min(statement_ids).encode()).hexdigest()[:8]


def _similarity(found: Sequence[Statement], encoder: str, store: embedding.VectorCache | None) -> NDArray[np.float64]:
    vectors = embedding.vectors([statement.text for statement in found], encoder, store).astype(np.float64)
    if len(vectors) > 1:
        vectors = vectors - vectors.mean(axis=0)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / np.where(lengths > 0, lengths, 1.0)
    return np.asarray((1.0 + unit @ unit.T) / 2.0)
