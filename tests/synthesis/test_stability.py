"""How well clusters return when a part of the statements is left out."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis import stability

THRESHOLD = -2.0


def _blobs(*sizes: int) -> np.ndarray:
    home = np.repeat(np.arange(len(sizes)), sizes)
    return np.where(home[:, None] == home[None, :], 3.0, -6.0)


def test_clear_groups_always_return() -> None:
    found = stability.stabilities(_blobs(6, 8), [list(range(6)), list(range(6, 14))], THRESHOLD)
    assert found == [1.0, 1.0]


def test_a_group_that_is_two_groups_returns_badly() -> None:
    wrong, right = stability.stabilities(_blobs(6, 6, 6), [list(range(12)), list(range(12, 18))], THRESHOLD)
    assert wrong is not None
    assert right == 1.0
    assert wrong < 0.75


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(2, 15))
def test_a_stability_is_a_share_and_the_same_each_time(seed: int, size: int) -> None:
    table = np.random.default_rng(seed).uniform(-6, 4, (size, size))
    odds = (table + table.T) / 2.0
    groups = [list(range(size // 2)), list(range(size // 2, size))]
    found = stability.stabilities(odds, groups, THRESHOLD)
    assert found == stability.stabilities(odds, groups, THRESHOLD)
    assert all(one is None or 0.0 <= one <= 1.0 for one in found)
    assert found[1] is not None


def test_nothing_is_said_where_there_are_too_few_or_too_many() -> None:
    many = stability.LARGEST + 1
    assert stability.stabilities(np.zeros((many, many)), [list(range(many))], THRESHOLD) == [None]
    assert stability.stabilities(np.zeros((1, 1)), [[0]], THRESHOLD) == [None]
    assert stability.stabilities(np.zeros((0, 0)), [], THRESHOLD) == []
