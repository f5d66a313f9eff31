"""Taps in a file find the statements that they speak of, and what cannot be found is named with its row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.model import Answer, Kind, Statement, Tap
from synthesis.reading import UnreadableError, parse
from synthesis.statements import statements_of
from synthesis.tap_file import COLUMNS, match, read_taps
from tests.synthesis.reading.files import LONG, delimited, workbook

ANSWERS = parse(
    delimited(
        LONG,
        ("R1", "A", "", "probleem", "Grofvuil naast de containers.\nDe lift in de flat is al weken stuk."),
        ("R2", "B", "", "probleem", "Elke maandag vuilnis op de stoep"),
        ("R3", "C", "", "probleem", "De lift doet het nooit, bewoners zitten vast in hun flat."),
    ).encode()
)
STATEMENTS = statements_of(ANSWERS)
WASTE, LIFT = (one.id for one in STATEMENTS if one.answer.row == 0)
(MONDAY,) = (one.id for one in STATEMENTS if one.answer.row == 1)
(STUCK,) = (one.id for one in STATEMENTS if one.answer.row == 2)


def taps(folder: Path, *rows: tuple[object, ...], **how: str) -> tuple[Tap, ...]:
    path = folder / "taps.csv"
    path.write_text(delimited(COLUMNS, *(tuple(map(str, row)) for row in rows), **how), encoding="utf-8", newline="")
    return read_taps(path, STATEMENTS)


def problems(folder: Path, *rows: tuple[object, ...]) -> tuple[str, ...]:
    with pytest.raises(UnreadableError) as caught:
        taps(folder, *rows)
    return caught.value.problems


def test_a_tap_is_about_the_statements_with_its_words(tmp_path: Path) -> None:
    found = taps(
        tmp_path,
        (0, "Grofvuil naast de containers.", 1, "Elke maandag vuilnis op de stoep", 1),
        (0, "De lift in de flat is al weken stuk.", 2, "De lift doet het nooit, bewoners zitten vast in hun flat.", 1),
        (1, "Elke maandag vuilnis op de stoep", 2, "De lift doet het nooit, bewoners zitten vast in hun flat.", 0),
    )
    assert found == (Tap(WASTE, MONDAY, True), Tap(LIFT, STUCK, True), Tap(MONDAY, STUCK, False))


def test_doubled_taps_and_taps_that_contradict_each_other_are_all_kept(tmp_path: Path) -> None:
    words = ("Grofvuil naast de containers.", 1, "Elke maandag vuilnis op de stoep")
    assert [tap.same for tap in taps(tmp_path, (0, *words, 1), (0, *words, 0), (0, *words, 1))] == [True, False, True]


@pytest.mark.parametrize(
    ("row", "text", "found"),
    [
        (0, "  Grofvuil  naast de\ncontainers. ", WASTE),
        (0, "GROFVUIL NAAST DE CONTAINERS.", WASTE),
        (0, "naast de containers", WASTE),
        (0, "De lift in de flat is al weken stuk. Niemand komt.", LIFT),
        (0, "de lift van de flat is weken stuk", LIFT),
        (0, "Grofvuil naast de containers.\nDe lift in de flat is al weken stuk.", LIFT),
        (1, "maandag vuilnis", MONDAY),
    ],
)
def test_words_that_are_not_quite_those_of_a_statement_find_the_nearest_in_their_row(
    tmp_path: Path, row: int, text: str, found: str
) -> None:
    (tap,) = taps(tmp_path, (row, text, 2, "De lift doet het nooit, bewoners zitten vast in hun flat.", 1))
    assert tap.one == found


def test_a_row_of_a_person_in_wide_form_has_the_statements_of_all_their_answers() -> None:
    answers = (
        Answer("a", "R1", "A", Kind.PROBLEM, "Grofvuil naast de containers.", row=4),
        Answer("b", "R1", "A", Kind.CAUSE, "De bakken zitten vast.", row=4),
    )
    found = match("De bakken zitten vast.", statements_of(answers))
    assert found is not None
    assert found.answer.key == "b"


def test_two_texts_in_one_statement_say_nothing(tmp_path: Path) -> None:
    assert taps(tmp_path, (1, "Elke maandag", 1, "vuilnis op de stoep", 0)) == ()


def test_a_file_with_only_the_names_has_no_taps(tmp_path: Path) -> None:
    assert taps(tmp_path) == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_taps_come_in_the_same_kinds_of_files_as_answers(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [COLUMNS, ("0", "Grofvuil naast de containers…", "1", "maandag vuilnis", "1")]
    (tmp_path / "taps.csv").write_bytes(delimited(*rows, delimiter=delimiter).encode(encoding))
    (tmp_path / "taps.xlsx").write_bytes(
        workbook(COLUMNS, (0, "Grofvuil naast de containers…", 1, "maandag vuilnis", 1))
    )
    assert read_taps(tmp_path / "taps.csv", STATEMENTS) == (Tap(WASTE, MONDAY, True),)
    assert read_taps(tmp_path / "taps.xlsx", STATEMENTS) == (Tap(WASTE, MONDAY, True),)


def test_everything_that_is_wrong_is_said_at_once_with_its_row(tmp_path: Path) -> None:
    good = (1, "Elke maandag vuilnis op de stoep")
    assert problems(
        tmp_path,
        (*good, 0, "Grofvuil", 1),
        (*good, 0, "Grofvuil", "ja"),
        (*good, "nul", "Grofvuil", 1),
        (*good, 0, "Te hard rijden bij de school", 1),
        (*good, 99, "Grofvuil", 1),
        (*good, 0, "", ""),
        (*good, "9" * 5000, "Grofvuil", 1),
        (*good, -1, "=A1", 1),
    ) == (
        "Taps: rij 3: in same staat “ja”; kies 1 (zelfde) of 0 (niet).",
        "Taps: rij 4: in row_b staat “nul”; dat is geen rijnummer.",
        "Taps: rij 5: bij row_b “0” hoort geen antwoord met de tekst “Te hard rijden bij de school”.",
        "Taps: rij 6: bij row_b “99” hoort geen antwoord met de tekst “Grofvuil”.",
        "Taps: rij 7: de kolom text_b is leeg.",
        "Taps: rij 7: de kolom same is leeg.",
        f"Taps: rij 8: bij row_b “{'9' * 59}…” hoort geen antwoord met de tekst “Grofvuil”.",
        "Taps: rij 9: in row_b staat “-1”; dat is geen rijnummer.",
        "Taps: rij 9: de cel D9 (kolom text_b) bevat een formule; plak de waarde.",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"row_a,text_a,row_b,same\n0,a,1,1", "Taps: in de eerste rij ontbreekt de kolom text_b."),
        (b"", "Taps: het bestand is leeg."),
        ("row_a".encode("utf-16"), "Taps: het bestand is opgeslagen als UTF-16."),
    ],
)
def test_files_that_are_no_taps_get_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "taps.csv").write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        read_taps(tmp_path / "taps.csv", STATEMENTS)
    (found,) = caught.value.problems
    assert found.startswith(sentence)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"Taps: het bestand .*weg\.csv bestaat niet\."):
        read_taps(tmp_path / "weg.csv", STATEMENTS)


TEXTS = st.lists(
    st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip),
    min_size=1,
    unique_by=lambda text: " ".join(text.split()).casefold(),
)


@settings(deadline=None)
@given(TEXTS.flatmap(lambda texts: st.tuples(st.permutations(texts), st.sampled_from(texts))))
def test_the_exact_words_of_a_statement_always_find_it(drawn: tuple[list[str], str]) -> None:
    texts, said = drawn
    there = []
    for number, text in enumerate(texts):
        answer = Answer(str(number), "R", "A", Kind.PROBLEM, text, row=0)
        there.append(Statement(str(number), answer, 0, len(text), text, Kind.PROBLEM))
    found = match(said, there)
    assert found is not None
    assert found.text == said


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_file_whatever_it_holds_gives_more_than_taps_or_sentences(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("taps") / "taps.csv"
    path.write_bytes(f"row_a,text_a,row_b,text_b,same\n{text}".encode(errors="ignore"))
    try:
        found: tuple[object, ...] = read_taps(path, STATEMENTS)
    except UnreadableError as error:
        found = error.problems
        assert found
    assert all(isinstance(each, Tap | str) for each in found)
