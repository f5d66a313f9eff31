"""A published questionnaire is frozen, whatever happens to the file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app.extensions import db
from app.models import QuestionnaireVersion
from app.questionnaires import queries, shaping
from app.questionnaires.operations import pin, save_answers, start
from forms.definition import load_step
from forms.questionnaire import Localised, Questionnaire
from tests.app.questionnaires_factories import make_desk, open_up, point
from tests.conftest import SignIn


@pytest.fixture
def changed() -> Questionnaire:
    """Step 2 as somebody may edit it: another title, one page less."""
    before = load_step(2)
    first = replace(before.pages[0], title=Localised("Een nieuwe titel", "A new title"))
    return replace(before, pages=(first, *before.pages[1:-1]))


def edit_the_file(changed: Questionnaire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shaping, "original", {2: changed}.__getitem__)


def test_a_changed_file_changes_nothing_for_who_is_answering(
    app: Flask, sign_in: SignIn, changed: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk()
    submission = start(desk.step, desk.member)
    save_answers(submission, point("Grofvuil"))
    edit_the_file(changed, monkeypatch)
    open_up(desk.step)
    browser = sign_in(desk.member.person)
    assert "Een nieuwe titel" not in browser.get(desk.url).text
    assert browser.get(f"{desk.url}/{load_step(2).pages[-1].id}").status_code == 200
    assert queries.definition(submission.questionnaire) == load_step(2)
    late = desk.other("Politie")
    assert start(desk.step, late).questionnaire_id == submission.questionnaire_id


def test_a_step_that_nobody_started_on_is_published_anew(
    app: Flask, changed: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk()
    first = desk.step.questionnaire_id
    edit_the_file(changed, monkeypatch)
    assert pin(desk.step).id != first
    assert queries.definition_of(desk.step) == changed
    assert db.session.query(QuestionnaireVersion).count() == 2


def test_what_was_published_is_stored_whole_under_its_hash(app: Flask) -> None:
    desk = make_desk()
    version = db.session.get_one(QuestionnaireVersion, desk.step.questionnaire_id)
    assert queries.definition(version).hash == version.hash == load_step(2).hash


def test_no_page_of_a_questionnaire_has_the_name_of_another_page_of_the_site(app: Flask) -> None:
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("questionnaires.")]
    taken = {rule.rsplit("/", 1)[1] for rule in rules} - {"<page_id>", "form"}
    assert taken >= {"check", "answers", "receipt"}
    for number in range(1, 7):
        assert not taken & {page.id for page in load_step(number).pages}
