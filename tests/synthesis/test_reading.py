"""Spreadsheet files as people save them, and every mistake in them named with its row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.model import Answer, Evidence, Kind
from synthesis.reading import UnreadableError, parse, read_answers

HEAD = "respondent,organisation,role,question,answer"


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows]).encode()


def problems(content: bytes) -> tuple[str, ...]:
    with pytest.raises(UnreadableError) as caught:
        parse(content)
    return caught.value.problems


def test_each_row_is_an_answer() -> None:
    first, second = parse(table("R1,Politie,wijkagent,probleem,Ruzie op het plein", 'R2,GGD,,Kracht,"Groen, en fijn"'))
    assert (first.respondent, first.organisation, first.role) == ("R1", "Politie", "wijkagent")
    assert (first.asked, first.text, first.row) == (Kind.PROBLEM, "Ruzie op het plein", 0)
    assert (second.asked, second.text, second.role, second.row) == (Kind.STRENGTH, "Groen, en fijn", "", 1)


def test_all_eight_questions_are_known() -> None:
    rows = [f"R1,Politie,agent,{kind.value},Tekst" for kind in Kind]
    assert [answer.asked for answer in parse(table(*rows))] == list(Kind)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_found(encoding: str, delimiter: str) -> None:
    text = "\r\n".join([HEAD, "R1,Café,gebiedsmakelaar,probleem,Coördinatie ontbreekt – steeds"])
    (answer,) = parse(text.replace(",", delimiter).encode(encoding))
    assert (answer.organisation, answer.text) == ("Café", "Coördinatie ontbreekt – steeds")


def test_a_delimiter_inside_quotes_and_a_new_line_in_a_cell_are_text() -> None:
    (answer, second) = parse(table('R1,A,rol,probleem,"Eén; twee,\ndrie ""vier"""', "R2,B,rol,probleem,Vijf"))
    assert answer.text == 'Eén; twee,\ndrie "vier"'
    assert second.row == 1


def test_columns_may_come_in_any_order_with_others_beside_them() -> None:
    (answer,) = parse(
        table("x,Tekst,probleem,R1,rol,Politie", head=" nr ,Answer,QUESTION,respondent,role,organisation")
    )
    assert (answer.text, answer.organisation) == ("Tekst", "Politie")


def test_what_else_is_known_of_an_answer_comes_along() -> None:
    head = f"{HEAD},plaats,hoe_vaak,bron,ernst,thema"
    full, empty, unknown = parse(
        table(
            "R1,A,rol,probleem,Tekst,Het plein,Dagelijks,zelf gezien,4,t03",
            "R1,A,rol,probleem,Nog een,,,,,",
            "R1,A,rol,probleem,Derde,,,figures,weet ik niet,",
            head=head,
        )
    )
    assert (full.place, full.frequency, full.evidence, full.severity, full.theme) == (
        "Het plein",
        "dagelijks",
        Evidence.SEEN,
        4,
        "T03",
    )
    assert (empty.place, empty.evidence, empty.severity, empty.theme) == ("", None, None, None)
    assert (unknown.evidence, unknown.severity) == (Evidence.FIGURES, None)


def test_empty_rows_are_passed_over_and_blank_lines_are_no_records() -> None:
    first, second = parse(table("R1,A,rol,probleem,Een", "", ",,,,", "R2,B,rol,probleem,Twee"))
    assert (first.row, second.row) == (0, 2)


def test_blank_lines_before_the_names_do_not_matter() -> None:
    (answer,) = parse(b"\n\n" + table("R1,A,rol,probleem,Een"))
    assert answer.text == "Een"
    assert problems(b"\n\n" + table("R1,A,rol,klacht,Een"))[0].startswith("Rij 4:")


def test_missing_columns_are_named_together() -> None:
    (sentence,) = problems(b"respondent,role,answer\nR1,rol,Tekst")
    assert "ontbreken de kolommen organisation, question" in sentence
    (sentence,) = problems(b"respondent,organisation,role,answer\nR1,A,rol,Tekst")
    assert "ontbreekt de kolom question" in sentence


