"""A name is told by the word and by what stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.learn_names import learn, unmarked
from forms.names import chance, is_candidate, named, tokens


def said(text: str) -> list[str]:
    return [text[one.start : one.end] for one in named(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("gisteren sprak ik Shaniqua op het plein", ["Shaniqua"]),
        ("achmed van de vierde dealt in het portiek", ["achmed"]),
        ("het neefje van Orlando staat er weer", ["neefje van Orlando"]),
        ("Merhawi Ghebremedhin snapt de brieven niet", ["Merhawi Ghebremedhin"]),
        ("mevr jansen durft niet meer naar buiten", ["mevr jansen"]),
    ],
)
def test_a_name_is_found_with_its_title_or_relation(text: str, pieces: list[str]) -> None:
    assert said(text) == pieces


@pytest.mark.parametrize(
    "text",
    [
        "Op de Jan van Galenstraat wordt te hard gereden",
        "Het Nelson Mandelapark is vol op zondag",
        "Grofvuil staat elke maandag naast de containers",
        "Marokkaanse en Turkse moeders koken samen in het buurthuis",
        "In Osdorp en de Bijlmer zijn te weinig plekken voor jongeren",
        "Frans, Pools en Twi hoor je op één galerij",
    ],
)
def test_places_peoples_and_the_first_word_of_a_sentence_are_no_names(text: str) -> None:
    assert said(text) == []


@given(st.text(max_size=200))
def test_pieces_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for one in named(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end


@given(st.text(max_size=80))
def test_every_word_gets_a_chance_between_nought_and_one(text: str) -> None:
    found = tokens(text)
    assert all(0.0 <= chance(found, place) <= 1.0 for place in range(len(found)) if is_candidate(found, place))


def test_marks_come_off_and_leave_the_exact_pieces() -> None:
    text, spans = unmarked("ik sprak [[name|Mo]] op [[address|Pleinweg 4]], gisteren")
    assert text == "ik sprak Mo op Pleinweg 4, gisteren"
    assert [(text[start:end], kind) for start, end, kind in spans] == [("Mo", "name"), ("Pleinweg 4", "address")]


def test_learning_twice_gives_the_same_weights_and_learns_from_both() -> None:
    marked = ["vandaag zag ik [[name|Samira]] weer bij de school", "De school is dicht", "[[name|Mo]] rijdt te hard"]
    clean = ["Grofvuil naast de containers", "Op het plein is het druk"]
    assert learn(marked, clean) == learn(marked, clean)
    assert learn(marked, clean) != learn(marked, [])
