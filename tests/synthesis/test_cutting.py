"""Where an answer goes on to another point."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from synthesis import cutting
from synthesis.language import word_count
from synthesis.profiles import learned

TWO = cutting.Cut(
    "Er ligt overal zwerfvuil rond de containers.", "Veel ouderen zijn eenzaam en komen nauwelijks buiten.", " "
)
ONE = cutting.Cut("Er ligt overal zwerfvuil rond de containers.", "Dat trekt ook ratten aan bij de bakken.", " ")


def test_another_subject_parts_more_likely_than_a_sentence_that_points_back() -> None:
    apart, together = cutting.chances([TWO, ONE])
    assert apart > 0.5 > together


def test_a_semicolon_parts_more_readily_than_a_full_stop() -> None:
    assert cutting.chances([cutting.Cut(TWO.before, TWO.after, "; ")])[0] > cutting.chances([TWO])[0]


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([". ", "; ", ", ", " "]))
def test_any_two_texts_have_a_chance(before: str, after: str, mark: str) -> None:
    (chance,) = cutting.chances([cutting.Cut(before, after, mark)])
    assert 0.0 <= chance <= 1.0


def test_the_chance_of_a_cut_does_not_depend_on_the_others() -> None:
    assert np.allclose(cutting.chances([TWO, ONE]), [cutting.chances([one])[0] for one in (TWO, ONE)])


def test_every_feature_has_a_learned_weight() -> None:
    assert cutting.features([TWO]).shape == (1, len(learned()["cut_weights"]))
    assert np.isfinite(cutting.features([cutting.Cut("", "", "")])).all()


def test_no_cuts_have_no_chances() -> None:
    assert len(cutting.chances([])) == 0


def test_words_that_add_and_words_that_point_back_are_known() -> None:
    assert cutting.adds_a_point("Daarnaast slapen er daklozen")
    assert not cutting.adds_a_point("Daklozen slapen daarnaast")
    assert cutting.points_back("Dat duurt nu al drie weken")
    assert not cutting.points_back("De lift is kapot")
    assert word_count("drie korte woorden") == 3
