"""Learn the readers and the noun list from labelled statements and sorted rounds: ``python -m synthesis.train``.

``--with package.module:Class --to FILE.npz`` learns the reader of an encoder of one's own instead, in a few minutes.

``data/statements.csv`` holds statements with their subject, ``data/rounds.csv`` whole rounds as a careful reader sorted
them. Takes a quarter of an hour and 6 GB, and needs every encoder; the same data gives the same file on one machine.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from synthesis import cutting, embedding, kinds, likeness, phrases, profiles
from synthesis.language import DATA
from synthesis.model import Kind
from synthesis.subjects import affinity, subjects

EXAMPLES = DATA / "statements.csv"
ROUNDS = DATA / "rounds.csv"
APART = "overig"
READERS: tuple[tuple[str, ...], ...] = ((), (embedding.USE,), (embedding.E5, embedding.USE))
_RIDGE = 1.5
_RARE = 2
_FOLDS = 5
_NEAR_STRENGTH = 4.0
_MOST_PAIRS = 10.0
_SOLUTION_STRENGTH = 10.0
_STEPS = 300
_CONFUSED = frozenset({Kind.PROBLEM, Kind.CAUSE, Kind.DESIRED, Kind.SOLUTION})

Arrays = dict[str, NDArray[Any]]
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts with the number of their subject."""

    texts: tuple[str, ...]
    labels: NDArray[np.int64]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a labelled file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def examples(labelled: Sequence[Row]) -> Examples:
    """The rows whose subject is one of ours."""
    number = {subject.name: index for index, subject in enumerate(subjects())}
    known = [row for row in labelled if row["subject"] in number]
    return Examples(tuple(row["text"] for row in known), np.array([number[row["subject"]] for row in known]))


def _weighting(counts: csr_matrix) -> NDArray[np.float32]:
    """Inverse document frequency; what stands in one text only tells nothing."""
    size, found = counts.shape[0], np.asarray((counts > 0).sum(axis=0)).ravel()
    return np.where(found >= _RARE, np.log((1 + size) / (1 + found)) + 1.0, 0.0).astype(np.float32)


def _meaning(texts: Sequence[str], encoders: Sequence[str]) -> dict[str, NDArray[np.float32]]:
    return {name: embedding.vectors(texts, name) for name in encoders}


def learn_reader(given: Examples, encoders: Sequence[str]) -> Arrays:
    """The arrays of one reader: ridge regression in its dual form, on one column per subject.

    With kernel K over the examples the weights are Xᵀ (K + λI)⁻¹ Y.
    """
    texts = given.texts
    arrays: Arrays = {
        f"{profiles.LETTERS}_idf": _weighting(profiles.letter_counts(texts)),
        f"{profiles.WORDS}_idf": _weighting(profiles.word_counts(texts)),
    }
    meaning = _meaning(texts, encoders)
    arrays |= {f"{name}_mean": vectors.mean(axis=0) for name, vectors in meaning.items()}
    dense = profiles.dense_features(texts, meaning, arrays).astype(np.float32)
    sparse = profiles.sparse_features(texts, arrays).astype(np.float32)
    targets = np.eye(len(subjects()), dtype=np.float32)[given.labels]
    share = targets.mean(axis=0)
    kernel = dense @ dense.T + (sparse @ sparse.T).toarray()
    kernel[np.diag_indices(len(texts))] += _RIDGE
    dual = cho_solve(cho_factor(kernel, overwrite_a=True), targets - share)
    weights = np.vstack([dense.T @ dual, sparse.T @ dual])
    name = profiles.reader_name(encoders)
    scale = np.abs(weights).max(axis=1, keepdims=True) / 127.0
    scale[scale == 0] = 1.0
    return arrays | {
        f"{name}_weights": np.round(weights / scale).astype(np.int8),
        f"{name}_scale": scale.astype(np.float32),
        f"{name}_bias": share.astype(np.float32),
    }


@dataclass(frozen=True, slots=True)
class Round:
    """The rows of one sorted round with the scores that a reader gives them who never saw its writer."""

    rows: tuple[Row, ...]
    scores: NDArray[np.float64]

    def problems(self) -> list[str]:
        """The problem of each row; what stands apart is a problem of its own."""
        return [
            f"{APART} {place}" if row["problem"] == APART else row["problem"] for place, row in enumerate(self.rows)
        ]

    def pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_]]:
        """Every two rows, and whether they are about the same problem."""
        names = np.array(self.problems())
        one, other = np.triu_indices(len(names), 1)
        return one, other, names[one] == names[other]


