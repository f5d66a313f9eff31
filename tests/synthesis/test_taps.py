"""Taps as votes about two statements."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from synthesis.model import Tap
from synthesis.opinion import Opinion
from synthesis.taps import SAME, votes

PLACES = {"a": 0, "b": 1, "c": 2}
TAPS = st.builds(Tap, st.sampled_from("abcx"), st.sampled_from("abcx"), st.booleans())


@given(st.lists(TAPS, max_size=8))
def test_votes_are_symmetric_and_nobody_votes_about_one_statement(taps: list[Tap]) -> None:
    table = votes(PLACES, taps)
    assert np.array_equal(table, table.T)
    assert not np.diag(table).any()


@given(st.lists(TAPS, max_size=8), st.randoms())
def test_the_order_of_the_taps_changes_nothing(taps: list[Tap], random: object) -> None:
    shuffled = list(taps)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert np.allclose(votes(PLACES, taps), votes(PLACES, shuffled))


def test_the_same_is_a_vote_for_and_not_the_same_a_vote_against() -> None:
    assert votes(PLACES, [Tap("a", "b", True)])[0, 1] == SAME
    assert votes(PLACES, [Tap("a", "b", False)])[0, 1] == -SAME


def test_votes_add_up() -> None:
    assert votes(PLACES, [Tap("a", "b", True), Tap("b", "a", True)])[0, 1] == 2 * SAME
    assert votes(PLACES, [Tap("a", "b", True), Tap("b", "a", False)])[0, 1] == 0.0


def test_what_was_passed_over_weighs_less_than_what_was_refused() -> None:
    table = votes(PLACES, [Tap("a", "b", True), Tap("a", "c", False)])
    assert -SAME < table[0, 2] < 0 < table[0, 1]


def test_taps_about_statements_that_are_not_there_are_passed_over() -> None:
    assert not votes(PLACES, [Tap("a", "x", True), Tap("x", "y", False), Tap("a", "a", True)]).any()


def test_the_opinion_of_a_reader_counts_for_less_than_a_tap() -> None:
    table = votes(PLACES, [], Opinion((("a", "b", "x"),), ("",)))
    assert 0 < table[0, 1] == table[1, 0] < SAME
    assert not table[2].any()
    assert votes(PLACES, [Tap("a", "b", False)], Opinion((("a", "b"),), ("",)))[0, 1] < 0
