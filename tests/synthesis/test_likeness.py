"""How likely it is that two statements are about the same problem."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis import likeness, profiles
from synthesis.model import Kind
from synthesis.subjects import subjects

COUNT = len(subjects())
TEXTS = ["Zakken naast de containers", "grofvuil en afval op de stoep", "eenzame ouderen die niemand spreken"]


def _strangers(size: int, asked: Kind = Kind.PROBLEM) -> likeness.Said:
    names = [str(number) for number in range(size)]
    return likeness.said(names, names, [asked] * size)


def _drawn(seed: int, size: int) -> np.ndarray:
    return np.round(np.random.default_rng(seed).normal(0.05, 0.3, (size, COUNT)), 4)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(0, 12), data=st.data())
def test_the_log_odds_are_symmetric_and_finite_whoever_said_what(seed: int, size: int, data: st.DataObject) -> None:
    people = data.draw(st.lists(st.sampled_from("ab"), min_size=size, max_size=size))
    boxes = data.draw(st.lists(st.sampled_from(list(Kind)), min_size=size, max_size=size))
    odds = likeness.log_odds(_drawn(seed, size), likeness.said(people, people, boxes))
    assert odds.shape == (size, size)
    assert np.array_equal(odds, odds.T)
    assert np.isfinite(odds).all()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), order=st.permutations(range(8)))
def test_the_log_odds_do_not_depend_on_the_order(seed: int, order: list[int]) -> None:
    scores = _drawn(seed, 8)
    people, boxes = [str(row % 3) for row in range(8)], [list(Kind)[row] for row in range(8)]
    answers = [str(row // 2) for row in range(8)]
    odds = likeness.log_odds(scores, likeness.said(people, answers, boxes))
    shuffled = likeness.said(
        [people[row] for row in order], [answers[row] for row in order], [boxes[row] for row in order]
    )
    # sums run in another order, so the last decimal may differ
    assert np.allclose(likeness.log_odds(scores[order], shuffled), odds[np.ix_(order, order)], atol=1e-4)


def test_scores_that_say_nothing_give_finite_log_odds() -> None:
    assert np.isfinite(likeness.log_odds(np.zeros((3, COUNT)), _strangers(3))).all()


def test_statements_about_one_thing_are_likelier_one_problem_than_others() -> None:
    odds = likeness.log_odds(np.round(profiles.scores(TEXTS), 4), _strangers(3))
    assert odds[0, 1] > 0 > max(odds[0, 2], odds[1, 2])


def test_every_feature_has_a_name_and_a_learned_weight() -> None:
    found = list(likeness.features(_drawn(1, 4), _strangers(4), np.eye(COUNT)))
    assert len(found) == len(likeness.FEATURES) == len(profiles.learned()["pair_weights"])
    assert all(table.shape == (4, 4) for table in found)


@pytest.mark.parametrize(
    ("asked", "other", "feature"),
    [
        (Kind.PROBLEM, Kind.EFFECT, "one person, both observe"),
        (Kind.PROBLEM, Kind.CAUSE, "one person, one observes"),
        (Kind.DESIRED, Kind.CAUSE, "one person, none observes"),
    ],
)
def test_who_said_what_is_one_of_three_features(asked: Kind, other: Kind, feature: str) -> None:
    who = likeness.said(["a", "a", "b"], ["1", "2", "3"], [asked, other, asked])
    found = dict(zip(likeness.FEATURES, likeness.features(_drawn(2, 3), who, np.eye(COUNT)), strict=True))
    told = {name for name, table in found.items() if name.startswith("one ") and table[0, 1]}
    assert told == {feature}
    assert not any(found[name][0, 2] for name in found if name.startswith("one "))


def test_points_of_one_answer_are_known_as_such() -> None:
    who = likeness.said(["a", "a", "a"], ["1", "1", "2"], [Kind.PROBLEM] * 3)
    found = dict(zip(likeness.FEATURES, likeness.features(_drawn(2, 3), who, np.eye(COUNT)), strict=True))
    assert found["one answer"].tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]


def _of_one_person(asked: Kind, other: Kind, answers: tuple[str, str] = ("1", "2")) -> float:
    """What it adds to the log odds that one person said two things, rather than two people."""
    scores = np.round(profiles.scores(TEXTS[:2]), 4)
    one = likeness.log_odds(scores, likeness.said(["a", "a"], answers, [asked, other]))
    two = likeness.log_odds(scores, likeness.said(["a", "b"], ["1", "2"], [asked, other]))
    return float(one[0, 1] - two[0, 1])


def test_a_cause_and_an_observation_of_one_person_are_likelier_one_problem_than_two_observations() -> None:
    assert _of_one_person(Kind.PROBLEM, Kind.CAUSE) > _of_one_person(Kind.PROBLEM, Kind.PROBLEM)
    assert _of_one_person(Kind.CAUSE, Kind.DESIRED) > _of_one_person(Kind.PROBLEM, Kind.CAUSE)


def test_points_of_one_answer_are_seldom_one_problem() -> None:
    assert _of_one_person(Kind.PROBLEM, Kind.PROBLEM, ("1", "1")) < 0


def test_a_subject_that_many_speak_of_draws_the_doubtful_one() -> None:
    log_profiles = np.full((5, COUNT), -12.0)
    log_profiles[:4, 0] = 0.0
    log_profiles[4, [0, 1]] = 0.0
    chances = likeness.settled(log_profiles)
    assert chances[4, 0] > 0.75
    assert np.allclose(chances.sum(axis=1), 1.0)
