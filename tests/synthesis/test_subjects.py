from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from synthesis import subjects, train

NAMES = [subject.name for subject in subjects.subjects()]


def _likeliest(text: str) -> str:
    return NAMES[int(subjects.term_scores([text])[0].argmax())]


def test_every_labelled_statement_has_a_known_subject() -> None:
    assert {row["subject"] for row in train.rows(train.EXAMPLES)} == set(NAMES)


def test_the_words_of_a_subject_point_to_it() -> None:
    assert _likeliest("kakkerlakken en muizen in de keuken") == "ongedierte in woningen"
    assert _likeliest("de deurwaarder legt beslag") == "schulden en huurachterstand"


def test_a_part_of_a_compound_counts_less_than_the_word_itself() -> None:
    subject = NAMES.index("schulden en huurachterstand")
    alone, inside = subjects.term_scores(["schulden", "energieschulden"])[:, subject]
    assert alone > inside > 0


def test_a_short_term_does_not_match_the_start_of_another_word() -> None:
    hot = NAMES.index("hitte in huis en in de wijk")
    assert not subjects.names_subject("zonder hotspots", hot)
    assert subjects.names_subject("de hele dag zon op het dak", hot)


def test_the_most_typical_term_is_the_first_one() -> None:
    typical, late = subjects.term_salience(["hitte", "bitumen"])[:, NAMES.index("hitte in huis en in de wijk")]
    assert typical > late > 0


def test_subjects_resemble_themselves_most() -> None:
    table = subjects.affinity()
    assert np.array_equal(table, table.T)
    assert (table.argmax(axis=1) == np.arange(len(NAMES))).all()


@given(st.text(max_size=300))
def test_any_text_can_be_scored(text: str) -> None:
    assert (subjects.term_scores([text]) >= 0).all()
