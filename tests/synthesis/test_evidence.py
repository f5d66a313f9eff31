"""What is known of statements before they are grouped."""

from __future__ import annotations

import numpy as np

from synthesis.evidence import pair_odds, read
from synthesis.model import Kind
from synthesis.statements import statements_of
from synthesis.subjects import subjects
from tests.synthesis.rounds import answer, small_round

THEME_OF = {subject.name: subject.theme for subject in subjects()}


def _themes(text: str, **known: object) -> tuple[str, ...]:
    (one,) = read(statements_of([answer("1", text, **known)]), ()).statements
    return one.themes


def test_a_statement_that_touches_two_themes_gets_both() -> None:
    debts, lonely = THEME_OF["schulden en huurachterstand"], THEME_OF["eenzame ouderen"]
    assert set(_themes("Eenzame ouderen met schulden en huurachterstand")) == {debts, lonely}


def test_a_clear_statement_gets_one_theme() -> None:
    assert _themes("Zwerfvuil en grofvuil naast de containers") == ("T09",)


def test_the_theme_that_the_author_chose_is_the_only_one() -> None:
    assert _themes("Schulden bij de zorgverzekeraar", theme="T19") == ("T19",)
    assert _themes("Schulden bij de zorgverzekeraar", theme="T99") == ("T99",)


def test_the_chosen_theme_pushes_the_statement_to_its_subjects() -> None:
    found = statements_of([answer("1", "Schulden bij de zorgverzekeraar", theme="T19")])
    best = int(read(found, ()).chances[0].argmax())
    assert subjects()[best].theme == "T19"


def test_every_statement_has_a_row_of_scores_and_a_kind() -> None:
    found = statements_of(small_round())
    evidence = read(found, ())
    assert [one.id for one in evidence.statements] == [one.id for one in found]
    assert evidence.scores.shape == evidence.chances.shape == (len(found), len(subjects()))
    assert np.allclose(evidence.chances.sum(axis=1), 1.0)
    assert evidence.statements[-1].kind is Kind.SOLUTION
    assert np.array_equal(evidence.scores, np.round(evidence.scores, 4))


def test_pairs_know_who_said_what() -> None:
    same = [answer("1", "Afval op de stoep"), answer("2", "Zwerfvuil bij de bakken", Kind.CAUSE, respondent="R1")]
    other = [same[0], answer("2", "Zwerfvuil bij de bakken", Kind.CAUSE, respondent="R2")]
    one, two = (pair_odds(read(statements_of(each), ())) for each in (same, other))
    assert one[0, 1] > two[0, 1]


def test_nothing_gives_empty_tables() -> None:
    evidence = read((), ())
    assert evidence.statements == ()
    assert pair_odds(evidence).shape == (0, 0)
