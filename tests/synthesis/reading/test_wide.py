"""One row per person, as Microsoft Forms gives it, and the same answers in either form."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.model import Answer, Evidence, Kind
from synthesis.reading import Layout, parse, read
from synthesis.reading.delimited import is_formula
from synthesis.reading.layout import QuestionColumn, layout_of
from tests.synthesis.reading.files import LONG, delimited, problems, workbook

SEES, MORE, WHY = "Wat zie je in de buurt?", "Wat zie je nog meer?", "Hoe komt dat?"
NAMES = ("ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Organisatie", "Functie", f"{SEES}\xa0", MORE, WHY)
START = datetime(2025, 11, 3, 9, 0)
PIET = (1, START, START, "piet@example.org", "Piet Geheim", "Politie", "wijkagent", "Ruzie", "Afval\nbij de bak", None)
EVA = (2, START, START, "eva@example.org", "Eva Geheim", "GGD", None, None, " ", "Te weinig plek")
NONE = (3, START, START, "jan@example.org", "Jan Geheim", "", "", "", "", "")


def layout(*more: str, **people: str) -> Layout:
    found = layout_of(None, [f"{SEES}=probleem", f"{MORE}=probleem", f"{WHY}=oorzaak", *more], **people)
    assert found is not None
    return found


def test_each_filled_cell_of_a_person_is_an_answer_to_its_own_question() -> None:
    one, two, three = parse(workbook(NAMES, PIET, EVA, NONE), layout())
    assert (one.respondent, one.organisation, one.role) == ("1", "Politie", "wijkagent")
    assert [(each.asked, each.text, each.question, each.row) for each in (one, two, three)] == [
        (Kind.PROBLEM, "Ruzie", SEES, 0),
        (Kind.PROBLEM, "Afval\nbij de bak", MORE, 0),
        (Kind.CAUSE, "Te weinig plek", WHY, 1),
    ]


def test_who_somebody_is_stays_out_of_all_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "forms.xlsx").write_bytes(workbook(NAMES, PIET, EVA, NONE))
    assert "Geheim" not in repr(read(tmp_path / "forms.xlsx", layout()))
    assert "example.org" not in repr(read(tmp_path / "forms.xlsx", layout()))


def test_a_csv_in_wide_form_reads_the_same_as_a_workbook() -> None:
    rows = [tuple("" if cell is None else str(cell) for cell in row) for row in (NAMES, PIET, EVA, NONE)]
    for delimiter in ",;\t":
        content = delimited(*rows, delimiter=delimiter).encode("utf-8-sig")
        assert parse(content, layout()) == parse(workbook(NAMES, PIET, EVA, NONE), layout())


def test_columns_beside_a_question_tell_more_about_its_answer_only() -> None:
    beside = (("plaats", "Waar?"), ("hoe_vaak", "Hoe vaak?"), ("bron", "Bron"), ("ernst", "Ernst"), ("thema", "Thema"))
    questions = (QuestionColumn(SEES, Kind.PROBLEM, beside), QuestionColumn(MORE, Kind.PROBLEM))
    content = workbook(
        ("Id", "Organisatie", SEES, MORE, "Waar?", "Hoe vaak?", "Bron", "Ernst", "Thema"),
        (1, "GGD", "Ruzie", "Afval", "Het plein", "Elke week", "Zelf gezien", 4, "T03"),
    )
    one, two = parse(content, Layout(questions))
    assert (one.place, one.frequency, one.evidence, one.severity, one.theme) == (
        "Het plein",
        "elke week",
        Evidence.SEEN,
        4,
        "T03",
    )
    assert (two.place, two.evidence, two.severity, two.theme) == ("", None, None, None)


def test_other_columns_can_tell_who_somebody_is() -> None:
    content = workbook(("Code", "Id", "Werkt bij", "Is", SEES), ("x7", 1, "GGD", "arts", "Ruzie"))
    found = layout_of(None, [f"{SEES}=probleem"], "Code", "Werkt bij", "Is")
    (answer,) = parse(content, found)
    assert (answer.respondent, answer.organisation, answer.role) == ("x7", "GGD", "arts")


def test_every_mistake_is_said_with_its_row_and_only_once_per_person() -> None:
    content = workbook(
        NAMES,
        (1, *PIET[1:5], "", "", "Een", "Twee", "Drie"),
        (2, *PIET[1:5], "GGD", "", "=A1", "x" * 5001, ""),
    )
    assert problems(content, layout()) == (
        "Rij 2: de kolom “Organisatie” is leeg.",
        f"Rij 3: de cel H3 (kolom “{SEES}”) bevat een formule; plak de waarde.",
        f"Rij 3: de kolom “{MORE}” telt 5001 tekens; hoogstens 5000 kan.",
    )


def test_a_column_that_is_not_there_is_named_with_what_may_be_meant() -> None:
    found = problems(workbook(NAMES, PIET), layout("Wat zie je in de wijk?=probleem", "Zzz=kracht"))
    assert found == (
        f"In de eerste rij ontbreekt de kolom “Wat zie je in de wijk?”. Bedoel je “{SEES}”?",
        "In de eerste rij ontbreekt de kolom “Zzz”.",
    )


def test_it_must_be_told_who_answers_where_the_usual_columns_are_not_there() -> None:
    found = problems(workbook((SEES, MORE, WHY), ("Een", "Twee", "Drie")), layout())
    assert "--respondent-column" in found[0]
    assert "--organisation-column" in found[1]


def test_a_column_that_is_there_twice_matters_only_where_it_is_read() -> None:
    names = ("Id", "Organisatie", SEES, MORE, WHY, "Toestemming", "Toestemming")
    assert len(parse(workbook(names, (1, "GGD", "Een", "Twee", "Drie", "ja", "ja")), layout())) == 3
    twice = workbook((*names, WHY), (1, "GGD", "Een", "Twee", "Drie", "ja", "ja", "Vier"))
    assert problems(twice, layout()) == ("De kolom “hoe komt dat?” staat er meer dan één keer in.",)


def test_people_without_answers_make_no_file_with_answers() -> None:
    assert problems(workbook(NAMES, NONE), layout()) == ("Het bestand bevat geen antwoorden.",)


def test_open_text_that_is_not_read_is_named(tmp_path: Path) -> None:
    names = (*NAMES, "Wil je nog iets kwijt?", "Hoe vaak ben je hier?", "Score")
    chosen = "een paar keer per week"
    rows = [
        (*PIET, "Dank voor het organiseren hiervan", chosen, 4),
        (*EVA, None, chosen, 5),
        (4, *PIET[1:], "Nee", chosen, 3),
    ]
    (tmp_path / "forms.xlsx").write_bytes(workbook(names, *rows))
    (remark,) = read(tmp_path / "forms.xlsx", layout()).remarks
    assert remark.startswith("Let op: de kolom “Wil je nog iets kwijt?” lijkt open tekst")
    assert read(tmp_path / "forms.xlsx", layout("Wil je nog iets kwijt?=twijfel")).remarks == ()


def test_a_file_in_wide_form_that_is_read_as_long_points_to_the_mapping() -> None:
    (sentence,) = problems(workbook(NAMES, PIET))
    assert sentence.endswith("Zeg dan met --mapping of --column welke kolommen de vragen zijn.")


KINDS = {"Vraag a": Kind.PROBLEM, "Vraag b": Kind.PROBLEM, "Vraag c": Kind.CAUSE, "Vraag d": Kind.DESIRED}
LAYOUT = Layout(tuple(QuestionColumn(column, kind) for column, kind in KINDS.items()), "Id", "Org", "Rol")
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cc", "Cs"])
TEXT = st.one_of(
    st.sampled_from(["Ruzie, elke dag", 'Ruzie; "echt"', "Eén\ntwee", "- veel afval", "+ groen", "= minder"]),
    st.text(CHARACTERS, min_size=1, max_size=30),
).filter(lambda text: text.strip() and not is_formula(text))
SAID = st.dictionaries(st.sampled_from(sorted(KINDS)), TEXT, max_size=4)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(["GGD", "Café"]), st.sampled_from(["", "arts"]), SAID), min_size=1, max_size=5
)


def known(answers: tuple[Answer, ...]) -> dict[str, tuple[object, ...]]:
    return {each.key: (each.respondent, each.organisation, each.role, each.asked, each.text) for each in answers}


@settings(deadline=None)
@given(PEOPLE.filter(lambda people: any(said for _, _, said in people)), st.sampled_from(",;\t"))
def test_the_same_answers_in_long_and_wide_form_are_the_same(
    people: list[tuple[str, str, dict[str, str]]], delimiter: str
) -> None:
    long = [
        (f"R{number}", org, role, KINDS[column].value, text)
        for number, (org, role, said) in enumerate(people)
        for column, text in said.items()
    ]
    wide = [
        (f"R{number}", org, role, *(said.get(column, "") for column in KINDS))
        for number, (org, role, said) in enumerate(people)
    ]
    from_long = parse(delimited(LONG, *long, delimiter=delimiter).encode())
    from_wide = parse(delimited(("Id", "Org", "Rol", *KINDS), *wide, delimiter=delimiter).encode(), LAYOUT)
    assert known(from_long) == known(from_wide)
    assert {(each.respondent, each.row) for each in from_wide} == {
        (f"R{number}", number) for number, (_, _, said) in enumerate(people) if said
    }


@settings(deadline=None, max_examples=40)
@given(PEOPLE.filter(lambda people: any(said for _, _, said in people)))
def test_a_workbook_and_a_csv_of_the_same_rows_are_the_same(people: list[tuple[str, str, dict[str, str]]]) -> None:
    rows = [
        (f"R{number}", org, role, *(said.get(column, "") for column in KINDS))
        for number, (org, role, said) in enumerate(people)
    ]
    names = ("Id", "Org", "Rol", *KINDS)
    as_text = [[cell and f"'{cell}" if str(cell).startswith("=") else cell for cell in row] for row in rows]
    assert parse(workbook(names, *as_text), LAYOUT) == parse(delimited(names, *as_text).encode(), LAYOUT)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_file_in_wide_form_gives_more_than_answers_or_sentences(text: str) -> None:
    content = f"Id,Org,Rol,Vraag a,Vraag b,Vraag c,Vraag d\n{text}".encode(errors="ignore")
    try:
        found: tuple[object, ...] = parse(content, LAYOUT)
    except ValueError as error:
        found = getattr(error, "problems", ())
    assert found


@pytest.mark.parametrize("name", ["Id", "ID", " id "])
def test_the_usual_column_for_who_it_is_may_be_written_in_any_way(name: str) -> None:
    content = workbook((name, "Organisatie", SEES), (7, "GGD", "Ruzie"))
    (answer,) = parse(content, layout_of(None, [f"{SEES}=probleem"]))
    assert answer.respondent == "7"