def _by_round(found: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    for name in sorted({row["round"] for row in found}):
        yield name, [row for row in found if row["round"] == name]


def unseen_rounds(labelled: Sequence[Row], sorted_rows: Sequence[Row], encoders: Sequence[str]) -> list[Round]:
    """Every round, read by a reader that learned from the statements and from the rounds of other writers only.

    The first letter of a round's name tells who wrote it; two writers may share a fold.
    """
    found = []
    for fold in range(_FOLDS):
        arrays = learn_reader(
            examples([*labelled, *(row for row in sorted_rows if ord(row["round"][0]) % _FOLDS != fold)]), encoders
        )
        with profiles.reading_with(arrays):
            for _, inside in _by_round([row for row in sorted_rows if ord(row["round"][0]) % _FOLDS == fold]):
                texts = [row["text"] for row in inside]
                found.append(Round(tuple(inside), profiles.scores(texts, _meaning(texts, encoders))))
    return found


def learn_near(rounds: Sequence[Round]) -> NDArray[np.float32]:
    """How often readers put two subjects in one problem, leaning on families and themes where rounds say little."""
    number = {subject.name: index for index, subject in enumerate(subjects())}
    same, both = np.zeros((2, len(number), len(number)))
    for given in rounds:
        labels = [number.get(row["subject"], -1) if row["problem"] != APART else -1 for row in given.rows]
        for one, other in combinations(range(len(labels)), 2):
            pair = tuple(sorted((labels[one], labels[other])))
            if pair[0] >= 0:
                both[pair] += 1
                same[pair] += given.rows[one]["problem"] == given.rows[other]["problem"]
    same, both = (table + np.triu(table, 1).T for table in (same, both))
    trust = np.minimum(1.0, _MOST_PAIRS / np.maximum(both, 1.0))
    near = (same * trust + _NEAR_STRENGTH * affinity()) / (both * trust + _NEAR_STRENGTH)
    return np.asarray(near, dtype=np.float32)


def learn_pairs(rounds: Sequence[Round]) -> Arrays:
    """The arrays of the likeness of two statements; a large round counts for more, but not by its square."""
    near = learn_near(rounds)
    tables, labels, weights = [], [], []
    for given in rounds:
        one, other, same = given.pairs()
        who = likeness.said(
            [row["respondent"] for row in given.rows],
            [row["answer"] for row in given.rows],
            [Kind(row["box"]) for row in given.rows],
        )
        tables.append(
            np.column_stack(
                [table[one, other] for table in likeness.features(given.scores, who, near.astype(np.float64))]
            )
        )
        labels.append(same)
        weights.append(np.full(len(same), len(same) ** -0.5))
    table = np.vstack(tables)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=_STEPS).fit(
        (table - middle) / spread, np.hstack(labels), sample_weight=np.hstack(weights) / np.mean(np.hstack(weights))
    )
    slopes = model.coef_[0] / spread
    return {
        "near": near,
        "pair_weights": slopes.astype(np.float64),
        "pair_bias": np.float64(model.intercept_[0] - slopes @ middle),
    }


def _solutions(labelled: Sequence[Row]) -> Arrays:
    chosen = [row for row in labelled if row["kind"] in _CONFUSED]
    labels = np.array([row["kind"] == Kind.SOLUTION for row in chosen])
    features = kinds.solution_features([row["text"] for row in chosen])
    model = LogisticRegression(C=_SOLUTION_STRENGTH, max_iter=_STEPS, class_weight="balanced").fit(features, labels)
    scale = np.abs(model.coef_).max() / 127.0
    return {
        "solution_weights": np.round(model.coef_[0] / scale).astype(np.int8),
        "solution_scale": np.float32(scale),
        "solution_bias": np.float32(model.intercept_[0]),
    }


def learn_cuts(sorted_rows: Sequence[Row]) -> Arrays:
    """The arrays of the model that tells where an answer goes on to another point."""
    cuts: list[cutting.Cut] = []
    labels: list[bool] = []
    for _, inside in _by_round(sorted_rows):
        for answer in sorted({row["answer"] for row in inside}):
            texts = [row["text"] for row in inside if row["answer"] == answer]
            for place, text in enumerate(texts):
                cuts += [
                    cutting.Cut(text[: mark.start()], text[mark.end() :], mark.group())
                    for mark in cutting.CUT.finditer(text)
                    if mark.start() > 0
                ]
                labels += [False] * (len(cuts) - len(labels))
                if place + 1 < len(texts):
                    cuts.append(cutting.Cut(text, texts[place + 1], " "))
                    labels.append(True)
    table = cutting.features(cuts)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=_STEPS).fit((table - middle) / spread, labels)
    slopes = model.coef_[0] / spread
    return {"cut_weights": slopes, "cut_bias": np.float64(model.intercept_[0] - slopes @ middle)}


def learn(labelled: Sequence[Row], sorted_rows: Sequence[Row], readers: Sequence[Sequence[str]] = READERS) -> Arrays:
    """The arrays of ``readers.npz``; the likeness of statements is learned with the last of ``readers``."""
    arrays = learn_pairs(unseen_rounds(labelled, sorted_rows, readers[-1])) | _solutions([*labelled, *sorted_rows])
    everything = examples([*labelled, *sorted_rows])
    for encoders in readers:
        arrays |= learn_reader(everything, encoders)
    with profiles.reading_with(arrays):
        return arrays | learn_cuts(sorted_rows)


def learn_own(labelled: Sequence[Row], sorted_rows: Sequence[Row], encoder: str) -> Arrays:
    """The arrays of a reader for an encoder of an installation's own; the likeness of statements stays as shipped."""
    arrays = learn_reader(examples([*labelled, *sorted_rows]), (encoder,))
    return {key: value for key, value in arrays.items() if key.startswith(f"{encoder}_")}


def main() -> None:
    """Write ``data/readers.npz`` and ``data/nouns.txt``, or only the reader of one encoder."""
    parser = argparse.ArgumentParser(description="Learn the readers from the labelled statements and sorted rounds.")
    parser.add_argument("--with", dest="encoder", metavar="package.module:Class", help="an encoder of your own")
    parser.add_argument("--to", type=Path, metavar="FILE.npz", help="where its reader goes")
    options = parser.parse_args()
    if (options.encoder is None) != (options.to is None):
        parser.error("--with and --to go together")
    labelled, sorted_rows = rows(EXAMPLES), rows(ROUNDS)
    if options.encoder is not None:
        np.savez_compressed(options.to, allow_pickle=False, **learn_own(labelled, sorted_rows, options.encoder))
        return
    nouns = phrases.learn_nouns(row["text"] for row in [*labelled, *sorted_rows])
    (DATA / "nouns.txt").write_text("".join(f"{noun}\n" for noun in nouns), encoding="utf-8")
    np.savez_compressed(profiles.READERS, allow_pickle=False, **dict(sorted(learn(labelled, sorted_rows).items())))


if __name__ == "__main__":
    main()
