from __future__ import annotations

import pytest

from synthesis import themes
from synthesis.subjects import subjects


def test_there_are_twenty_one_themes_and_a_rest() -> None:
    assert list(themes.labels()) == [*(f"T{number:02d}" for number in range(1, 22)), themes.NO_THEME]


def test_every_theme_has_a_label_in_both_languages() -> None:
    assert all(themes.labels().values())
    assert all(themes.labels("en").values())
    assert themes.labels("en")["T11"] == "Poverty and debt"


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Grofvuil naast de containers", "T09"),
        ("huurachterstand en deurwaarders", "T11"),
        ("geluidsoverlast van de buren", "T03"),
        ("wachtlijst bij de GGZ", "T13"),
    ],
)
def test_a_text_that_names_its_theme_gets_it_suggested(text: str, theme: str) -> None:
    assert theme in themes.suggest_themes(text)


def test_at_most_two_themes_are_suggested() -> None:
    assert len(themes.suggest_themes("schulden, afval, drugs, parkeren en eenzaamheid")) == 2


def test_a_text_without_known_words_gets_no_theme() -> None:
    assert themes.suggest_themes("qwerty") == ()


def test_every_subject_belongs_to_a_theme() -> None:
    assert {subject.theme for subject in subjects()} <= set(themes.themes())
