"""All files or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthesis.reading import UnreadableError
from synthesis.writing import check_outputs, write


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_files_are_written_in_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "kaart"
    write({folder / "a": b"een", folder / "b": b"twee"}, folder)
    assert [(folder / name).read_bytes() for name in names(folder)] == [b"een", b"twee"]


def test_where_one_cannot_be_written_none_is_and_the_new_folder_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "kaart"
    with pytest.raises(UnreadableError, match="kan niet geschreven worden"):
        write({folder / "a": b"een", folder / ("x" * 250): b"twee"}, folder)
    assert names(tmp_path) == []


def test_where_one_cannot_be_written_the_older_files_stay(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"ouder")
    with pytest.raises(UnreadableError):
        write({tmp_path / "a": b"nieuw", tmp_path / ("x" * 250): b"twee"}, tmp_path)
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"ouder"


def test_what_stands_in_the_way_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    inputs = {"de taps": tmp_path / "taps.csv"}
    with pytest.raises(UnreadableError) as caught:
        check_outputs([tmp_path / "taps.csv", tmp_path, tmp_path / "weg" / "a", tmp_path], inputs, tmp_path / "bestand")
    assert [sentence.split()[-3:] for sentence in caught.value.problems] == [
        ["geef", "een", "map."],
        ["een", "andere", "naam."],
        ["geef", "een", "bestand."],
        [str(tmp_path / "weg" / "a"), "bestaat", "niet."],
        ["geef", "een", "bestand."],
        ["een", "eigen", "naam."],
    ]


def test_a_new_folder_needs_a_folder_to_stand_in(tmp_path: Path) -> None:
    folder = tmp_path / "weg" / "kaart"
    with pytest.raises(UnreadableError, match=r"De map van .* bestaat niet"):
        check_outputs([folder / "map.json"], {}, folder)
    check_outputs([tmp_path / "kaart" / "map.json"], {}, tmp_path / "kaart")
