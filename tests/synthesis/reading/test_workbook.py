"""Workbooks as Excel and openpyxl save them, and files that only look like one."""

from __future__ import annotations

import io
import struct
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.model import Kind
from synthesis.reading import UnreadableError, parse, read, read_answers
from synthesis.reading import workbook as module
from tests.synthesis.reading.files import LONG, problems, with_parts, workbook

ROW = ("R1", "Politie", "wijkagent", "probleem", "Ruzie op het plein")
SHEET = "xl/worksheets/sheet1.xml"


def cell(value: object, number_format: str = "General") -> str:
    """How the text of an answer is read from a cell with this value."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(LONG, ROW)))
    book.worksheets[0]["E2"].value = value
    book.worksheets[0]["E2"].number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return parse(file.getvalue())[0].text


def test_each_row_is_an_answer_and_empty_rows_are_passed_over() -> None:
    first, second = parse(
        workbook((None,), LONG, ROW, (), ("", None, " "), ("R2", "GGD", None, "Kracht", "Groen\nen fijn"))
    )
    assert (first.respondent, first.organisation, first.asked, first.row) == ("R1", "Politie", Kind.PROBLEM, 0)
    assert (second.text, second.role, second.row) == ("Groen\nen fijn", "", 3)


def test_the_rows_in_sentences_are_those_of_the_spreadsheet() -> None:
    content = workbook((None,), LONG, ROW, (), ("R2", "GGD", "", "klacht", "Tekst"))
    assert [sentence.partition(":")[0] for sentence in problems(content)] == ["Rij 5"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3, "General", "3"),
        (3.0, "General", "3"),
        (2.5, "General", "2,5"),
        (0.1 + 0.2, "General", "0,3"),
        (31612345678, "General", "31612345678"),
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12,5%"),
        (True, "General", "WAAR"),
        (False, "General", "ONWAAR"),
        (date(2025, 3, 7), "dd-mm-yyyy", "7-3-2025"),
        (datetime(2025, 3, 7, 9, 5), "dd-mm-yyyy hh:mm", "7-3-2025 09:05"),
        (time(9, 5), "hh:mm", "09:05"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        ("_x000D_\nTwee regels", "General", "\r\nTwee regels"),
    ],
)
def test_values_are_read_as_a_dutch_spreadsheet_shows_them(value: object, number_format: str, text: str) -> None:
    assert cell(value, number_format) == text


def test_a_score_may_be_a_number() -> None:
    (answer,) = parse(workbook((*LONG, "ernst"), (*ROW, 4)))
    assert answer.severity == 4


def test_formulas_and_error_values_are_named_and_never_computed() -> None:
    content = workbook(
        (*LONG, "ernst"),
        ("R1", "A", "", "probleem", "=SUM(A1)", 1),
        ("R2", "=A1", "", "probleem", "Tekst", "=1+1"),
        ("R3", "C", "", "probleem", "#N/A", None),
    )
    assert problems(content) == (
        "Rij 2: de cel E2 (kolom answer) bevat een formule; plak de waarde.",
        "Rij 3: de cel B3 (kolom organisation) bevat een formule; plak de waarde.",
        "Rij 3: de cel F3 (kolom ernst) bevat een formule; plak de waarde.",
        "Rij 4: de cel E4 (kolom answer) bevat een foutmelding (#N/A).",
    )


def test_a_cell_that_holds_text_like_a_formula_is_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(LONG, ROW)))
    book.worksheets[0]["E2"].value = "=A1 zei de buurman"
    book.worksheets[0]["E2"].data_type = "s"
    file = io.BytesIO()
    book.save(file)
    assert parse(file.getvalue())[0].text == "=A1 zei de buurman"


def test_long_cells_and_cells_without_a_column_name_are_named() -> None:
    content = workbook(LONG, (*ROW[:4], "x" * 32_000), (*ROW, None, "terzijde"))
    assert problems(content) == (
        "Rij 3: er staat iets in een kolom zonder naam. Geef de kolom een naam of maak de cel leeg.",
        "Rij 2: de kolom answer telt 32000 tekens; hoogstens 5000 kan.",
    )


def test_it_is_the_first_sheet_with_the_columns_or_the_named_one() -> None:
    content = workbook(
        Uitleg=[("Lees dit eerst",), ("respondent", "organisation")],
        Ronde1=[LONG, ROW],
        Ronde2=[LONG, (*ROW[:4], "Tweede ronde")],
    )
    assert parse(content)[0].text == "Ruzie op het plein"
    assert parse(content, sheet="ronde2")[0].text == "Tweede ronde"
    assert problems(content, sheet="Ronde 3") == (
        "Het blad “Ronde 3” staat niet in het bestand. Wel: “Uitleg”, “Ronde1”, “Ronde2”.",
    )


def test_where_no_sheet_has_the_columns_the_nearest_is_named() -> None:
    (sentence,) = problems(workbook(Uitleg=[("Lees dit",)], Ronde1=[LONG[:4], ROW[:4]]))
    assert sentence.startswith("Op het blad “Ronde1”, in de eerste rij, ontbreekt de kolom answer.")


def test_an_empty_workbook_is_called_empty() -> None:
    assert problems(workbook()) == ("Het bestand is leeg.",)
    assert problems(workbook(LONG)) == ("Het bestand bevat geen antwoorden.",)


def test_a_csv_has_no_sheets() -> None:
    assert problems(b"respondent", sheet="Blad1") == ("Een CSV-bestand heeft geen bladen. Laat --sheet weg.",)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def with_a_zip_password() -> bytes:
    """A workbook of which the first part says that it is encrypted."""
    content = bytearray(workbook(LONG, ROW))
    directory = content.rindex(b"PK\x01\x02") if content.count(b"PK\x01\x02") == 1 else content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, directory + 8, 1)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (OLE + bytes(500), "oud Excel-bestand (.xls)"),
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(99), "heeft een wachtwoord"),
        (with_a_zip_password(), "heeft een wachtwoord"),
        (archive(tekst=b"hallo"), "geen Excel-bestand (.xlsx), maar iets anders in een zip"),
        (workbook(LONG, ROW)[:900], "beschadigd"),
        (with_parts(workbook(LONG, ROW), {SHEET: b"<geen xml"}), "beschadigd"),
        (with_parts(workbook(LONG, ROW), {"xl/workbook.xml": b""}), "beschadigd"),
    ],
)
def test_what_is_no_workbook_gets_one_sentence(content: bytes, sentence: str) -> None:
    (found,) = problems(content)
    assert sentence in found


def test_a_file_with_the_wrong_name_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("respondent,organisation", encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"a\.xlsx is geen Excel-bestand, al heet het zo\."):
        read_answers(tmp_path / "a.xlsx")
    (tmp_path / "b.csv").write_bytes(workbook(LONG, ROW))
    assert [answer.row for answer in read_answers(tmp_path / "b.csv")] == [0]


def test_a_file_that_unpacks_to_more_than_fits_is_refused_unread() -> None:
    content = with_parts(workbook(LONG, ROW), {"xl/media/bomb.xml": bytes(module.LARGEST)})
    assert len(content) < 1_000_000
    (sentence,) = problems(content)
    assert "te groot" in sentence


def test_entities_that_grow_are_not_followed() -> None:
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        f'<!ENTITY {chr(98 + step)} "{f"&{chr(97 + step)};" * 10}">'.encode() for step in range(8)
    )
    sheet = lol + b"]><worksheet><sheetData><row><c t='inlineStr'><is><t>&i;</t></is></c></row></sheetData></worksheet>"
    (sentence,) = problems(with_parts(workbook(LONG, ROW), {SHEET: sheet}))
    assert "beschadigd" in sentence


def sheet_of(rows: str) -> bytes:
    """A workbook whose only sheet has these rows, as XML, and lies about its size."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
    return with_parts(workbook(LONG, ROW), {SHEET: xml.encode()})


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_the_size_that_a_sheet_claims_to_have_does_not_matter() -> None:
    names = "".join(inline(f"{letter}1", name) for letter, name in zip("ABCDE", LONG, strict=True))
    values = "".join(inline(f"{letter}1048576", text) for letter, text in zip("ABCDE", ROW, strict=True))
    (answer,) = parse(sheet_of(f'<row r="1">{names}</row><row r="1048576">{values}</row>'))
    assert (answer.text, answer.row) == ("Ruzie op het plein", 1_048_574)


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="99999999999">{inline("A99999999999", "x")}</row>',
        "".join(f'<row r="{number}">{inline(f"XFD{number}", "x")}</row>' for number in range(1, 310)),
    ],
)
def test_a_sheet_larger_than_excel_makes_them_is_refused(rows: str) -> None:
    (sentence,) = problems(sheet_of(rows))
    assert "te groot" in sentence


