"""Learn the readers and the noun list from the labelled statements: ``python -m synthesis.train``.

Takes about a minute and needs every encoder it trains for; the same data gives the same file.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

from synthesis import embedding, kinds, phrases, profiles
from synthesis.language import DATA
from synthesis.model import Kind
from synthesis.subjects import subjects

EXAMPLES = DATA / "statements.csv"
OWN_VOICE = "kort"
_STRENGTH = 10.0
_STEPS = 300
_CONFUSED = frozenset({Kind.PROBLEM, Kind.CAUSE, Kind.DESIRED, Kind.SOLUTION})

Arrays = dict[str, NDArray[np.floating] | NDArray[np.int8]]


def examples(path: Path = EXAMPLES) -> list[dict[str, str]]:
    """The labelled statements: theme, subject, kind, voice, text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _fitted(name: str, features: object, labels: NDArray[np.int64], balance: str | None = None) -> Arrays:
    model = LogisticRegression(C=_STRENGTH, max_iter=_STEPS, class_weight=balance).fit(features, labels)
    scale = np.abs(model.coef_).max(axis=1) / 127.0
    return {
        f"{name}_weights": np.round(model.coef_ / scale[:, None]).astype(np.int8),
        f"{name}_scale": scale.astype(np.float32),
        f"{name}_bias": model.intercept_.astype(np.float32),
    }


def learn(rows: Sequence[dict[str, str]], encoders: Sequence[str]) -> Arrays:
    """The arrays of ``readers.npz`` for these examples. Every subject must have at least one."""
    number = {subject.name: index for index, subject in enumerate(subjects())}
    labels = np.array([number[row["subject"]] for row in rows])
    texts = [row["text"] for row in rows]
    arrays = _solutions(rows, "", None)
    for encoder in encoders:
        vectors = embedding.vectors(texts, encoder).astype(np.float64)
        mean = vectors.mean(axis=0)
        centred = profiles.unit(vectors - mean)
        arrays[f"{encoder}_mean"] = mean.astype(np.float32)
        arrays |= _fitted(encoder, centred, labels) | _solutions(rows, encoder, centred)
    for name, counts in (
        (profiles.LETTERS, profiles.letter_counts(texts)),
        (profiles.WORDS, profiles.word_counts(texts)),
    ):
        weighting = TfidfTransformer().fit(counts)
        arrays[f"{name}_idf"] = weighting.idf_.astype(np.float32)
        arrays |= _fitted(name, weighting.transform(counts), labels)
    return arrays


def _solutions(rows: Sequence[dict[str, str]], encoder: str, centred: NDArray[np.float64] | None) -> Arrays:
    chosen = np.array([row["kind"] in _CONFUSED for row in rows])
    labels = np.array([int(row["kind"] == Kind.SOLUTION) for row in rows])[chosen]
    texts = [row["text"] for row, use in zip(rows, chosen, strict=True) if use]
    features = kinds.solution_features(texts, None if centred is None else centred[chosen])
    return _fitted(f"{kinds.SOLUTION}_{encoder}" if encoder else kinds.SOLUTION, features, labels, "balanced")


def main() -> None:
    """Write ``data/readers.npz`` and ``data/nouns.txt``."""
    nouns = phrases.learn_nouns(row["text"] for row in examples())
    (DATA / "nouns.txt").write_text("".join(f"{noun}\n" for noun in nouns), encoding="utf-8")
    arrays = learn(examples(), (embedding.E5, embedding.USE))
    np.savez_compressed(profiles.READERS, allow_pickle=False, **dict(sorted(arrays.items())))


if __name__ == "__main__":
    main()
