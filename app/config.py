"""Settings from the environment, checked once at start: a missing or bad one stops with its name."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "BUURTBALANS_"


class SettingError(ValueError):
    """A setting is missing or wrong. The message names it."""


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """A language model that the installation runs itself, behind an address that speaks like OpenAI's.

    ``url`` ends before ``/chat/completions``; ``seconds`` is how long a draft waits for it.
    """

    url: str
    model: str
    key: str = field(repr=False)
    seconds: int


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an installation can choose.

    ``mode`` is ``local`` (one laptop: SQLite, a key made at first start) or ``server`` (everything must be given).
    ``encoder`` is what :class:`synthesis.pipeline.Settings` takes. ``questionnaires`` is a folder with this
    installation's own ``step_2.yaml`` and so on; ``None``: those that ship.
    """

    mode: str
    database_url: str
    secret_key: str
    instance: Path
    demo: bool
    session_minutes: int
    link_days: int
    reader: ReaderSettings | None = None
    encoder: str = "auto"
    questionnaires: Path | None = None


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
        reader=_reader(environ),
        encoder=environ.get(PREFIX + "ENCODER", "auto"),
        questionnaires=_own_questionnaires(environ),
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
        "EMBED_WHEN_SENT": True,
        "BUURTBALANS": settings,
    }


def _reader(environ: Mapping[str, str]) -> ReaderSettings | None:
    """The optional reader; ``None`` without an address."""
    url, model = environ.get(PREFIX + "READER_URL", ""), environ.get(PREFIX + "READER_MODEL", "")
    key = environ.get(PREFIX + "READER_KEY", "")
    if not url:
        return None
    if not _is_plain_address(url):
        raise SettingError(f"{PREFIX}READER_URL must be like http://127.0.0.1:8080/v1, without a name, ? or #.")
    if not model:
        raise SettingError(f"{PREFIX}READER_MODEL is missing.")
    if not all("!" <= sign <= "~" for sign in key):
        raise SettingError(f"{PREFIX}READER_KEY holds a sign that cannot be sent.")
    seconds = _number(environ, "READER_TIMEOUT", default=60, lowest=1)
    return ReaderSettings(url.rstrip("/"), model, key, seconds)


def _own_questionnaires(environ: Mapping[str, str]) -> Path | None:
    """The folder with this installation's own questionnaires; ``None`` where it has none."""
    text = environ.get(PREFIX + "QUESTIONNAIRES", "")
    if text and not Path(text).is_dir():
        raise SettingError(f"{PREFIX}QUESTIONNAIRES must be a folder, and {text!r} is not.")
    return Path(text).resolve() if text else None


def _is_plain_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and parts.port != 0
            and not set(url) & set("@?#")
            and all("!" <= sign <= "~" for sign in url)
        )
    except ValueError:  # a port that is no number, half an IPv6 address
        return False


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
