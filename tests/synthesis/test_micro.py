"""Many statements as fewer items."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis import micro
from synthesis.profiles import softmax
from synthesis.subjects import subjects

COUNT = len(subjects())


def _drawn(seed: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    scores = np.round(np.random.default_rng(seed).normal(0.0, 0.3, (size, COUNT)), 4)
    return scores, softmax(8.0 * scores)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 60), data=st.data())
def test_the_order_of_the_statements_changes_nothing(seed: int, size: int, data: st.DataObject) -> None:
    scores, chances = _drawn(seed, size)
    order = data.draw(st.permutations(range(size)))
    found, shuffled = micro.micro(scores, chances), micro.micro(scores[order], chances[order])
    assert np.array_equal(shuffled.labels, found.labels[order])
    assert np.array_equal(shuffled.sizes, found.sizes)
    assert np.allclose(shuffled.scores, found.scores, atol=1e-4)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 200))
def test_every_statement_is_in_one_item_and_the_sizes_add_up(seed: int, size: int) -> None:
    scores, chances = _drawn(seed, size)
    found = micro.micro(scores, chances)
    assert found.sizes.sum() == size == len(found.labels)
    assert np.array_equal(np.bincount(found.labels), found.sizes)
    for item in range(len(found.sizes)):
        assert np.allclose(found.scores[item], scores[found.labels == item].mean(axis=0), atol=1e-4)


def test_statements_with_the_same_likely_subjects_are_one_item() -> None:
    scores = np.zeros((4, COUNT))
    scores[:2, 3], scores[2:, 5] = 1.0, 1.0
    assert micro.micro(scores, softmax(11.0 * scores)).labels.tolist() == [0, 0, 1, 1]


def test_there_are_about_as_many_items_as_can_be_grouped_however_many_statements() -> None:
    scores, chances = _drawn(7, 6000)
    found = micro.micro(scores, chances)
    assert len(found.sizes) <= micro.MOST_ITEMS + COUNT
    assert len(np.unique(np.argsort(-chances, axis=1)[:, :2], axis=0)) > 2 * micro.MOST_ITEMS
