from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.model import Kind
from synthesis.statements import spans, statements_of
from tests.synthesis.rounds import answer


def _parts(text: str, asked: Kind = Kind.PROBLEM) -> list[str]:
    return [text[start:end] for start, end in spans(text, asked)]


@given(st.text(max_size=400))
def test_statements_are_ordered_spans_that_leave_out_no_letter_or_digit(text: str) -> None:
    found = list(spans(text))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    kept = {place for start, end in found for place in range(start, end)}
    lost = "".join(char for place, char in enumerate(text) if place not in kept)
    assert not any(char.isalpha() for char in lost if char not in "abcdefghivx")


@given(st.text(min_size=1, max_size=100))
def test_every_answer_that_is_not_blank_gives_a_statement(text: str) -> None:
    assert bool(statements_of([answer("1", text)])) == bool(text.strip())


def test_a_statement_is_the_exact_span_of_its_answer() -> None:
    for one in statements_of([answer("1", "  - vocht in de muren\n  - de lift is kapot  ")]):
        assert one.answer.text[one.start : one.end] == one.text


def test_bullets_and_lines_are_points_of_their_own() -> None:
    assert _parts("- lift kapot\n- hondenpoep op het gras\n\n3) te hard rijden") == [
        "lift kapot",
        "hondenpoep op het gras",
        "te hard rijden",
    ]


def test_a_word_that_adds_starts_another_point() -> None:
    text = "Veel schulden bij gezinnen in de flats. Daarnaast slapen er daklozen in het portiek."
    assert len(_parts(text)) == 2


def test_en_ook_parts_two_points_in_one_sentence() -> None:
    assert len(_parts("Ratten bij de speeltuin elke avond, en ook fatbikes die over de stoep scheuren")) == 2


@pytest.mark.parametrize("mark", ["; ", ". ", ".  ", " ; "])
def test_a_semicolon_or_a_full_stop_parts_two_subjects(mark: str) -> None:
    one, other = "Er ligt overal zwerfvuil rond de containers", "veel ouderen zijn eenzaam en komen nauwelijks buiten"
    text = f"{one}{mark}{other}"
    assert [part.rstrip(".") for part in _parts(text)] == [one, other]
    assert [text[found.start : found.end] for found in statements_of([answer("1", text)])] == _parts(text)


def test_a_semicolon_parts_two_subjects() -> None:
    assert len(_parts("zwerfvuil op het hele plein; eenzame ouderen die niemand spreken")) == 2


@pytest.mark.xfail(reason="the learned model is too careful where the words of a point are few", strict=True)
def test_two_short_sentences_about_two_subjects_are_parted_as_well() -> None:
    assert (
        len(_parts("Veel jongeren hangen rond bij de supermarkt. De huren zijn voor gezinnen niet meer te betalen."))
        == 2
    )


def test_a_semicolon_inside_one_point_parts_nothing() -> None:
    assert len(_parts("De container wordt te laat geleegd; dan zetten mensen hun zakken ernaast.")) == 1


def test_one_point_over_two_sentences_stays_one() -> None:
    assert len(_parts("De lift is weer kapot. Dat duurt nu al drie weken.")) == 1
    assert len(_parts("Steeds meer gezinnen met betalingsachterstanden. Vaak pas ontdekt bij de deurwaarder.")) == 1


def test_a_wish_and_a_proposal_behind_it_are_two_points() -> None:
    text = "niemand hoeft deze winter meer buiten te slapen. Organiseer dertig extra bedden in de kerk."
    assert len(_parts(text, Kind.DESIRED)) == 2


def test_the_id_holds_the_answers_key_and_the_place_in_it() -> None:
    assert [one.id for one in statements_of([answer("a7", "lift kapot\nhondenpoep")])] == ["a7.1", "a7.2"]
