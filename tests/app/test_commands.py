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
