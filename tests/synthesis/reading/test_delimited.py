"""CSV as programs and people save it, and cells that a spreadsheet would compute."""

from __future__ import annotations

import pytest

from synthesis.reading import parse
from synthesis.reading.delimited import is_formula
from tests.synthesis.reading.files import LONG, delimited, problems


def test_line_endings_may_be_mixed() -> None:
    content = (
        b"respondent;organisation;role;question;answer\rR1;A;;probleem;Een\nR2;B;;oorzaak;Twee\r\nR3;C;;kracht;Drie"
    )
    assert [(each.text, each.row) for each in parse(content)] == [("Een", 0), ("Twee", 1), ("Drie", 2)]


def test_the_delimiter_is_found_where_names_hold_the_others() -> None:
    names = ("vraag, of; iets\tanders", *LONG, "a,b,c,d,e,f,g,h")
    for delimiter in ",;\t":
        row = ("x", "R1", "A", "", "probleem", f"Een{delimiter} twee", "")
        (answer,) = parse(delimited(names, row, delimiter=delimiter).encode())
        assert answer.text == f"Een{delimiter} twee"


def test_a_file_that_is_partly_utf8_is_not_read_with_wrong_letters() -> None:
    rows = delimited(LONG, ("R1", "A", "", "probleem", "Café"), ("R2", "B", "", "probleem", "Eén\nregel"))
    broken = rows.encode() + "R3,C,,probleem,Ruïne\r\nR4,D,,probleem,Geen\r\nR5,E,,probleem,Coördinatie".encode(
        "cp1252"
    )
    assert [sentence.partition(":")[0] for sentence in problems(broken)] == ["Rij 4", "Rij 6"]
    assert "niet te lezen. Sla het bestand op als CSV UTF-8" in problems(broken)[0]


@pytest.mark.parametrize(
    "text",
    [
        *("=SUM(A1:A3)", "=som(a1)", "=A1", "= $B$2 ", "=A1&B1", '=A1&" en "&B1', "=Blad1!A1", "='Blad 1'!C3", "=1+2"),
        *("+SUM(A1)", "+A1+A2", "@SUM(A1)", "=-A1*2", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"),
        *("=3", "=50%", "=IF(A1>1,2,3)", "=A1:B2", "=-(A1+B1)/2"),
    ],
)
def test_what_a_spreadsheet_would_compute_is_a_formula(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "- veel afval",
            "+ groen",
            "+groen",
            "=> minder afval",
            "= veel beter",
            "== belangrijk ==",
            "@politie: kom vaker",
        ),
        *(
            "+31 6 12345678",
            "+1",
            "-1",
            "+10 (was 5)",
            "+A10 is te druk",
            "=bewoner(s) klagen",
            "+ BOA(s) zien we niet",
        ),
        *(
            "==A1=",
            "+BOA(s)",
            "@home",
            "=",
            "+",
            "= ?",
            "+/- tien jongeren",
            "- A1",
            "-SUM(A1)",
            "1=1",
            "Het is =A1",
            "",
        ),
    ],
)
def test_what_people_write_is_text(text: str) -> None:
    assert not is_formula(text)


def test_a_formula_is_named_with_its_cell_and_never_read() -> None:
    rows = [
        ("R1", "A", "", "probleem", "=SUM(A1)"),
        ("R2", "B", "", "=A1", "Tekst"),
        ("R3", "C", "", "probleem", "+ groen"),
    ]
    assert problems(delimited(LONG, *rows).encode()) == (
        "Rij 2: de cel E2 (kolom answer) bevat een formule; plak de waarde.",
        "Rij 3: de cel D3 (kolom question) bevat een formule; plak de waarde.",
    )


def test_a_formula_in_a_column_that_is_not_read_does_not_matter() -> None:
    (answer,) = parse(delimited((*LONG, "telling"), ("R1", "A", "", "probleem", "Tekst", "=A1")).encode())
    assert answer.text == "Tekst"


@pytest.mark.parametrize("length", [5_001, 50_000, 200_000])
def test_a_very_long_cell_is_named_with_its_length(length: int) -> None:
    content = delimited(LONG, ("R1", "A", "", "probleem", "x" * length)).encode()
    assert problems(content) == (f"Rij 2: de kolom answer telt {length} tekens; hoogstens 5000 kan.",)


def test_a_long_text_that_begins_like_a_formula_is_judged_at_once() -> None:
    for start in ("=1+", "=(", "=A ", "=A1:", '="', "@A1+"):
        assert not is_formula(start + "1+A1&(" * 20_000 + "en dan tekst")
