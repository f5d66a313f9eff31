"""How a file in wide form is told apart: from a mapping file, from the command line, or from both."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.model import Kind
from synthesis.reading import Layout, UnreadableError
from synthesis.reading.layout import QuestionColumn, layout_of

GOOD = """\
respondent: ID
organisation: Voor welke organisatie werk je?
role: Wat is je rol?
questions:
  Wat zie je in de buurt?: probleem
  Hoe komt dat?: Oorzaak
  "Nee: wat niet?": twijfel
  Wat zie je nog meer?:
    kind: probleem
    plaats: Waar is dat?
    ernst: Hoe erg is dat?
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "indeling.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(folder: Path, text: str | bytes, *columns: str) -> tuple[str, ...]:
    with pytest.raises(UnreadableError) as caught:
        layout_of(written(folder, text), columns)
    assert all(sentence.endswith(".") for sentence in caught.value.problems)
    return caught.value.problems


def test_a_mapping_file_tells_who_and_what_each_column_is(tmp_path: Path) -> None:
    more = (("plaats", "Waar is dat?"), ("ernst", "Hoe erg is dat?"))
    assert layout_of(written(tmp_path, GOOD), ()) == Layout(
        questions=(
            QuestionColumn("Wat zie je in de buurt?", Kind.PROBLEM),
            QuestionColumn("Hoe komt dat?", Kind.CAUSE),
            QuestionColumn("Nee: wat niet?", Kind.DOUBT),
            QuestionColumn("Wat zie je nog meer?", Kind.PROBLEM, more),
        ),
        respondent="ID",
        organisation="Voor welke organisatie werk je?",
        role="Wat is je rol?",
    )


def test_json_is_a_mapping_file_too_and_words_stay_words(tmp_path: Path) -> None:
    found = layout_of(written(tmp_path, b'\xef\xbb\xbf{"respondent": "No", "questions": {"2025": "probleem"}}'), ())
    assert found == Layout((QuestionColumn("2025", Kind.PROBLEM),), respondent="No")


def test_the_command_line_alone_is_enough() -> None:
    found = layout_of(None, ["Wat zie je?=probleem", "a = b= kracht "], "Id", organisation="Org")
    questions = (QuestionColumn("Wat zie je?", Kind.PROBLEM), QuestionColumn("a = b", Kind.STRENGTH))
    assert found == Layout(questions, respondent="Id", organisation="Org")


def test_the_command_line_adds_to_the_file_and_wins_of_it(tmp_path: Path) -> None:
    found = layout_of(written(tmp_path, GOOD), ["Ideeën?=oplossing"], role="Functie")
    assert found is not None
    assert (found.respondent, found.role) == ("ID", "Functie")
    assert [each.kind for each in found.questions][-1] is Kind.SOLUTION
    assert len(found.questions) == 5


def test_without_a_word_about_columns_a_file_is_in_long_form() -> None:
    assert layout_of(None, ()) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "moeten de namen van kolommen staan"),
        ("- een\n- twee", "moeten de namen van kolommen staan"),
        ("respondent: ID", "moet onder questions per kolom de soort staan"),
        ("questions: {}", "staat onder questions geen enkele kolom"),
        ("questions:\n  A: klacht", "“klacht” bij de kolom “A” is geen soort; kies uit probleem, oorzaak"),
        (
            "questions:\n  A: {kind: probleem, waar: B}",
            "moet bij “A” een soort staan, of kind met erbij plaats, hoe_vaak",
        ),
        ("questions:\n  A: {plaats: B}", "moet bij “A” een soort staan"),
        ("questions:\n  A: [probleem]", "moet bij “A” een soort staan"),
        ("questions:\n  A: {kind: probleem, plaats: [B]}", "moet bij plaats de naam van een kolom staan"),
        ("questions:\n  A: probleem\nrol: B", "staat “rol”; het kent alleen respondent, organisation, role, questions"),
        ("respondent:\nquestions:\n  A: probleem", "moet bij respondent de naam van een kolom staan"),
        ("questions:\n  A: probleem\n  A: oorzaak", "regel 3: dit is geen goede YAML"),
        ("questions:\n  A: probleem\n  a : oorzaak", "De kolom “a” heeft twee keer een soort gekregen"),
        ("questions: {A: B", "geen goede YAML"),
        (b"questions:\n  Caf\xe9: probleem", "De letters in"),
        ("[" * 1000, "geen goede YAML"),
    ],
)
def test_a_mapping_file_that_cannot_be_used_gets_one_sentence(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    (found,) = problems(tmp_path, text)
    assert sentence in found


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ("Wat zie je?", "moet eruitzien als “Naam van de kolom=probleem”"),
        ("=probleem", "moet eruitzien als"),
        ("Wat zie je?=klacht", "“klacht” bij de kolom “Wat zie je?” is geen soort"),
        ("Hoe komt dat? =gevolg", "De kolom “Hoe komt dat?” heeft twee keer een soort gekregen"),
    ],
)
def test_a_column_that_cannot_be_used_gets_one_sentence(tmp_path: Path, column: str, sentence: str) -> None:
    (found,) = problems(tmp_path, GOOD, column)
    assert sentence in found


def test_who_somebody_is_without_any_answers_is_not_enough() -> None:
    with pytest.raises(UnreadableError, match="Zeg met --column of --mapping ook"):
        layout_of(None, (), respondent="Id")


def test_a_mapping_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="bestaat niet"):
        layout_of(tmp_path / "weg.yaml", ())


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"questions:\n  A: probleem\n{text}".encode()))
def test_no_mapping_file_whatever_it_holds_gives_more_than_a_layout_or_sentences(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = written(tmp_path_factory.mktemp("indeling"), content)
    try:
        found: object = layout_of(path, ())
    except UnreadableError as error:
        found = error.problems
    assert found
