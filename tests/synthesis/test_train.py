from __future__ import annotations

import numpy as np

from synthesis import profiles, train
from synthesis.language import DATA
from synthesis.phrases import learn_nouns
from synthesis.subjects import subjects


def test_the_shipped_nouns_are_those_that_the_examples_teach() -> None:
    learned = learn_nouns(row["text"] for row in train.examples())
    assert (DATA / "nouns.txt").read_text(encoding="utf-8").split() == learned


def test_learning_twice_gives_the_same_weights() -> None:
    rows = train.examples()[::9]
    first, second = train.learn(rows, ()), train.learn(rows, ())
    assert first.keys() == second.keys()
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_the_shipped_readers_know_every_subject() -> None:
    log_profiles = profiles.log_profiles(["zwerfvuil", "schulden"])
    assert log_profiles.shape == (2, len(subjects()))
    assert np.isfinite(log_profiles).all()


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
