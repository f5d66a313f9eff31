"""What somebody types in a terminal: one clear sentence when something is in the way."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def start(tmp_path: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """``python -m app`` with its data under ``tmp_path``."""
    return subprocess.run(
        [sys.executable, "-m", "app"],
        env={**os.environ, "BUURTBALANS_INSTANCE": str(tmp_path / "instance"), **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_busy_port_gives_one_sentence_with_another_port(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = start(tmp_path, PORT=str(port))
    assert done.returncode == 1
    assert done.stderr == (f"Port {port} is in use by another program. Choose another one: make run PORT={port + 1}\n")


def test_a_wrong_port_gives_one_sentence(tmp_path: Path) -> None:
    assert start(tmp_path, PORT="eighty").stderr == "PORT must be a number from 1 to 65535, not 'eighty'.\n"


def test_a_wrong_way_of_sharing_gives_one_sentence(tmp_path: Path) -> None:
    assert start(tmp_path, PORT="18762", SHARE="perhaps").stderr == (
        "SHARE must be 1 (also for phones on the same wifi) or 0 (this laptop only), not 'perhaps'.\n"
    )


def test_a_wrong_setting_gives_one_sentence(tmp_path: Path) -> None:
    done = start(tmp_path, PORT="18763", BUURTBALANS_DEMO="perhaps")
    assert done.stderr == "BUURTBALANS_DEMO must be 0 or 1, not 'perhaps'.\n"


def test_a_folder_that_cannot_be_made_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = start(tmp_path, PORT="18764", BUURTBALANS_INSTANCE=str(tmp_path / "file" / "instance"))
    assert done.returncode == 1
    assert done.stderr == f"The data cannot be written to {tmp_path / 'file' / 'instance'}: Not a directory.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_gives_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    done = start(tmp_path, PORT="18765")
    assert done.stderr.startswith("The data cannot be written to ")
    assert done.stderr.count("\n") == 1


WRONG = """\
step: 2
version: "1"
title: {nl: Titel, en: Title}
purpose: {nl: Doel., en: Purpose.}
pages:
  - id: page
    title: {nl: Pagina, en: Page}
    questions:
      - {id: 2.1a, type: essay, label: {nl: Wat, en: What}}
      - {id: 2.1a, type: short, label: {nl: Wat, en: What}, colour: red}
"""
MISTAKES = [
    "step_2.yaml:9: 2.1a: there is no type 'essay'; there are check, date, group, matrix, multi, number, place, rank,"
    " scale5, score3, short, single, text",
    "step_2.yaml:10: 'colour' is not known here",
]


def check(path: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """``flask questionnaires check FILE``."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "questionnaires", "check", str(path)],
        env={**os.environ, "BUURTBALANS_INSTANCE": str(tmp_path / "instance")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_checking_a_questionnaire_prints_every_problem_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "step_2.yaml"
    path.write_text(WRONG, encoding="utf-8")
    done = check(path, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == MISTAKES


def test_checking_a_good_questionnaire_says_so(tmp_path: Path) -> None:
    path = tmp_path / "step_2.yaml"
    good = WRONG.replace("essay", "short").replace("2.1a, type: short, label: {nl: Wat, en: What}, colour: red", "2.1b,"
                         " type: short, label: {nl: Wat, en: What}")  # fmt: skip
    path.write_text(good, encoding="utf-8")
    done = check(path, tmp_path)
    assert (done.returncode, done.stdout) == (0, "Step 2, version 1: all is well.\n")


def test_a_wrong_questionnaire_stops_the_start_and_names_the_lines(tmp_path: Path) -> None:
    (tmp_path / "step_2.yaml").write_text(WRONG, encoding="utf-8")
    done = start(tmp_path, PORT="18766", BUURTBALANS_QUESTIONNAIRES=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["A questionnaire is wrong:", *MISTAKES]


def test_a_folder_of_questionnaires_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    done = start(tmp_path, PORT="18767", BUURTBALANS_QUESTIONNAIRES=str(tmp_path / "nowhere"))
    assert done.stderr.startswith("BUURTBALANS_QUESTIONNAIRES must be a folder")
    assert done.stderr.count("\n") == 1
