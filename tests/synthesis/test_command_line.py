"""``python -m synthesis``: a file in, a map out, and nothing written where something is wrong."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from synthesis.__main__ import main
from synthesis.tap_file import COLUMNS
from tests.synthesis.reading.files import delimited, workbook

ROWS = [
    ["R1", "Politie", "wijkagent", "probleem", "Elke avond hangt er een groep jongeren op het plein."],
    ["R2", "Jongerenwerk", "jongerenwerker", "probleem", "Jongeren hangen rond op het plein, ook laat in de avond."],
    ["R3", "Corporatie", "beheerder", "probleem", "Hangjongeren op het plein, bewoners lopen om."],
    ["R3", "Corporatie", "beheerder", "probleem", "Grofvuil naast de containers.\nEn de lift is weer stuk."],
    ["R4", "Gemeente", "gebiedsmakelaar", "probleem", "Veel grofvuil en afval naast de containers op maandag."],
    ["R5", "Buurtteam", "sociaal werker", "probleem", "Er ligt steeds grofvuil bij de containers."],
    ["R4", "Gemeente", "gebiedsmakelaar", "kracht", "Een actieve groengroep houdt de tuinen schoon."],
    ["R2", "Jongerenwerk", "jongerenwerker", "gewenst", "Jongeren hebben in de avond een plek om te zijn."],
    ["R2", "Jongerenwerk", "jongerenwerker", "gewenst", "Jongeren hebben in de avond een plek om te zijn."],
]


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["respondent", "organisation", "role", "question", "answer"], *rows])
    return path


def drafted(folder: Path, rows: list[list[str]]) -> dict[str, Any]:
    answers = write(folder / "answers.csv", rows)
    assert main(["draft", str(answers), "--json", str(folder / "map.json")]) == 0
    found: dict[str, Any] = json.loads((folder / "map.json").read_text(encoding="utf-8"))
    return found


def test_the_map_has_the_agreed_shape(tmp_path: Path) -> None:
    found = drafted(tmp_path, ROWS)
    assert set(found) == {"engine", "input_hash", "statements", "problems", "goals"}
    ids = [problem["id"] for problem in found["problems"]]
    for statement in found["statements"]:
        assert set(statement) == {"id", "row", "text", "kind", "problem", "confidence"}
        assert statement["text"] in ROWS[statement["row"]][4]
        assert statement["problem"] is None or statement["problem"] in ids
        assert 0 <= statement["confidence"] <= 1
    assert {statement["row"] for statement in found["statements"]} == set(range(len(ROWS)))
    for problem in found["problems"]:
        inside = [each["id"] for each in found["statements"] if each["problem"] == problem["id"]]
        assert set(problem) == {
            *("id", "title", "keywords", "organisations", "respondents", "statements", "statement_ids")
        }
        assert problem["statement_ids"] == sorted(inside)
        assert problem["statements"] == len(inside)
        rows = [ROWS[each["row"]] for each in found["statements"] if each["id"] in inside]
        assert problem["organisations"] == len({row[1] for row in rows})
        assert problem["respondents"] == len({row[0] for row in rows})
    for goal in found["goals"]:
        assert set(goal) == {"id", "problem", "text", "statement_ids"}
        assert goal["problem"] in ids


def test_problems_are_ranked_by_organisations(tmp_path: Path) -> None:
    ranks = [
        (-each["organisations"], -each["respondents"], -each["statements"])
        for each in drafted(tmp_path, ROWS)["problems"]
    ]
    assert ranks == sorted(ranks)
    assert len(ranks) > 1


def test_rows_in_another_order_give_the_same_map_apart_from_row(tmp_path: Path) -> None:
    shuffled = [*ROWS[5:], *ROWS[4::-1]]
    first, second = drafted(tmp_path, ROWS), drafted(tmp_path, shuffled)
    for one, two in zip(first["statements"], second["statements"], strict=True):
        assert ROWS[one.pop("row")] == shuffled[two.pop("row")]
    assert first == second


def test_the_summary_and_the_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = write(tmp_path / "answers.csv", ROWS)
    assert main(["draft", str(answers), "--figure", str(tmp_path / "map.svg")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("10 kaarten van 5 mensen en 5 organisaties: ")
    assert out.count("\n") == 1
    assert "<title" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert main(["draft", str(answers), "--figure", str(tmp_path / "map.PNG")]) == 0
    assert (tmp_path / "map.PNG").read_bytes().startswith(b"\x89PNG")


def test_it_runs_as_a_module_from_any_folder(tmp_path: Path) -> None:
    answers = write(tmp_path / "answers.csv", ROWS)
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "synthesis", "draft", str(answers), "--json", str(tmp_path / "map.json")],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "map.json").exists()


def test_bad_input_writes_sentences_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = write(
        tmp_path / "answers.csv", [*ROWS, ["R9", "", "rol", "probleem", "Tekst"], ["R9", "X", "", "?", "T"]]
    )
    outputs = ["--json", str(tmp_path / "map.json"), "--figure", str(tmp_path / "map.svg")]
    assert main(["draft", str(answers), *outputs]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert [line.partition(":")[0] for line in shown.err.splitlines()] == ["Rij 11", "Rij 12"]
    assert [path.name for path in tmp_path.iterdir()] == ["answers.csv"]


def test_an_older_map_stays_whole_when_the_input_is_bad(tmp_path: Path) -> None:
    answers = write(tmp_path / "answers.csv", [["R9", "", "", "", "Tekst"]])
    (tmp_path / "map.json").write_text("ouder", encoding="utf-8")
    assert main(["draft", str(answers), "--json", str(tmp_path / "map.json")]) == 2
    assert (tmp_path / "map.json").read_text(encoding="utf-8") == "ouder"


@pytest.mark.parametrize(
    ("outputs", "sentence"),
    [
        (["--figure", "map.pdf"], "moet eindigen op .svg of .png"),
        (["--json", "weg/map.json"], "bestaat niet"),
        (["--json", "answers.csv"], "over de antwoorden heen"),
        (["--json", "a.svg", "--figure", "a.svg"], "dezelfde naam"),
        (["--json", "."], "is een map"),
        (["--html", "weg/map.html"], "bestaat niet"),
        (["--out", "answers.csv"], "is een bestand; geef een map"),
        (["--out", "weg/kaart"], "bestaat niet"),
        (["--out", "kaart", "--json", "kaart/map.json"], "dezelfde naam"),
        (["--sheet", "Blad1"], "heeft geen bladen"),
        (["--taps", "weg.csv"], "Taps: het bestand weg.csv bestaat niet"),
        (["--mapping", "weg.yaml"], "Het bestand weg.yaml bestaat niet"),
        (["--column", "Vraag=klacht"], "is geen soort"),
    ],
)
def test_outputs_that_cannot_be_written_are_named_before_the_work(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    outputs: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "answers.csv", ROWS)
    before = (tmp_path / "answers.csv").read_bytes()
    assert main(["draft", "answers.csv", *outputs]) == 2
    assert sentence in capsys.readouterr().err
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("answers.csv", before)]


def test_all_forms_of_the_map_are_written_at_once_in_a_folder_that_is_made(tmp_path: Path) -> None:
    answers = write(tmp_path / "answers.csv", ROWS)
    assert main(["draft", str(answers), "--out", str(tmp_path / "kaart"), "--html", str(tmp_path / "los.htm")]) == 0
    assert sorted(path.name for path in (tmp_path / "kaart").iterdir()) == [
        "map.html",
        "map.json",
        "map.png",
        "map.svg",
    ]
    page = (tmp_path / "kaart" / "map.html").read_text(encoding="utf-8")
    assert (tmp_path / "los.htm").read_text(encoding="utf-8") == page
    for row, text in enumerate((each[4].splitlines()[0] for each in ROWS), 2):
        assert re.search(rf"{re.escape(text)}</p></blockquote>\s*<p class=\"facts\">rij {row}</p>", page)


def test_bad_input_makes_no_folder(tmp_path: Path) -> None:
    answers = write(tmp_path / "answers.csv", [["R9", "", "", "", "Tekst"]])
    assert main(["draft", str(answers), "--out", str(tmp_path / "kaart")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["answers.csv"]


def test_a_workbook_in_wide_form_gives_the_map_of_the_same_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = {"probleem": ["Zie?", "Nog meer?", "En?"], "kracht": ["Goed?"], "gewenst": ["Wens?", "Nog een wens?"]}
    people: dict[str, dict[str, str]] = {}
    for who, organisation, _, kind, text in ROWS:
        person = people.setdefault(
            who, {"Id": who, "Naam": "Geheim", "Org": organisation, "Vrij": "Dit was een fijne lijst"}
        )
        person[next(name for name in columns[kind] if name not in person)] = text
    names = ["Id", "Naam", "Org", *(name for each in columns.values() for name in each), "Vrij"]
    rows = [[person.get(name) for name in names] for person in people.values()]
    (tmp_path / "forms.xlsx").write_bytes(workbook(names, *rows))
    (tmp_path / "indeling.yaml").write_text("organisation: Org\nquestions:\n  Zie?: probleem\n  Goed?: kracht\n")
    more = [f"{name}={kind}" for kind, each in columns.items() for name in each if name not in {"Zie?", "Goed?"}]
    flags = [part for each in more for part in ("--column", each)]
    mapping = ["--mapping", str(tmp_path / "indeling.yaml"), "--sheet", "blad1", *flags]
    assert main(["draft", str(tmp_path / "forms.xlsx"), *mapping, "--out", str(tmp_path / "kaart")]) == 0
    assert capsys.readouterr().err == ""
    found = json.loads((tmp_path / "kaart" / "map.json").read_text(encoding="utf-8"))
    of_long = drafted(tmp_path, ROWS)
    known = {each["id"]: (each["text"], each["kind"], each["problem"]) for each in of_long["statements"]}
    assert {each["id"]: (each["text"], each["kind"], each["problem"]) for each in found["statements"]} == known
    assert {each["row"] for each in found["statements"]} == set(range(len(people)))
    assert "Geheim" not in (tmp_path / "kaart" / "map.html").read_text(encoding="utf-8")


def test_open_text_that_is_not_read_is_named_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("Id", "Organisatie", "Wat zie je?", "Wil je nog iets kwijt?")
    (tmp_path / "forms.xlsx").write_bytes(workbook(names, (1, "GGD", "Grofvuil", "Ik vond dit een fijne lijst")))
    assert main(["draft", str(tmp_path / "forms.xlsx"), "--column", "Wat zie je?=probleem"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("1 kaart van 1 persoon")
    assert shown.err == (
        "Let op: de kolom “Wil je nog iets kwijt?” lijkt open tekst, maar heeft geen soort en wordt niet gelezen.\n"
    )


def asked(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    answers = write(folder / "answers.csv", ROWS)
    assert main(["questions", str(answers), "--json", str(folder / "q.json"), *arguments]) == 0
    found: list[dict[str, Any]] = json.loads((folder / "q.json").read_text(encoding="utf-8"))
    return found


def test_questions_have_the_agreed_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(tmp_path, "--count", "3")
    assert capsys.readouterr().out == f"{len(found)} vragen.\n"
    assert 1 <= len(found) <= 3
    problems = {each["id"]: each["title"] for each in drafted(tmp_path, ROWS)["problems"]}
    for question in found:
        assert list(question) == ["row", "text", "candidates"]
        assert question["text"] in ROWS[question["row"]][4]
        for candidate in question["candidates"]:
            assert list(candidate) == ["problem", "title", "examples"]
            assert problems[candidate["problem"]] == candidate["title"]
            for example in candidate["examples"]:
                assert list(example) == ["row", "text"]
                assert example["text"] in ROWS[example["row"]][4]


def test_draft_and_questions_take_taps(tmp_path: Path) -> None:
    rows = [("0", ROWS[0][4], "2", ROWS[2][4], "1"), ("3", "Grofvuil naast de containers.", "5", ROWS[5][4], "1")]
    (tmp_path / "taps.csv").write_text(delimited(COLUMNS, *rows), encoding="utf-8")
    taps = ("--taps", str(tmp_path / "taps.csv"))
    assert asked(tmp_path, "--count", "2", *taps)
    assert main(["draft", str(tmp_path / "answers.csv"), *taps, "--json", str(tmp_path / "map.json")]) == 0


@pytest.mark.parametrize("command", ["draft", "questions"])
def test_bad_taps_write_sentences_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    answers = write(tmp_path / "answers.csv", ROWS)
    taps = tmp_path / "taps.csv"
    taps.write_text(delimited(COLUMNS, ("0", "Iets heel anders", "99", "x", "1"), ("a", "b", "1", "c", "2")))
    assert main([command, str(answers), "--taps", str(taps), "--json", str(tmp_path / "out.json")]) == 2
    assert [line.partition(": ")[2][:5] for line in capsys.readouterr().err.splitlines()] == ["rij 2"] * 2 + [
        "rij 3"
    ] * 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.csv", "taps.csv"]


@pytest.mark.parametrize("count", ["0", "-1", "drie", "1.5", "", "1" * 5000])
def test_a_count_that_is_none_gets_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], count: str) -> None:
    answers = write(tmp_path / "answers.csv", ROWS)
    assert main(["questions", str(answers), "--json", str(tmp_path / "q.json"), f"--count={count}"]) == 2
    assert capsys.readouterr().err == "Het aantal bij --count moet een heel getal zijn van 1 of meer.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["answers.csv"]


def test_questions_must_be_told_where_to_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", str(write(tmp_path / "answers.csv", ROWS))]) == 2
    assert "--json" in capsys.readouterr().err


def test_a_file_with_very_much_wrong_gets_no_endless_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = write(tmp_path / "answers.csv", [["R1", "A", "", "?", "Tekst"]] * 250)
    assert main(["draft", str(answers)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[-1]) == (101, "En nog 150 van zulke meldingen.")


@pytest.mark.parametrize("command", ["draft", "questions"])
def test_the_help_is_dutch(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as done:
        main([command, "--help"])
    text = capsys.readouterr().out
    assert done.value.code == 0
    assert "gebruik:" in text
    assert "respondent, organisation, role, question, answer" in text
    assert not {"usage", "options", "show", "positional"} & set(text.replace(":", " ").split())


@pytest.mark.parametrize("arguments", [[], ["draft"], ["onbekend"], ["draft", "a.csv", "--vreemd"]])
def test_a_command_that_is_not_understood_points_to_the_help(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as done:
        main(arguments)
    assert done.value.code == 2
    assert "--help" in capsys.readouterr().err
