"""How likely it is that two statements of one round are about the same problem.

A logistic regression on what the subject scores of the two say, learned from rounds that careful readers sorted
(``python -m synthesis.train``). It knows which subjects such readers take together, and who said what: the
points of one answer are seldom about the same problem, a cause and an observation of one person often are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.model import Kind
from synthesis.profiles import SHARPNESS, Matrix, learned, softmax

FEATURES = (
    "scores alike",
    "scores near",
    *(f"{what}, {how}" for how in ("soft", "sharp") for what in ("same", "same alike", "near", "near alike")),
    *(f"{what}, settled {how}" for how in ("soft", "sharp") for what in ("same", "near", "near alike")),
    "one person, both observe",
    "one person, one observes",
    "one person, none observes",
    "one answer",
)
_SOFT, _SHARP = 8.0, 14.0
_OBSERVED = frozenset({Kind.PROBLEM, Kind.EFFECT})
_SETTLING_ROUNDS = 10
_SUBJECT_PRIOR = 1.0


@dataclass(frozen=True, slots=True)
class Said:
    """Who said each statement, in which answer, and whether the answer was an observation; all of shape (n,)."""

    people: NDArray[np.int64]
    answers: NDArray[np.int64]
    observed: NDArray[np.bool_]


def said(people: Sequence[str], answers: Sequence[str], asked: Sequence[Kind]) -> Said:
    """Names turned into numbers."""
    return Said(_numbers(people), _numbers(answers), np.array([kind in _OBSERVED for kind in asked], dtype=bool))


def _numbers(names: Sequence[str]) -> NDArray[np.int64]:
    order = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([order[name] for name in names], dtype=np.int64)


def settled(log_scores: Matrix) -> Matrix:
    """Subject probabilities of each statement, given that a round speaks of a few subjects; shape (n, subjects).

    Expectation–maximisation for the proportions of a mixture with known components: subjects that several statements
    speak of draw the doubtful ones to them (Dempster, Laird & Rubin 1977, example 4.3).
    """
    chances = softmax(log_scores)
    for _ in range(_SETTLING_ROUNDS):
        shares = chances.sum(axis=0) + _SUBJECT_PRIOR
        chances = softmax(log_scores + np.log(shares / shares.sum()))
    return chances


def _alike(products: Matrix) -> Matrix:
    size = np.sqrt(np.maximum(np.diag(products), 1e-12))
    return np.asarray(products / np.outer(size, size))


def features(scores: Matrix, who: Said, near: Matrix) -> Iterator[Matrix]:
    """The features of all pairs in the order of ``FEATURES``, each of shape (n, n).

    ``near`` (subjects, subjects) tells how often readers put two subjects in one problem.
    """
    centred = scores - scores.mean(axis=1, keepdims=True)
    yield _alike(centred @ centred.T)
    lengths = np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-12)
    yield _alike((centred / lengths) @ near @ (centred / lengths).T)
    for sharpness in (_SOFT, _SHARP):
        chances = softmax(sharpness * scores)
        same, nearby = chances @ chances.T, chances @ near @ chances.T
        yield from (same, _alike(same), nearby, _alike(nearby))
    for sharpness in (_SOFT, _SHARP):
        chances = settled(sharpness * scores)
        nearby = chances @ near @ chances.T
        yield from (chances @ chances.T, nearby, _alike(nearby))
    one_person = who.people[:, None] == who.people[None, :]
    observed = who.observed
    yield (one_person & observed[:, None] & observed[None, :]).astype(np.float64)
    yield (one_person & (observed[:, None] ^ observed[None, :])).astype(np.float64)
    yield (one_person & ~observed[:, None] & ~observed[None, :]).astype(np.float64)
    yield (who.answers[:, None] == who.answers[None, :]).astype(np.float64)


def log_odds(scores: Matrix, who: Said) -> Matrix:
    """The log odds that two statements are about the same problem; symmetric, shape (n, n), rounded."""
    arrays = learned()
    near = arrays["near"].astype(np.float64)
    total = np.full((len(scores), len(scores)), float(arrays["pair_bias"]))
    for weight, feature in zip(arrays["pair_weights"].tolist(), features(scores, who, near), strict=True):
        total += weight * feature
    return np.asarray(np.round((total + total.T) / 2.0, 5))


def settled_chances(scores: Matrix) -> Matrix:
    """Subject probabilities for titles and themes; shape (n, subjects)."""
    return settled(SHARPNESS * scores)
