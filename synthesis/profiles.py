"""How likely each subject is for a text: four readers that look at meaning, letters, words and known terms.

``python -m synthesis.train`` learns the weights from ``data/statements.csv`` and writes ``data/readers.npz``.
Each reader is a multinomial logistic regression; their log probabilities are averaged, as in a product of experts
(Hinton 2002, https://doi.org/10.1162/089976602760128018).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from synthesis.language import DATA, content_words, spelled_out
from synthesis.subjects import subjects, term_scores

Matrix = NDArray[np.float64]
Arrays = Mapping[str, NDArray[np.floating] | NDArray[np.int8]]

LETTERS = "letters"
WORDS = "words"
READERS = DATA / "readers.npz"
LETTER_COLUMNS = 2**13
WORD_COLUMNS = 2**12

_WEIGHTS = {"meaning": 1.0, LETTERS: 1.0, WORDS: 0.6, "terms": 0.8}
_FLOOR = 1e-4
_TERM_SHARPNESS = 1.5
_SHARPNESS = 4.0


def _stems(text: str) -> list[str]:
    return [word.stem for word in content_words(text)]


def letter_counts(texts: Sequence[str]) -> csr_matrix:
    """Dampened counts of 3–5 letter runs, hashed; shape (texts, LETTER_COLUMNS)."""
    hasher = HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=LETTER_COLUMNS, alternate_sign=False, norm=None
    )
    return _damped(hasher, texts)


def word_counts(texts: Sequence[str]) -> csr_matrix:
    """Dampened counts of the stems of content words, hashed; shape (texts, WORD_COLUMNS)."""
    return _damped(HashingVectorizer(analyzer=_stems, n_features=WORD_COLUMNS, alternate_sign=False, norm=None), texts)


def _damped(hasher: HashingVectorizer, texts: Sequence[str]) -> csr_matrix:
    counts: csr_matrix = hasher.transform([spelled_out(text) for text in texts])
    counts.data = 1.0 + np.log(counts.data)
    return counts


def unit(rows: NDArray[np.floating]) -> Matrix:
    """Rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)


def softmax(scores: Matrix) -> Matrix:
    """Rows of probabilities from rows of log scores."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


@cache
def _shipped() -> Arrays:
    with np.load(READERS) as stored:
        return {name: stored[name] for name in stored.files}


_in_use: ContextVar[Arrays | None] = ContextVar("readers", default=None)


def learned() -> Arrays:
    """The learned arrays in use, by name."""
    return _in_use.get() or _shipped()


@contextmanager
def reading_with(arrays: Arrays) -> Iterator[None]:
    """Use other learned arrays than the shipped ones for a while: how a held-out round is measured."""
    token = _in_use.set(arrays)
    try:
        yield
    finally:
        _in_use.reset(token)


def trained(name: str) -> bool:
    """Whether weights of that name were shipped."""
    return f"{name}_weights" in learned()


def linear(name: str, features: Matrix | csr_matrix) -> Matrix:
    """Scores of the learned linear model ``name``; shape (rows, outputs)."""
    arrays = learned()
    scale = arrays[f"{name}_scale"].astype(np.float64)
    weights = arrays[f"{name}_weights"].astype(np.float64) * scale[:, None]
    return np.asarray(features @ weights.T + arrays[f"{name}_bias"].astype(np.float64))


def _read(name: str, features: Matrix | csr_matrix) -> Matrix:
    return softmax(linear(name, features))


def _sparse(name: str, counts: csr_matrix) -> csr_matrix:
    weighted = csr_matrix(counts.multiply(learned()[f"{name}_idf"].astype(np.float64)[None, :]))
    return csr_matrix(normalize(weighted))


def centred(vectors: NDArray[np.floating], encoder: str) -> Matrix:
    """Vectors without what all statements share, scaled to length 1; an unknown encoder has its own mean taken."""
    if not len(vectors):
        return np.zeros(vectors.shape)
    mean = learned().get(f"{encoder}_mean")
    return unit(vectors - (vectors.mean(axis=0) if mean is None else mean.astype(np.float64)))


def log_profiles(texts: Sequence[str], vectors: NDArray[np.floating] | None = None, encoder: str = "") -> Matrix:
    """Log score of every subject for every text; shape (texts, subjects).

    Without vectors, or with those of an encoder that no reader was trained for, the words alone speak.
    """
    if not texts:
        return np.zeros((0, len(subjects())))
    scores = term_scores(texts)
    readers = {
        LETTERS: _read(LETTERS, _sparse(LETTERS, letter_counts(texts))),
        WORDS: _read(WORDS, _sparse(WORDS, word_counts(texts))),
        "terms": softmax(_TERM_SHARPNESS * scores),
    }
    if vectors is not None and trained(encoder):
        readers["meaning"] = _read(encoder, centred(vectors, encoder))
    total = sum(_WEIGHTS[name] for name in readers)
    mixed = sum(_WEIGHTS[name] * np.log(chance + _FLOOR) for name, chance in sorted(readers.items()))
    return np.asarray(_SHARPNESS * mixed / total)
