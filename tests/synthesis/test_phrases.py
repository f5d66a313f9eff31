from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.phrases import is_noun, learn_nouns, noun_phrases


def _texts(text: str) -> list[str]:
    return [phrase.text for phrase in noun_phrases(text)]


@given(st.text(max_size=200))
def test_a_phrase_is_found_in_its_text_as_written(text: str) -> None:
    assert all(phrase.text in text for phrase in noun_phrases(text))


def test_a_noun_with_its_place_is_one_phrase() -> None:
    assert "drinkers in het park" in _texts("Klachten over de drinkers in het park.")


def test_an_adjective_stays_with_its_noun() -> None:
    assert "Lege winkels" in _texts("Lege winkels overal")


@pytest.mark.parametrize("word", ["lopen", "schreeuwen", "gewoon", "het", "controleren"])
def test_verbs_and_small_words_are_no_nouns(word: str) -> None:
    assert not is_noun(word)


@pytest.mark.parametrize("word", ["container", "containers", "geluidsoverlast", "wachtlijst"])
def test_nouns_and_compounds_are_nouns(word: str) -> None:
    assert is_noun(word)


def test_a_noun_is_learned_from_the_article_before_it() -> None:
    assert learn_nouns(["Er staat een stellage voor de ingang."]) == ["ingang", "stellage"]


@pytest.mark.parametrize("word", ["eenzame", "lege", "donkere", "m'n", "terugbetalen"])
def test_adjectives_with_an_ending_and_clipped_words_are_no_nouns(word: str) -> None:
    assert not is_noun(word)