def test_every_mistake_is_said_at_once_with_its_spreadsheet_row() -> None:
    found = problems(
        table(
            "R1,A,rol,probleem,Goed",
            "R2,B,rol,klacht,Vraag onbekend",
            '"R3",C,rol,probleem,"op twee\nregels"',
            ",D,rol,probleem,",
            f"R5,E,rol,probleem,{'x' * 5001}",
            "R6,F,rol,probleem,nul\0teken",
            "R7,G,rol,probleem,een,twee",
        )
    )
    assert [sentence.partition(":")[0] for sentence in found] == ["Rij 8", "Rij 3", "Rij 5", "Rij 5", "Rij 6", "Rij 7"]
    assert "de vraag “klacht” is onbekend; kies uit probleem, oorzaak" in found[1]
    assert "de kolom respondent is leeg" in found[2]
    assert "de kolom answer is leeg" in found[3]
    assert "telt 5001 tekens; hoogstens 5000 kan" in found[4]
    assert "NUL" in found[5]
    assert "meer cellen dan kolommen" in found[0]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("roddel,3,T01", "Rij 2: de bron “roddel” is onbekend"),
        ("vermoeden,6,T01", "Rij 2: de ernst “6” is geen heel getal van 1 tot en met 5"),
        ("vermoeden,3,T77", "Rij 2: het thema “t77” is onbekend"),
    ],
)
def test_unknown_values_in_optional_columns_are_named(row: str, sentence: str) -> None:
    (found,) = problems(table(f"R1,A,rol,probleem,Tekst,{row}", head=f"{HEAD},bron,ernst,thema"))
    assert found.startswith(sentence)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b" ; ;\n", b"\x0b", b'""', b'"",""\n', b"\0"])
def test_an_empty_file_is_called_empty(content: bytes) -> None:
    assert problems(content) == ("Het bestand is leeg.",)


@pytest.mark.parametrize("rows", [(), (",,,,", "")])
def test_a_file_with_only_names_has_no_answers(rows: tuple[str, ...]) -> None:
    assert problems(table(*rows)) == ("Het bestand bevat geen antwoorden.",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("respondent,organisation".encode("utf-16"), "UTF-16"),
        (b"respondent,organisation\n\x81\x8d", "niet te lezen"),
        (table('R1,A,rol,probleem,"nooit gesloten', "R2,B,rol,probleem,Tekst"), "Rij 2: de aanhalingstekens"),
        (table("R1,A,rol,probleem,Tekst,x", head=f"{HEAD},answer"), "De kolom answer staat er meer dan één keer in."),
    ],
)
def test_files_that_are_no_table_of_text_get_one_sentence(content: bytes, sentence: str) -> None:
    (found,) = problems(content)
    assert sentence in found


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="bestaat niet"):
        read_answers(tmp_path / "weg.csv")
    with pytest.raises(UnreadableError, match="niet te openen"):
        read_answers(tmp_path)


def known(answers: tuple[Answer, ...]) -> dict[str, tuple[object, ...]]:
    return {each.key: (each.respondent, each.organisation, each.role, each.asked, each.text) for each in answers}


CELLS = st.sampled_from(["een", "twee", "drie, met komma", 'met "aanhaling"'])
ROWS = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("PQ"), CELLS), min_size=1, max_size=8)


@settings(deadline=None)
@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_keys_depend_on_what_a_row_says_not_on_where_it_stands(
    drawn: tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]],
) -> None:
    def read(rows: list[tuple[str, str, str]]) -> tuple[Answer, ...]:
        quoted = [f'{who},{org},rol,probleem,"{text.replace(chr(34), chr(34) * 2)}"' for who, org, text in rows]
        return parse(table(*quoted))

    given_order, other_order = read(drawn[0]), read(drawn[1])
    assert known(given_order) == known(other_order)
    assert len(known(given_order)) == len(drawn[0])
    assert [each.text for each in given_order] == [text for _, _, text in drawn[0]]


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"{HEAD}\n{text}".encode(errors="ignore")))
def test_no_file_whatever_it_holds_gives_more_than_answers_or_sentences(content: bytes) -> None:
    try:
        found: tuple[Answer | str, ...] = parse(content)
    except UnreadableError as error:
        found = error.problems
    assert found
    assert all(each.text.strip() if isinstance(each, Answer) else each.endswith(".") for each in found)