def test_read_tells_the_row_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook((None,), LONG, ROW, (), (*ROW[:4], "Tweede")))
    found = read(tmp_path / "a.xlsx")
    assert [(answer.row, found.numbers[answer.key]) for answer in found.answers] == [(0, 3), (2, 5)]


GOOD = workbook(LONG, ROW, ("R2", "GGD", "", "kracht", 3.5), ("R3", "GGD", "", "kracht", "=A1"))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=20), st.booleans())
def test_a_damaged_workbook_gives_answers_or_sentences(changes: list[tuple[int, int]], cut: bool) -> None:
    content = bytearray(GOOD)
    for place, value in changes:
        content[place] = value
    try:
        found: tuple[object, ...] = parse(bytes(content[: changes[0][0]] if cut else content))
    except UnreadableError as error:
        found = error.problems
    assert found


XML = {name: ZipFile(io.BytesIO(GOOD)).read(name) for name in ZipFile(io.BytesIO(GOOD)).namelist()}


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(sorted(XML)).flatmap(lambda name: st.tuples(st.just(name), st.integers(0, len(XML[name]) - 1))),
    st.data(),
)
def test_a_workbook_with_damaged_parts_gives_answers_or_sentences(drawn: tuple[str, int], data: st.DataObject) -> None:
    name, place = drawn
    piece = data.draw(st.binary(max_size=6))
    length = data.draw(st.integers(0, 8))
    part = XML[name][:place] + piece + XML[name][place + length :]
    try:
        found: tuple[object, ...] = parse(with_parts(GOOD, {name: part}))
    except UnreadableError as error:
        found = error.problems
    assert found
