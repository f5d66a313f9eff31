"""Groups of statements from what their words say and what people said about them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis import clustering
from synthesis.clustering import Items
from synthesis.taps import SAME

THRESHOLD = -2.0
SIZES = st.integers(min_value=0, max_value=12)


def _blobs(*sizes: int, inside: float = 3.0, outside: float = -5.0) -> np.ndarray:
    """Log odds of groups of those sizes."""
    home = np.repeat(np.arange(len(sizes)), sizes)
    return np.where(home[:, None] == home[None, :], inside, outside)


def _drawn(seed: int, size: int, low: float = -8.0) -> np.ndarray:
    table = np.random.default_rng(seed).uniform(low, 4, (size, size))
    return np.round((table + table.T) / 2.0, 5)


def _voted(size: int, *votes: tuple[int, int, float]) -> np.ndarray:
    table = np.zeros((size, size))
    for one, other, vote in votes:
        table[one, other] += vote
        table[other, one] += vote
    return table


def _groups(odds: np.ndarray, *votes: tuple[int, int, float]) -> list[list[int]]:
    return clustering.groups(clustering.items(odds, _voted(len(odds), *votes)), THRESHOLD)


@given(seed=st.integers(0, 10_000), size=SIZES, data=st.data())
def test_every_item_is_in_exactly_one_group(seed: int, size: int, data: st.DataObject) -> None:
    rows = st.integers(0, max(size - 1, 0))
    votes = data.draw(st.lists(st.tuples(rows, rows, st.sampled_from([SAME, -SAME, -2.0])), max_size=4 if size else 0))
    found = _groups(_drawn(seed, size), *[vote for vote in votes if vote[0] != vote[1]])
    assert sorted(index for group in found for index in group) == list(range(size))
    assert found == sorted(sorted(group) for group in found)


def test_two_clear_groups_are_found() -> None:
    assert _groups(_blobs(3, 3)) == [[0, 1, 2], [3, 4, 5]]


def test_what_resembles_nothing_stays_on_its_own() -> None:
    assert _groups(_blobs(1, 1, 1)) == [[0], [1], [2]]


def test_who_was_put_with_the_wrong_company_moves() -> None:
    given_ = clustering.items(_blobs(4, 4))
    assert clustering.tidied(given_, np.array([0, 0, 0, 1, 1, 1, 1, 1])).tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


@settings(deadline=None)
@given(sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4), data=st.data())
def test_the_order_of_the_items_changes_nothing(sizes: list[int], data: st.DataObject) -> None:
    odds = _blobs(*sizes)
    order = data.draw(st.permutations(range(len(odds))))
    found = _groups(odds[np.ix_(order, order)])
    assert sorted(sorted(order[index] for index in group) for group in found) == _groups(odds)


@settings(deadline=None)
@given(order=st.permutations(range(8)))
def test_the_order_of_the_items_changes_nothing_where_people_said_something(order: list[int]) -> None:
    odds, votes = _blobs(4, 2, 2, outside=-3.0), _voted(8, (0, 4, SAME), (1, 5, SAME), (2, 6, -SAME))
    found = clustering.groups(clustering.items(odds[np.ix_(order, order)], votes[np.ix_(order, order)]), THRESHOLD)
    same = clustering.groups(clustering.items(odds, votes), THRESHOLD)
    assert sorted(sorted(order[index] for index in group) for group in found) == same


@given(seed=st.integers(0, 10_000))
def test_a_higher_threshold_gives_no_fewer_groups(seed: int) -> None:
    given_ = clustering.items(_drawn(seed, 12))
    low, high = (clustering.grown(given_, threshold).max() for threshold in (-3.0, 0.0))
    assert low <= high


def test_statements_that_somebody_puts_together_end_together() -> None:
    odds = _blobs(1, 1, 1, outside=-3.0)
    assert _groups(odds) == [[0], [1], [2]]
    assert _groups(odds, (0, 2, SAME)) == [[0, 2], [1]]


def test_groups_join_when_people_put_their_members_together() -> None:
    odds = _blobs(3, 3, outside=-3.0)
    assert _groups(odds, (0, 3, SAME), (1, 4, SAME), (2, 5, SAME)) == [[0, 1, 2, 3, 4, 5]]


def test_statements_that_people_keep_apart_end_apart() -> None:
    odds = _blobs(2, outside=-5.0, inside=-1.0)
    assert _groups(odds) == [[0, 1]]
    assert _groups(odds, (0, 1, -SAME), (0, 1, -SAME)) == [[0], [1]]


def test_a_statement_leaves_the_group_that_people_say_it_does_not_belong_to() -> None:
    odds = _blobs(4, inside=0.0)
    assert [0] in _groups(odds, *[(0, other, -SAME) for other in (1, 2, 3)])


def test_one_mistake_does_not_join_two_groups() -> None:
    assert _groups(_blobs(5, 5), (0, 5, SAME)) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]


def test_one_mistake_is_outvoted_by_what_the_others_said() -> None:
    odds = _blobs(2, 2, outside=-3.0)
    right = [(0, 2, SAME), (0, 3, SAME), (1, 2, SAME)]
    assert _groups(odds, *right, (1, 3, -SAME)) == [[0, 1, 2, 3]]


def test_many_small_groups_join_until_a_meeting_can_oversee_them() -> None:
    pairs = 40
    found = _groups(_blobs(*[2] * pairs, outside=-3.0))
    assert len(found) == clustering.most_groups(2 * pairs)
    assert all(index + 1 in group for group in found for index in group if index % 2 == 0)


def test_groups_that_have_nothing_in_common_stay_apart_however_many() -> None:
    assert len(_groups(_blobs(*[2] * 40, outside=-9.0))) == 40


def test_an_item_that_stands_for_many_weighs_as_many() -> None:
    odds = np.array([[3.0, -1.0, -3.0], [-1.0, 3.0, -4.0], [-3.0, -4.0, 3.0]])
    many = clustering.between(clustering.items(odds, weights=np.array([9.0, 1.0, 1.0])), np.array([0, 0, 1]))
    few = clustering.between(clustering.items(odds), np.array([0, 0, 1]))
    assert many[0, 1] == pytest.approx(-3.1)
    assert few[0, 1] == pytest.approx(-3.5)


def test_an_item_is_nearest_to_its_own_group() -> None:
    labels = np.array([0, 0, 0, 1, 1, 1])
    means = clustering.mean_odds(clustering.items(_blobs(3, 3)), labels)
    assert (means.argmax(axis=1) == labels).all()


@given(seed=st.integers(0, 10_000), size=SIZES)
def test_the_tree_joins_everything_the_nearest_first(seed: int, size: int) -> None:
    steps = clustering.tree(_drawn(seed, size))
    assert len(steps) == max(0, size - 1)
    heights = [height for _, _, height in steps]
    assert heights == sorted(heights, reverse=True)
    joined: dict[int, int] = {}
    for one, other, _ in steps:
        assert one < other
        assert other not in joined
        joined[other] = one
    assert sorted(joined) == list(range(1, size))


@given(seed=st.integers(0, 10_000), size=st.integers(2, 12))
def test_the_quick_form_cuts_where_the_careful_one_stops(seed: int, size: int) -> None:
    odds = _drawn(seed, size)
    quick = clustering.cut(odds, THRESHOLD)
    careful = clustering.grown(Items(odds, np.zeros_like(odds), np.ones(size)), THRESHOLD)
    assert np.array_equal(quick[:, None] == quick[None, :], careful[:, None] == careful[None, :])
