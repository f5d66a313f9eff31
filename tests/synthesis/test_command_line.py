"""``python -m synthesis``: a file in, a map out, and nothing written where something is wrong."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from synthesis.__main__ import main

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


def test_the_help_is_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["draft", "--help"])
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
