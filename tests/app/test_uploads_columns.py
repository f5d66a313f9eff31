"""What a column of a file holds is guessed from its name; what a cell says becomes an answer."""

from __future__ import annotations

import pytest
from flask import Flask

from app.uploads.targets import guess, targets_of
from app.uploads.values import problem_with, value_of
from forms.context import Context
from forms.definition import load_step
from forms.keys import Value
from forms.questionnaire import SOURCES, Choice, Localised


def choices(name: str) -> tuple[Choice, ...]:
    """What the application would supply for a source."""
    labels = {f"{name}-{number}": f"{name} {number}" for number in (1, 2, 3)}
    return tuple(Choice(value, Localised(label, label)) for value, label in labels.items())


CONTEXT = Context("nl", {name: choices(name) for name in SOURCES})


def codes(*columns: str, step: int = 2) -> list[str]:
    """What is guessed of these names."""
    return guess(columns, targets_of(load_step(step), CONTEXT))


@pytest.mark.parametrize("step", range(1, 7))
def test_columns_with_the_names_of_the_questions_are_recognised(app: Flask, step: int) -> None:
    targets = targets_of(load_step(step), CONTEXT)
    asked = {one.key.question_id for one in targets}
    assert asked == {question.id for question in load_step(step).questions}
    assert guess([one.label for one in targets], targets) == [one.code for one in targets]


def test_english_names_and_small_differences_are_recognised_too(app: Flask) -> None:
    assert codes("What do you see or hear?", "Where is that?") == ["q2-1a_0", "q2-1b_0"]
    assert codes("Hoe vaak gebeurt dit", "HOE ERG IS DIT VOOR DE BUURT?") == ["q2-1c_0", "q2-3_0"]
    assert codes("2.1a") == ["q2-1a_0"]


def test_a_second_column_with_the_same_name_is_the_next_repeat(app: Flask) -> None:
    assert codes("Wat zie of hoor je?", "Wat zie of hoor je?2", "Wat zie of hoor je?3") == [
        "q2-1a_0",
        "q2-1a_1",
        "q2-1a_2",
    ]


def test_who_it_is_is_recognised_once(app: Flask) -> None:
    assert codes("Name", "Email", "Organisatie", "Naam") == ["name", "email", "organisation", ""]


def test_what_looks_like_nothing_is_not_used(app: Flask) -> None:
    assert codes("Id", "Start time", "Opmerkingen", "", "Wat vond je van de koffie vanmorgen?") == [""] * 5


@pytest.mark.parametrize(
    ("question", "cell", "value"),
    [
        ("2.1a", "  Herrie\r\nen afval ", "Herrie\nen afval"),
        ("2.1b", "Lisplein", "Lisplein"),
        ("2.1b", "PLACES 1", "places-1"),
        ("2.1c", "Dagelijks", "daily"),
        ("2.1c", "daily", "daily"),
        ("2.1c", "every day", "every day"),
        ("2.2", "jongeren;ouderen;", ("young-people", "older-people")),
        ("2.2", "jongeren, ouderen", ("young-people", "older-people")),
        ("2.2", "", ()),
        ("2.3", "5 (heel groot)", "5"),
        ("2.3", "I don't know", "unknown"),
        ("2.4b", "1.200", "1.200"),
        ("2.7b", "Ja", "yes"),
        ("2.7b", "misschien", "misschien"),
    ],
)
def test_a_cell_becomes_an_answer(app: Flask, question: str, cell: str, value: Value) -> None:
    assert value_of(load_step(2).question(question), cell, CONTEXT) == value


@pytest.mark.parametrize(
    ("question", "cell", "sentence"),
    [
        ("2.1a", "x" * 281, "Maak dit korter: 281 van de 280 tekens."),
        ("2.1c", "om de dag", "“om de dag” staat niet in de lijst met antwoorden."),
        ("2.2", "jongeren;katten", "“katten” staat niet in de lijst met antwoorden."),
        ("2.2", "jongeren;ouderen;gezinnen;kinderen", "Kies er hoogstens 3. Je koos er 4."),
        ("2.4b", "3", "Vul een getal in van 5 of meer."),
        ("2.4b", "veel", "Vul een heel getal in, zoals 12."),
        ("2.1c", "dagelijks", ""),
        ("2.2", "", ""),
    ],
)
def test_what_is_wrong_with_a_cell_is_said(app: Flask, question: str, cell: str, sentence: str) -> None:
    asked = load_step(2).question(question)
    assert problem_with(asked, value_of(asked, cell, CONTEXT), CONTEXT) == sentence


def test_a_ranking_keeps_its_order(app: Flask) -> None:
    asked = load_step(3).question("3.1")
    assert value_of(asked, "clusters 2;clusters 3;clusters 1;", CONTEXT) == ("clusters-2", "clusters-3", "clusters-1")
