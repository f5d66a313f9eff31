"""Hashed counts of what stands inside the words of texts; a word that returns is hashed once in a process."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

_MOST_KNOWN = 100_000


class Hashed:
    """Counts columns over texts that are given as words: what a ``HashingVectorizer`` makes of each, summed."""

    def __init__(self, hasher: HashingVectorizer) -> None:
        self._hasher = hasher
        self._known: dict[str, NDArray[np.int32]] = {}

    def damped(self, texts: Sequence[Sequence[str]]) -> csr_matrix:
        """1 + log of the counts; shape (texts, columns of the hasher)."""
        numbers: dict[str, int] = {}
        columns = [numbers.setdefault(word, len(numbers)) for text in texts for word in text]
        ends = np.cumsum([0, *map(len, texts)])
        said = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(texts), max(1, len(numbers))))
        counts = csr_matrix(said @ self._rows(list(numbers) or [""]))
        counts.sort_indices()
        counts.data = 1.0 + np.log(counts.data)
        return counts

    def _rows(self, words: Sequence[str]) -> csr_matrix:
        """The columns of every word; one that it has twice stands there twice."""
        known = self._known
        if len(known) > _MOST_KNOWN:
            known = self._known = {}
        fresh = [word for word in words if word not in known]
        if fresh:
            made = self._hasher.transform(fresh)
            columns = np.repeat(made.indices, made.data.astype(np.int64)).astype(np.int32)
            sizes = np.asarray(made.sum(axis=1), dtype=np.int64).ravel()
            known.update(zip(fresh, np.split(columns, np.cumsum(sizes)[:-1]), strict=True))
        rows = [known[word] for word in words]
        columns = np.concatenate(rows)
        ends = np.cumsum([0, *map(len, rows)])
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(words), self._hasher.n_features))
