from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from synthesis import clustering
from synthesis.subjects import subjects

SIZES = st.integers(min_value=0, max_value=12)


def _symmetric(values: np.ndarray) -> np.ndarray:
    table = np.round((values + values.T) / 2.0, 6)
    np.fill_diagonal(table, 1.0)
    return table


@given(SIZES.flatmap(lambda size: arrays(np.float64, (size, size), elements=st.floats(-1, 1))))
def test_every_statement_is_in_exactly_one_group(values: np.ndarray) -> None:
    found = clustering.groups(_symmetric(values), 0.2, 0.05)
    assert sorted(index for group in found for index in group) == list(range(len(values)))


def test_two_clear_groups_are_found() -> None:
    table = np.kron(np.eye(2), np.ones((3, 3)))
    assert clustering.groups(table, 0.2, 0.05) == [[0, 1, 2], [3, 4, 5]]


def test_what_resembles_nothing_stays_on_its_own() -> None:
    assert clustering.groups(np.eye(3), 0.2, 0.05) == [[0], [1], [2]]


def test_a_higher_threshold_gives_no_fewer_groups() -> None:
    table = _symmetric(np.random.default_rng(3).uniform(0, 1, (20, 20)))
    assert len(clustering.groups(table, 0.2, 1.0)) <= len(clustering.groups(table, 0.6, 1.0))


def test_a_subject_that_many_speak_of_draws_the_doubtful_one() -> None:
    count = len(subjects())
    log_profiles = np.full((5, count), -12.0)
    log_profiles[:4, 0] = 0.0
    log_profiles[4, [0, 1]] = 0.0
    chances = clustering.settled(log_profiles)
    assert chances[4, 0] > 0.75
    assert np.allclose(chances.sum(axis=1), 1.0)


def test_a_statement_is_most_like_itself() -> None:
    chances = clustering.settled(np.random.default_rng(1).normal(size=(6, len(subjects()))))
    table = clustering.similarity(chances, np.eye(6))
    assert (table.argmax(axis=1) == np.arange(6)).all()


def test_many_small_groups_join_until_a_meeting_can_oversee_them() -> None:
    pairs = 40
    table = np.kron(np.eye(pairs), np.ones((2, 2))) * 0.9 + 0.1
    np.fill_diagonal(table, 1.0)
    found = clustering.groups(table, 0.2, 0.05)
    assert len(found) == clustering.most_groups(2 * pairs)
    assert all(index + 1 in group for group in found for index in group if index % 2 == 0)


def test_groups_that_have_nothing_in_common_stay_apart_however_many() -> None:
    table = np.kron(np.eye(40), np.ones((2, 2)))
    assert len(clustering.groups(table, 0.2, 0.05)) == 40
