"""The switch of the optional reader, and how people learn that it reads along."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from app.config import ReaderSettings
from app.extensions import db
from app.models import Membership, Project, Role
from app.models.types import now
from tests.app.projects_factories import NEW_PROJECT, facilitator_of, make_facilitator
from tests.app.questionnaires_factories import make_desk
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join

SWITCH = "Laat een taalmodel meelezen"
TOLD = "In dit traject leest een taalmodel van deze installatie mee."


@pytest.fixture
def installed(app: Flask) -> None:
    """The installation has a reader. Nothing here asks it anything."""
    reader = ReaderSettings("http://127.0.0.1:9/v1", "small-model", "", 1)
    app.config["BUURTBALANS"] = replace(app.config["BUURTBALANS"], reader=reader)


@pytest.fixture
def member(app: Flask) -> Membership:
    """Somebody who agreed to how the group shares, in a traject with step 2 open and somebody who leads it."""
    desk = make_desk()
    desk.project.agreement = "We delen wat we weten over de buurt."
    join(desk.project, Role.FACILITATOR)
    desk.member.agreement_accepted_at = now()
    db.session.commit()
    return desk.member


def set_switch(browser: CheckedClient, project: Project, on: bool) -> str:
    """Save the page of a traject with the switch on or off, and nothing else changed; the page that follows."""
    url = f"/projects/{project.id}/edit"
    browser.get(url)
    same = {"title": project.title, "area": project.area, "focus_question": project.focus_question}
    data = NEW_PROJECT | same | {"agreement": project.agreement} | ({"uses_reader": "y"} if on else {})
    return browser.post(url, data=data, follow_redirects=True).text


def test_without_a_reader_there_is_no_switch_and_it_cannot_be_turned_on(member: Membership, sign_in: SignIn) -> None:
    browser = sign_in(facilitator_of(member.project).person)
    assert SWITCH not in browser.get(f"/projects/{member.project_id}/edit").text
    set_switch(browser, member.project, on=True)
    assert not member.project.uses_reader


def test_a_new_traject_begins_without_a_reader(installed: None, sign_in: SignIn) -> None:
    browser = sign_in(make_facilitator())
    assert SWITCH not in browser.get("/projects/new").text
    browser.post("/projects/new", data=NEW_PROJECT | {"uses_reader": "y"})
    assert not db.session.query(Project).one().uses_reader


def test_the_facilitator_turns_the_reader_on_and_off(installed: None, member: Membership, sign_in: SignIn) -> None:
    browser = sign_in(facilitator_of(member.project).person)
    page = browser.get(f"/projects/{member.project_id}/edit").text
    assert SWITCH in page
    assert "alleen als we er geen naam, organisatie of ander persoonsgegeven in vinden" in page
    set_switch(browser, member.project, on=True)
    assert member.project.uses_reader
    page = browser.get(f"/projects/{member.project_id}/edit").text
    assert re.search(r'<input[^>]* checked [^>]*name="uses_reader"', page)
    set_switch(browser, member.project, on=False)
    assert not member.project.uses_reader


def test_everybody_agrees_again_when_the_reader_comes_or_goes(
    installed: None, member: Membership, sign_in: SignIn
) -> None:
    browser = sign_in(facilitator_of(member.project).person)
    for on in (True, False):
        member.agreement_accepted_at = now()
        assert "gaat opnieuw akkoord" in set_switch(browser, member.project, on)
        assert member.agreement_accepted_at is None
        member.agreement_accepted_at = now()
        assert "gaat opnieuw akkoord" not in set_switch(browser, member.project, on)
        assert member.agreement_accepted_at is not None


def test_who_fills_in_reads_that_a_model_reads_along(installed: None, member: Membership, sign_in: SignIn) -> None:
    browser = sign_in(member.person)
    hub = f"/projects/{member.project_id}/phases/1/steps/2/form"
    assert TOLD not in browser.get(hub).text
    member.project.uses_reader = True
    assert TOLD in browser.get(hub).text
    member.agreement_accepted_at = None
    page = browser.get(hub).text
    assert "Ik ga hiermee akkoord" in page
    assert TOLD in page


def test_nobody_is_told_so_where_the_reader_is_gone(member: Membership, sign_in: SignIn) -> None:
    member.project.uses_reader = True
    page = sign_in(member.person).get(f"/projects/{member.project_id}/phases/1/steps/2/form").text
    assert TOLD not in page
