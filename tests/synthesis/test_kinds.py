from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.kinds import kind_of, kinds_of
from synthesis.model import Kind


@pytest.mark.parametrize(
    "text",
    [
        "Organiseer per portiek een kennismaking",
        "Er moet extra toezicht komen op het plein",
        "we zouden een buurtconciërge moeten aanstellen",
        "Meer geld voor jongerenwerk",
    ],
)
def test_a_solution_in_the_problem_box_is_seen(text: str) -> None:
    assert kind_of(text, Kind.PROBLEM) is Kind.SOLUTION


@pytest.mark.parametrize(
    "text",
    [
        "Elke avond hangt er een groep op het plein, oudere bewoners lopen om.",
        "Veel meldingen over grofvuil naast de containers",
        "Mensen doen niet meer open, ze zijn te vaak teleurgesteld.",
        "Oplopende huurachterstanden",
        "bijplaatsingen",
        "Beeldvorming rond het plein",
    ],
)
def test_an_observation_stays_a_problem(text: str) -> None:
    assert kind_of(text, Kind.PROBLEM) is Kind.PROBLEM


def test_a_cause_in_the_problem_box_is_seen() -> None:
    assert kind_of("Het komt door de hoge doorstroom van huurders", Kind.PROBLEM) is Kind.CAUSE


def test_an_effect_in_the_problem_box_is_seen() -> None:
    assert kind_of("met als gevolg dat ouderen binnen blijven", Kind.PROBLEM) is Kind.EFFECT


def test_a_question_in_the_problem_box_is_something_unknown() -> None:
    assert kind_of("Hoeveel kinderen gaan er zonder ontbijt naar school?", Kind.PROBLEM) is Kind.UNKNOWN


def test_doubt_is_kept_as_doubt() -> None:
    assert kind_of("Ik betwijfel of het aan de jongeren ligt", Kind.CAUSE) is Kind.DOUBT


@pytest.mark.parametrize("asked", [Kind.STRENGTH, Kind.UNKNOWN, Kind.DOUBT, Kind.SOLUTION])
@given(text=st.text(max_size=100))
def test_other_boxes_keep_what_was_asked(asked: Kind, text: str) -> None:
    assert kind_of(text, asked) is asked


def test_no_texts_have_no_kinds() -> None:
    assert kinds_of([], []) == []
