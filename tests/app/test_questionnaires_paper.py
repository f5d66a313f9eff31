"""The blank form to print: for the facilitator to hand out, in the language of the page."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.extensions import db
from app.models import Membership, Role
from app.questionnaires.operations import save_answers, start
from forms.keys import AnswerKey
from tests.app.questionnaires_factories import Desk, make_desk
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join, make_person
from tests.forms.pdf import words_of


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_desk()


@pytest.fixture
def leader(desk: Desk) -> Membership:
    return join(desk.project, Role.FACILITATOR, "Gemeente", make_person("Els de Wit"))


@pytest.fixture
def browser(leader: Membership, sign_in: SignIn) -> CheckedClient:
    return sign_in(leader.person)


def test_the_facilitator_prints_the_form_that_is_asked_now(desk: Desk, browser: CheckedClient) -> None:
    desk.step.introduction = "Let vooral op de avond."
    desk.step.closes_on = date(2026, 11, 29)
    step_page = f"/projects/{desk.project.id}/phases/1/steps/2"
    assert f'href="{desk.url}/paper.pdf"' in browser.get(step_page).text
    response = browser.get(f"{desk.url}/paper.pdf")
    assert response.mimetype == "application/pdf"
    words = words_of(response.data)
    for expected in (
        "Samen om het plein",
        "2. Zien",
        "Let vooral op de avond.",
        "Lever dit in bij Els de Wit",
        "29 november 2026",
        "Wat zie of hoor je?",
        "Lisplein",
        "Buurtteam · Gemeente",
    ):
        assert expected in words


def test_the_paper_speaks_the_language_of_the_page(desk: Desk, browser: CheckedClient) -> None:
    browser.get(f"/projects/{desk.project.id}")
    browser.post("/language", data={"language": "en", "next": "/"})
    words = words_of(browser.get(f"{desk.url}/paper.pdf").data)
    assert "What do you see or hear?" in words
    assert "Wat zie of hoor je?" not in words


def test_nobody_s_answers_are_on_it(desk: Desk, leader: Membership, browser: CheckedClient) -> None:
    save_answers(start(desk.step, leader), {AnswerKey("2.1a"): "Dit heb ik gezien"})
    assert "Dit heb ik gezien" not in words_of(browser.get(f"{desk.url}/paper.pdf").data)


def test_a_step_that_is_not_open_yet_is_printed_too(desk: Desk, browser: CheckedClient) -> None:
    url = desk.url.replace("steps/2", "steps/1")
    assert "Voor welke organisatie werk je" in words_of(browser.get(f"{url}/paper.pdf").data)


def test_others_do_not_print_it(desk: Desk, sign_in: SignIn) -> None:
    db.session.commit()
    assert sign_in(desk.member.person).get(f"{desk.url}/paper.pdf").status_code == 403
