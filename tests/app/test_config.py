"""Settings: a missing or bad one stops at start, with its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import SettingError, read_settings

LONG_KEY = "k" * 40


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
