"""Make an installation ready and serve it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select
from waitress import create_server

from app.extensions import db
from app.models import Person

MOST_CONNECTIONS = 2000


class FolderError(OSError):
    """The folder for the data cannot be written to. The message names it."""


def serve(make_app: Callable[[], Flask], host: str, port: int) -> None:
    """Migrate, load the demo when the database is empty, print the addresses and serve until stopped."""
    try:
        app = make_app()
        prepare(app)
    except OSError as error:
        raise FolderError(f"The data cannot be written to {error.filename}: {error.strerror}.") from error
    address = f"http://{own_address() if ip_address(host).is_unspecified else host}:{port}"
    # The first text takes two seconds to read: better now than while somebody waits.
    Thread(target=_warm_up, args=(app,), daemon=True).start()
    # Browsers keep their connections open: from the hundredth on, waitress would let people wait at the door.
    many = {"connection_limit": MOST_CONNECTIONS, "asyncore_use_poll": True}
    server = create_server(app, host=host, port=port, threads=8, ident=None, **many)
    print(f"Buurtbalans: {address}")
    if app.config["BUURTBALANS"].demo:
        with app.app_context():
            _print_links(address)
    print("Stop: Ctrl+C", flush=True)
    server.run()


def own_address() -> str:
    """The address of this machine on its network, as far as it knows; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return "127.0.0.1"
        found: str = probe.getsockname()[0]
        return found


def _warm_up(app: Flask) -> None:
    from app.questionnaires.advice import warm_up  # noqa: PLC0415  (the engine is only needed here)

    with app.app_context():
        warm_up()


def prepare(app: Flask) -> None:
    """Bring the database of ``app`` up to date, and load the demo into an empty one in demo mode."""
    settings = app.config["BUURTBALANS"]
    _check_folder(settings.instance)
    with app.app_context():
        upgrade()
        if settings.demo and db.session.scalar(select(Person.id).limit(1)) is None:
            from app.demo.load import load  # noqa: PLC0415  (its engine is only needed here)

            print("Loading the demo neighbourhood. This takes a moment, once.", flush=True)
            load()


def _check_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".writable"
    probe.touch()
    probe.unlink()


def _print_links(address: str) -> None:
    from app.demo.links import demo_links  # noqa: PLC0415

    links = demo_links(address)
    if links is None:
        return
    print("Demo, with invented people. Open a link to sign in:")
    print(f"  gespreksleider  {links['facilitator']}")
    for respondent in links["respondents"][:3]:
        print(f"  {respondent['name']} ({respondent['organisation']})  {respondent['url']}")
    print("  all links: .venv/bin/flask --app wsgi demo-links")
