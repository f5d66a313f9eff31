"""What the readers learn from, and what they made of it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from benchmarks.rounds import KEPT_APART, TUNED, neighbourhood
from synthesis import profiles, train
from synthesis.language import DATA, fold
from synthesis.model import Kind
from synthesis.phrases import learn_nouns
from synthesis.subjects import subjects

NAMES = {subject.name for subject in subjects()}
KINDS = {kind.value for kind in Kind}
FEWEST_EXAMPLES = 20


@cache
def _rows(name: str) -> tuple[train.Row, ...]:
    return tuple(train.rows(DATA / name))


def _labelled() -> tuple[train.Row, ...]:
    return _rows("statements.csv")


def _sorted() -> tuple[train.Row, ...]:
    return _rows("rounds.csv")


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def test_the_shipped_nouns_are_those_that_the_examples_teach() -> None:
    learned = learn_nouns(row["text"] for row in [*_labelled(), *_sorted()])
    assert (DATA / "nouns.txt").read_text(encoding="utf-8").split() == learned


def test_learning_twice_gives_the_same_weights() -> None:
    few = [row for row in _sorted() if row["round"] in {"a1", "b1"}]
    first, second = (train.learn(_labelled()[::60], few, [()]) for _ in range(2))
    assert first.keys() == second.keys()
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_the_shipped_readers_know_every_subject() -> None:
    log_profiles = profiles.log_profiles(["zwerfvuil", "schulden"])
    assert log_profiles.shape == (2, len(subjects()))
    assert np.isfinite(log_profiles).all()
    for encoders in train.READERS:
        name = profiles.reader_name(encoders)
        assert profiles.learned()[f"{name}_weights"].shape[1] == profiles.learned()[f"{name}_bias"].size == len(NAMES)
    assert profiles.learned()["near"].shape == (len(NAMES), len(NAMES))


def test_other_readers_can_be_tried_and_are_put_back() -> None:
    before = profiles.log_profiles(["een jongen met een mes"])
    silent = {name: np.zeros_like(values) for name, values in profiles.learned().items()}
    with profiles.reading_with(silent):
        assert not np.array_equal(profiles.log_profiles(["een jongen met een mes"]), before)
    assert np.array_equal(profiles.log_profiles(["een jongen met een mes"]), before)


def test_texts_without_vectors_are_read_by_their_words_alone() -> None:
    text = ["kakkerlakken in de keuken"]
    best = int(profiles.log_profiles(text)[0].argmax())
    assert subjects()[best].name == "ongedierte in woningen"


def test_every_labelled_statement_has_a_text_a_kind_and_the_theme_of_its_subject() -> None:
    theme_of = {subject.name: subject.theme for subject in subjects()}
    for row in _labelled():
        assert row["text"] == row["text"].strip() != ""
        assert row["kind"] in KINDS
        assert theme_of[row["subject"]] == row["theme"]


def test_every_subject_has_enough_examples() -> None:
    counted = Counter(row["subject"] for row in _labelled())
    assert counted.keys() == NAMES
    assert min(counted.values()) >= FEWEST_EXAMPLES


def test_every_statement_of_a_sorted_round_has_a_text_a_kind_and_a_problem() -> None:
    for row in _sorted():
        assert row["text"] == row["text"].strip() != ""
        assert {row["kind"], row["box"]} <= KINDS
        assert row["round"][0].isalpha()
        assert all(row[name] for name in ("respondent", "answer", "problem", "subject"))


def test_the_statements_of_an_answer_stand_together_and_are_one_persons() -> None:
    for one, other in pairwise(_sorted()):
        if (one["round"], one["answer"]) == (other["round"], other["answer"]):
            assert (one["respondent"], one["box"]) == (other["respondent"], other["box"])
    order = [key for key, _ in _runs()]
    assert len(set(order)) == len(order)


def _runs() -> list[tuple[tuple[str, str], int]]:
    runs: list[tuple[tuple[str, str], int]] = []
    for row in _sorted():
        key = (row["round"], row["answer"])
        if runs and runs[-1][0] == key:
            runs[-1] = (key, runs[-1][1] + 1)
        else:
            runs.append((key, 1))
    return runs


def test_a_sorted_round_has_problems_that_several_statements_share() -> None:
    for name, inside in train._by_round(_sorted()):
        shared = Counter(row["problem"] for row in inside if row["problem"] != train.APART)
        assert sum(size > 1 for size in shared.values()) >= 3, name


@pytest.mark.parametrize("name", [*TUNED, *KEPT_APART])
def test_no_reader_learned_from_a_round_that_it_is_measured_on(name: str) -> None:
    taught = {_plain(row["text"]) for row in [*_labelled(), *_sorted()]}
    given = neighbourhood(name)
    assert not taught & {
        _plain(text) for text in [*(one.text for one in given.units), *(one.text for one in given.answers)]
    }
