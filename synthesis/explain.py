"""Where a statement sits, how sure that is, and why, in one Dutch sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.clustering import mean_similarity
from synthesis.language import content_words, fold
from synthesis.model import Cluster, Placement, Statement

Matrix = NDArray[np.float64]

_MOST_WORDS = 3
_QUOTE_LENGTH = 70
_SHARED_LENGTH = 5
_ALONE = "Staat nog op zichzelf: geen andere kaart gaat hier duidelijk over."
_ASKED = "Staat hier omdat er bij dit onderwerp naar is gevraagd."


@dataclass(frozen=True, slots=True)
class _Layout:
    """Who is in which cluster: a label per statement (one past the last cluster: on its own), and mean similarities."""

    found: Sequence[Statement]
    similar: Matrix
    labels: NDArray[np.int64]
    means: Matrix
    ids: tuple[str, ...]


def placements(found: Sequence[Statement], similar: Matrix, clusters: Sequence[Cluster]) -> tuple[Placement, ...]:
    """The placement of every statement, in the order of ``found``; ``similar`` has shape (found, found)."""
    if not found:
        return ()
    home = {key: number for number, cluster in enumerate(clusters) for key in cluster.statement_ids}
    labels = np.array([home.get(statement.id, len(clusters)) for statement in found])
    means = mean_similarity(similar, labels)[:, : len(clusters)]
    layout = _Layout(found, similar, labels, means, tuple(cluster.id for cluster in clusters))
    return tuple(_placement(row, layout) for row in range(len(found)))


def _placement(row: int, layout: _Layout) -> Placement:
    statement, own, means = layout.found[row], int(layout.labels[row]), layout.means[row]
    others = [number for number in range(len(layout.ids)) if number != own]
    second = max(others, key=lambda number: (means[number], -number), default=None)
    rival = float(means[second]) if second is not None else 0.0
    runner_up = layout.ids[second] if second is not None and rival > 0 else None
    if own == len(layout.ids):
        return Placement(statement.id, None, _signal_confidence(rival), _ALONE, runner_up)
    if statement.answer.about is not None:
        return Placement(statement.id, layout.ids[own], 1.0, _ASKED, runner_up)
    reason = _reason(statement, _siblings(row, layout))
    return Placement(statement.id, layout.ids[own], _confidence(float(means[own]), rival), reason, runner_up)


def _siblings(row: int, layout: _Layout) -> list[Statement]:
    """The other statements of the cluster, the most alike first."""
    order = np.argsort(-layout.similar[row], kind="stable").tolist()
    return [layout.found[other] for other in order if other != row and layout.labels[other] == layout.labels[row]]


def _confidence(own: float, rival: float) -> float:
    """Between 0 and 1: how far the own cluster is ahead, and how near it is."""
    nearness = min(max(own, 0.0), 1.0)
    lead = min(max((own - max(rival, 0.0)) / max(own, 1e-6), 0.0), 1.0)
    return round(float(0.5 * nearness + 0.5 * lead), 3)


def _signal_confidence(nearest: float) -> float:
    return round(1.0 - min(max(nearest, 0.0), 1.0), 3)


def _reason(statement: Statement, siblings: Sequence[Statement]) -> str:
    shared = _shared_words(statement, siblings)
    if len(shared) > 1:
        listed = f"{', '.join(_quoted(word) for word in shared[:-1])} en {_quoted(shared[-1])}"
        return f"Staat hier door de woorden {listed}: die staan ook op andere kaarten bij dit onderwerp."
    if shared:
        return (
            f"Staat hier door het woord {_quoted(shared[0])} en omdat het lijkt op {_quoted(_short(siblings[0].text))}."
        )
    return f"Staat hier omdat het lijkt op {_quoted(_short(siblings[0].text))}."


def _shared_words(statement: Statement, siblings: Sequence[Statement]) -> list[str]:
    """Words of the statement that siblings use too, as stem or as part of a compound; the most shared first."""
    theirs = [{word.stem for word in content_words(sibling.text)} for sibling in siblings]
    counted: dict[str, int] = {}
    for word in content_words(statement.text):
        count = sum(any(_same(word.stem, other) for other in stems) for stems in theirs)
        if count:
            counted.setdefault(fold(word.text), count)
    return sorted(counted, key=lambda word: (-counted[word], word))[:_MOST_WORDS]


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHARED_LENGTH and (long.endswith(short) or long.startswith(short))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE_LENGTH else f"{line[:_QUOTE_LENGTH].rsplit(' ', 1)[0].rstrip(' ,.;:')} …"


def _quoted(text: str) -> str:
    return f"‘{text}’"
