"""Columns that are kept by word give what hashing the whole text would give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import HashingVectorizer

from synthesis import hashing
from synthesis.hashing import Hashed

WORDS = st.text("abcdeé", min_size=1, max_size=8)


def letters() -> HashingVectorizer:
    return HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), n_features=64, alternate_sign=False, norm=None)


def whole(texts: list[list[str]]) -> np.ndarray:
    """1 + log of the counts of whole texts."""
    counts = letters().transform([" ".join(words) for words in texts]).toarray()
    return np.where(counts > 0, 1.0 + np.log(np.maximum(counts, 1.0)), 0.0)


@given(st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=5))
def test_words_apart_count_as_the_text_does(texts: list[list[str]]) -> None:
    hashed = Hashed(letters())
    assert np.allclose(hashed.damped(texts).toarray(), whole(texts))
    assert np.array_equal(hashed.damped(texts).toarray(), hashed.damped(texts).toarray())


def test_what_is_known_is_forgotten_when_it_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_MOST_KNOWN", 3)
    hashed = Hashed(letters())
    texts = [[f"woord{'abcdefgh'[number]}" for number in range(8)], ["bakker", "plein"]]
    first = hashed.damped(texts).toarray()
    assert np.array_equal(hashed.damped(texts).toarray(), first)
    assert np.allclose(first, whole(texts))
