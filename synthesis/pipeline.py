"""Answers → Draft: the one way through the engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from synthesis import embedding, explain, goals, naming, statements
from synthesis.evidence import Evidence, read
from synthesis.grouping import Grouped, grouped
from synthesis.language import fold, stop_words, words
from synthesis.model import Answer, Cluster, Draft, Statement, Tap
from synthesis.opinion import Opinion, title_for
from synthesis.opinion import fingerprint as opinion_fingerprint
from synthesis.profiles import reader_name, trained_with
from synthesis.subjects import subjects

NAME = "buurtbalans-synthesis"
VERSION = "2"
MOST_SPEAKERS = 60

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may set.

    ``encoder`` is ``auto``, ``none``, the name of one encoder, or one of the installation's own as
    ``package.module:Class``. ``threshold`` is the grain: two groups of statements stay apart below this mean log odds
    of being one problem, so a lower one gives fewer, larger clusters.
    """

    encoder: str = embedding.AUTO
    threshold: float = -2.0


def input_hash(answers: Sequence[Answer], taps: Sequence[Tap] = ()) -> str:
    """SHA-256 over the set of answers, with everything that is known of them, and the taps."""
    # the values are plain: what asdict makes of them, without its copies
    known = [{each.name: getattr(one, each.name) for each in fields(one)} for one in [*answers]]
    known += [{each.name: getattr(one, each.name) for each in fields(one)} for one in taps]
    lines = sorted(json.dumps(one, sort_keys=True, ensure_ascii=False) for one in known)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def fingerprint(draft: Draft) -> str:
    """SHA-256 over everything in a draft: two drafts that differ in anything have another one."""
    return hashlib.sha256(json.dumps(asdict(draft), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def synthesize(
    answers: Sequence[Answer],
    settings: Settings | None = None,
    store: embedding.VectorCache | None = None,
    taps: Sequence[Tap] = (),
    opinion: Opinion | None = None,
) -> Draft:
    """The draft problem map and candidate goals of a set of answers; their order does not matter, nor that of the taps.

    ``store`` keeps vectors between runs (any mutable mapping from text key to array); without one the process
    remembers. Raises ``ValueError`` where two answers share a key.
    """
    settings = settings or Settings()
    _check_keys(answers)
    found = statements.statements_of(answers)
    encoders = embedding.chosen(settings.encoder, len(found))
    taps = sorted(set(taps), key=lambda tap: (tap.one, tap.other, tap.same))
    evidence = read(found, encoders, store)
    groups = grouped(evidence, settings.threshold, taps, opinion)
    clusters = _clusters(evidence, groups, opinion)
    placed = {key for cluster in clusters for key in cluster.statement_ids}
    return Draft(
        engine=_engine(encoders, opinion),
        input_hash=input_hash(answers, taps),
        statements=evidence.statements,
        clusters=clusters,
        signals=tuple(statement.id for statement in evidence.statements if statement.id not in placed),
        placements=explain.placements(evidence.statements, clusters, groups.grounds),
        goals=goals.candidate_goals(clusters, evidence.statements),
        joins=groups.joins,
    )


def _engine(encoders: Sequence[str], heard: Opinion | None) -> str:
    reader = f", reader {opinion_fingerprint(heard)}" if heard else ""
    return f"{NAME} {VERSION} ({reader_name(trained_with(encoders))}{reader})"


def _check_keys(answers: Sequence[Answer]) -> None:
    seen: set[str] = set()
    for answer in answers:
        if answer.key in seen:
            raise ValueError(f"Two answers share the key {answer.key!r}.")
        seen.add(answer.key)


def _clusters(evidence: Evidence, found: Grouped, heard: Opinion | None) -> tuple[Cluster, ...]:
    """The groups that are clusters, with a title each."""
    members = [found.groups[place] for place in found.clusters]
    profiles = [evidence.chances[rows].mean(axis=0) for rows in members]
    means = np.array(profiles).reshape(len(members), len(subjects()))
    spoken = [_speakers(evidence, rows, mean) for rows, mean in zip(members, means, strict=True)]
    titles = naming.names(spoken, means, _proper_names(evidence.statements))
    clusters = []
    for place, name, rows in zip(found.clusters, titles, members, strict=True):
        group = [evidence.statements[row] for row in rows]
        ids = tuple(sorted(one.id for one in group))
        title = (title_for(heard, ids) if heard else None) or name.title
        clusters.append(
            Cluster(found.names[place], title, name.keywords, ids, _theme_of(group), found.stability[place])
        )
    return tuple(clusters)


def _speakers(evidence: Evidence, rows: Sequence[int], mean: NDArray[np.float64]) -> list[Statement]:
    """The statements that give a cluster its title: all of them, or the most typical where there are many."""
    near = np.round(evidence.chances[rows] @ mean, 6)
    order = np.argsort(-near, kind="stable")[:MOST_SPEAKERS] if len(rows) > MOST_SPEAKERS else np.arange(len(rows))
    return [evidence.statements[rows[place]] for place in order.tolist()]


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
