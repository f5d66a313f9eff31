"""The demo: an invented neighbourhood with something real on every page."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.demo.links import demo_links
from app.demo.load import load
from app.extensions import db
from app.models import Evaluation, Goal, Membership, Organisation, Phase, Project, Role, Step, StepStatus, Submission
from app.models.results import GoalStatus
from tests.checked_client import CheckedClient
from tests.conftest import settings_for

LINK = re.compile(r'(?:href|src)="(/[^"#]*)')


@pytest.fixture(scope="module")
def demo_database(template: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> str:
    """A database with the demo in it."""
    folder = tmp_path_factory.mktemp("demo")
    if template.startswith("sqlite"):
        url = f"sqlite:///{folder / 'demo.sqlite3'}"
        shutil.copy(template.removeprefix("sqlite:///"), folder / "demo.sqlite3")
    else:
        url = request.getfixturevalue("postgres").create_database("demo_loaded", template="template_buurtbalans")
    app = create_app(settings_for(url, folder))
    with app.app_context():
        load()
        db.session.remove()
        db.engine.dispose()
    return url


@pytest.fixture
def demo(demo_database: str, tmp_path: Path) -> Iterator[Flask]:
    """The application with the demo; the tests of this file only read it."""
    app = create_app(settings_for(demo_database, tmp_path), {"TESTING": True, "RATELIMIT_ENABLED": False})
    app.test_client_class = CheckedClient
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def browser_of(app: Flask, address: str) -> CheckedClient:
    """A browser in which somebody pressed the button of their link."""
    browser: CheckedClient = app.test_client()  # type: ignore[assignment]
    browser.get(address)
    assert browser.post(address).status_code == 302
    return browser


def test_there_are_enough_professionals_of_enough_organisations(demo: Flask) -> None:
    filling_in = Membership.role.in_([Role.CORE, Role.WIDER])
    assert (db.session.scalar(select(func.count(Membership.id)).where(filling_in)) or 0) >= 16
    assert (
        db.session.scalar(select(func.count(func.distinct(Membership.organisation_id))).where(filling_in)) or 0
    ) >= 10
    assert (db.session.scalar(select(func.count(Organisation.id))) or 0) >= 10


def test_the_second_phase_is_at_step_three_and_the_first_one_is_over(demo: Flask) -> None:
    first, second = db.session.scalars(select(Phase).where(Phase.project_id == 1).order_by(Phase.number)).all()
    assert [step.status for step in second.steps[:3]] == [StepStatus.CONFIRMED, StepStatus.CONFIRMED, StepStatus.OPEN]
    assert first.ended_on is not None
    agreed = select(func.count(Goal.id)).where(Goal.status == GoalStatus.AGREED)
    assert db.session.scalar(agreed) == db.session.scalar(select(func.count(Evaluation.id))) == 3


def test_nearly_everybody_sent_steps_one_and_two_and_some_are_still_busy_with_three(demo: Flask) -> None:
    def forms(number: int, *, sent: bool) -> int:
        state = Submission.submitted_at.is_not(None) if sent else Submission.submitted_at.is_(None)
        wanted = select(func.count(Submission.id)).join(Step).join(Phase)
        return db.session.scalar(wanted.where(Phase.number == 2, Step.number == number, state)) or 0

    assert forms(1, sent=True) >= 16
    assert forms(2, sent=True) >= 16
    assert forms(3, sent=True) >= 5
    assert forms(3, sent=False) >= 1


def test_a_second_traject_shows_the_start(demo: Flask) -> None:
    second = db.session.get_one(Project, 2)
    assert [phase.number for phase in second.phases] == [1]
    assert {step.status for step in second.phases[0].steps} == {StepStatus.PREPARATION}


def test_demo_links_are_json_that_a_browser_can_open(demo: Flask) -> None:
    links = demo_links("http://localhost")
    assert links is not None
    assert json.loads(json.dumps(links)) == links
    assert len(links["respondents"]) >= 16
    assert set(links["respondents"][0]) == {"name", "organisation", "url"}
    home = browser_of(demo, links["facilitator"].removeprefix("http://localhost"))
    assert home.get(links["project"].removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("who", ["facilitator", "respondent"])
def test_every_page_that_somebody_can_reach_is_sound(demo: Flask, who: str, language: str) -> None:
    links = demo_links("")
    assert links is not None
    browser = browser_of(demo, links["facilitator"] if who == "facilitator" else links["respondents"][0]["url"])
    browser.post("/language", data={"language": language})
    waiting, seen = ["/"], {"/"}
    per_kind: dict[str, int] = {}
    while waiting:
        address = waiting.pop()
        response = browser.get(address)
        assert response.status_code in {200, 302}, address
        if response.mimetype != "text/html":
            continue
        for found in LINK.findall(response.text):
            target = unescape(found)
            # Of pages that differ in a number only, a few tell enough.
            kind = re.sub(r"\d+|p-[0-9a-f]+|a\d+\.\d+|(?<=[?=]).*", "_", target)
            if target.startswith(("/static/", "/bootstrap/")):
                continue
            if target not in seen and per_kind.get(kind, 0) < 4:
                seen.add(target)
                per_kind[kind] = per_kind.get(kind, 0) + 1
                waiting.append(target)
    assert len(seen) > (60 if who == "facilitator" else 20)
