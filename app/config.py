"""Settings from the environment, checked once at start: a missing or bad one stops with its name."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

PREFIX = "BUURTBALANS_"


class SettingError(ValueError):
    """A setting is missing or wrong. The message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an installation can choose.

    ``mode`` is ``local`` (one laptop: SQLite, a key made at first start) or ``server`` (everything must be given).
    """

    mode: str
    database_url: str
    secret_key: str
    instance: Path
    demo: bool
    session_minutes: int
    link_days: int


def read_settings(environ: Mapping[str, str] | None = None, instance: Path | None = None) -> Settings:
    """The settings that ``environ`` gives. Raises :class:`SettingError` with the name of what is wrong."""
    environ = os.environ if environ is None else environ
    folder = Path(environ.get(PREFIX + "INSTANCE", "") or instance or Path.cwd() / "instance").resolve()
    mode = environ.get(PREFIX + "MODE", "local")
    if mode not in {"local", "server"}:
        raise SettingError(f"{PREFIX}MODE must be 'local' or 'server', not {mode!r}.")
    server = mode == "server"
    database_url = environ.get(PREFIX + "DATABASE_URL", "")
    secret_key = environ.get(PREFIX + "SECRET_KEY", "")
    if server and not database_url:
        raise SettingError(f"{PREFIX}DATABASE_URL is missing.")
    if server and len(secret_key) < 32:
        raise SettingError(f"{PREFIX}SECRET_KEY is missing or shorter than 32 characters.")
    return Settings(
        mode=mode,
        database_url=database_url or f"sqlite:///{folder / 'buurtbalans.sqlite3'}",
        secret_key=secret_key or _kept_key(folder),
        instance=folder,
        demo=_flag(environ, "DEMO", default=not server),
        session_minutes=_number(environ, "SESSION_MINUTES", default=480, lowest=1),
        link_days=_number(environ, "LINK_DAYS", default=60, lowest=1),
    )


def flask_config(settings: Settings) -> dict[str, Any]:
    """The same settings under the names that Flask and its extensions read."""
    server = settings.mode == "server"
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url.replace("postgresql://", "postgresql+psycopg://", 1),
        "SESSION_COOKIE_NAME": "__Host-session" if server else "session",
        "SESSION_COOKIE_SECURE": server,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(minutes=settings.session_minutes),
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session, so that a form left open keeps working
        "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 8 * 1024 * 1024,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "BABEL_DEFAULT_LOCALE": "nl",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Amsterdam",
        "RATELIMIT_STORAGE_URI": "memory://",
        "RATELIMIT_HEADERS_ENABLED": False,
        "BUURTBALANS": settings,
    }


def _kept_key(folder: Path) -> str:
    """The key of this laptop: made at first start, readable by its owner only."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def _flag(environ: Mapping[str, str], name: str, default: bool) -> bool:
    text = environ.get(PREFIX + name, "")
    if text not in {"", "0", "1"}:
        raise SettingError(f"{PREFIX}{name} must be 0 or 1, not {text!r}.")
    return default if text == "" else text == "1"


def _number(environ: Mapping[str, str], name: str, default: int, lowest: int) -> int:
    text = environ.get(PREFIX + name, "")
    if not text:
        return default
    if not text.isdecimal() or int(text) < lowest:
        raise SettingError(f"{PREFIX}{name} must be a whole number of at least {lowest}, not {text!r}.")
    return int(text)
