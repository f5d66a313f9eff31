"""Settings: a missing or bad one stops at start, with its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import ReaderSettings, SettingError, read_settings

LONG_KEY = "k" * 40
READER = {"BUURTBALANS_READER_URL": "http://127.0.0.1:8080/v1/", "BUURTBALANS_READER_MODEL": "small"}


def test_a_laptop_needs_no_settings_and_keeps_its_key(tmp_path: Path) -> None:
    first = read_settings({}, tmp_path)
    assert first.database_url.startswith("sqlite:///")
    assert first.demo
    assert len(first.secret_key) == 64
    assert read_settings({}, tmp_path).secret_key == first.secret_key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"BUURTBALANS_MODE": "cloud"}, "BUURTBALANS_MODE"),
        ({"BUURTBALANS_MODE": "server"}, "BUURTBALANS_DATABASE_URL"),
        ({"BUURTBALANS_MODE": "server", "BUURTBALANS_DATABASE_URL": "sqlite://"}, "BUURTBALANS_SECRET_KEY"),
        ({"BUURTBALANS_DEMO": "yes"}, "BUURTBALANS_DEMO"),
        ({"BUURTBALANS_SESSION_MINUTES": "soon"}, "BUURTBALANS_SESSION_MINUTES"),
        ({"BUURTBALANS_LINK_DAYS": "0"}, "BUURTBALANS_LINK_DAYS"),
        ({"BUURTBALANS_READER_URL": "http://127.0.0.1:8080/v1"}, "BUURTBALANS_READER_MODEL"),
        (READER | {"BUURTBALANS_READER_TIMEOUT": "0"}, "BUURTBALANS_READER_TIMEOUT"),
        (READER | {"BUURTBALANS_READER_KEY": "two\nlines"}, "BUURTBALANS_READER_KEY"),
        (READER | {"BUURTBALANS_READER_URL": "file:///etc/passwd"}, "BUURTBALANS_READER_URL"),
        (READER | {"BUURTBALANS_READER_URL": "127.0.0.1:8080"}, "BUURTBALANS_READER_URL"),
        (READER | {"BUURTBALANS_READER_URL": "http:///v1"}, "BUURTBALANS_READER_URL"),
        (READER | {"BUURTBALANS_READER_URL": "http://somebody:secret@model/v1"}, "BUURTBALANS_READER_URL"),
        (READER | {"BUURTBALANS_READER_URL": "http://model/v1?key=secret"}, "BUURTBALANS_READER_URL"),
        (READER | {"BUURTBALANS_READER_URL": "http://model:port/v1"}, "BUURTBALANS_READER_URL"),
        (READER | {"BUURTBALANS_READER_URL": "http://model/v 1"}, "BUURTBALANS_READER_URL"),
    ],
)
def test_a_wrong_setting_is_named(environ: dict[str, str], name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=name):
        read_settings(environ, tmp_path)


def test_a_server_has_no_demo_unless_it_asks_for_it(tmp_path: Path) -> None:
    environ = {
        "BUURTBALANS_MODE": "server",
        "BUURTBALANS_DATABASE_URL": "postgresql://x/y",
        "BUURTBALANS_SECRET_KEY": LONG_KEY,
    }
    assert not read_settings(environ, tmp_path).demo
    assert read_settings({**environ, "BUURTBALANS_DEMO": "1"}, tmp_path).demo


def test_there_is_no_reader_unless_an_address_is_given(tmp_path: Path) -> None:
    assert read_settings({"BUURTBALANS_READER_MODEL": "small"}, tmp_path).reader is None
    assert read_settings(READER, tmp_path).reader == ReaderSettings("http://127.0.0.1:8080/v1", "small", "", 60)


def test_the_key_of_the_reader_does_not_show_where_settings_are_printed(tmp_path: Path) -> None:
    settings = read_settings(READER | {"BUURTBALANS_READER_KEY": "a-secret"}, tmp_path)
    assert settings.reader is not None
    assert settings.reader.key == "a-secret"
    assert "a-secret" not in repr(settings)
