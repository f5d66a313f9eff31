"""Saving one answer a moment after typing stops, as the script does."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.extensions import db
from app.models import Answer, AuditEvent, Membership, Step, StepStatus, Submission
from app.questionnaires import queries
from app.questionnaires.operations import Change, save, start
from app.questionnaires.versions import NOTHING
from forms.keys import AnswerKey
from tests.app.questionnaires_factories import Desk, as_typed, fields_on, make_desk, typed
from tests.checked_client import CheckedClient
from tests.conftest import SignIn

WHAT = AnswerKey("2.1a")
GROUPS = AnswerKey("2.2")


class Script:
    """The script on a page: it sends what its page shows."""

    def __init__(self, browser: CheckedClient, url: str) -> None:
        self.browser, self.url = browser, url
        self.page = browser.get(f"{url}/observations").text
        self.seen = str(fields_on(self.page)[f"seen.{WHAT.name}"][0])

    def save(self, text: str, key: AnswerKey = WHAT, **more: Any) -> TestResponse:
        fields = as_typed(typed(self.page, {key: text}))
        body = {"key": key.name, "fields": fields, "seen": self.seen, "mine": [], **more}
        headers = {"X-CSRFToken": self.browser.csrf_token, "Accept": "application/json"}
        return self.browser.post(f"{self.url}/answers", json=body, headers=headers)


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_desk()


@pytest.fixture
def script(desk: Desk, sign_in: SignIn) -> Script:
    return Script(sign_in(desk.member.person), desk.url)


def text_in(desk: Desk) -> object:
    submission = queries.submission_of(desk.step, desk.member)
    assert submission is not None
    return queries.values_of(submission).get(WHAT, "")


def test_an_answer_is_saved_and_the_script_hears_when(desk: Desk, script: Script) -> None:
    response = script.save("Grofvuil")
    assert response.status_code == 200
    assert response.get_json()["message"].startswith("Opgeslagen om ")
    assert text_in(desk) == "Grofvuil"
    script.seen = response.get_json()["seen"]
    assert script.save("Grofvuil bij de container").status_code == 200
    assert text_in(desk) == "Grofvuil bij de container"
    assert db.session.query(AuditEvent).filter_by(object_type="submission").count() == 0


def test_only_the_named_answer_is_saved(desk: Desk, script: Script) -> None:
    fields = as_typed(typed(script.page, {WHAT: "een", AnswerKey("2.1b"): "twee"}))
    script.save("een", fields=fields)
    assert [row.question_id for row in db.session.query(Answer)] == ["2.1a"]


def test_choices_are_saved_as_a_list(desk: Desk, script: Script) -> None:
    fields = as_typed(typed(script.page, {GROUPS: ["families", "young-people"]}))
    assert script.save("", GROUPS, fields=fields).status_code == 200
    assert db.session.query(Answer).one().value == ["families", "young-people"]


def test_the_same_save_twice_changes_nothing(desk: Desk, script: Script) -> None:
    first = script.save("Grofvuil").get_json()
    again = script.save("Grofvuil")
    assert again.status_code == 200
    assert again.get_json()["seen"] == first["seen"]
    assert db.session.query(Answer).one().version == 1


def test_another_screen_gets_both_texts(desk: Desk, script: Script, sign_in: SignIn) -> None:
    phone = Script(sign_in(desk.member.person), desk.url)
    script.save("van de laptop")
    response = phone.save("van de telefoon")
    assert response.status_code == 409
    answer = response.get_json()
    assert (answer["words"], answer["values"]) == ("van de laptop", ["van de laptop"])
    assert text_in(desk) == "van de laptop"
    phone.seen = answer["seen"]
    assert phone.save("van de telefoon").status_code == 200
    assert text_in(desk) == "van de telefoon"


def test_ones_own_save_that_went_unheard_raises_no_alarm(desk: Desk, script: Script) -> None:
    script.save("Grofvuil bij")
    assert script.save("Grofvuil bij de container").status_code == 409
    mine = [[[WHAT.name, "Grofvuil bij"]]]
    assert script.save("Grofvuil bij de container", mine=mine).status_code == 200
    assert text_in(desk) == "Grofvuil bij de container"


def test_the_page_that_is_sent_after_an_unheard_save_raises_no_alarm(desk: Desk, script: Script) -> None:
    script.save("Grofvuil bij")
    data = typed(script.page, {WHAT: "Grofvuil bij de container"}, then="next")
    url = f"{desk.url}/observations"
    assert script.browser.post(url, data=data).status_code == 409
    data[f"mine.{WHAT.name}"] = [f'[["{WHAT.name}", "Grofvuil bij"]]', "niet van ons"]
    assert script.browser.post(url, data=data).status_code == 302


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"key": "q9-9_0", "fields": []},
        {"key": "nonsense", "fields": []},
        {"key": WHAT.name, "fields": "x"},
        {"key": AnswerKey("2.1a", "", 7).name, "fields": [["shown", AnswerKey("2.1a", "", 7).name]]},
        {"key": AnswerKey("2.1a", "made-up").name, "fields": [["shown", AnswerKey("2.1a", "made-up").name]]},
    ],
)
def test_what_is_not_an_answer_of_this_form_is_refused(desk: Desk, script: Script, body: object) -> None:
    headers = {"X-CSRFToken": script.browser.csrf_token}
    response = script.browser.post(f"{desk.url}/answers", json=body, headers=headers)
    assert response.status_code == 422
    assert "niet opgeslagen" in response.get_json()["message"]
    assert db.session.query(Answer).count() == 0


def test_a_closed_step_saves_nothing(desk: Desk, script: Script) -> None:
    desk.step.status = StepStatus.CLOSED
    db.session.commit()
    response = script.save("Te laat")
    assert response.status_code == 409
    assert response.get_json()["error"] == "closed"
    assert db.session.query(Submission).count() == 0


def test_somebody_who_is_signed_out_hears_so(desk: Desk, script: Script) -> None:
    script.browser.delete_cookie("session")
    headers = {"Accept": "application/json", "Origin": "http://localhost"}
    response = script.browser.post(f"{desk.url}/answers", json={"key": WHAT.name}, headers=headers)
    assert response.status_code == 401


def test_somebody_elses_form_cannot_be_written(desk: Desk, script: Script, sign_in: SignIn) -> None:
    stranger = make_desk()
    outsider = Script(sign_in(stranger.member.person), stranger.url)
    outsider.url = desk.url
    assert outsider.save("Van buiten").status_code == 404


def test_two_first_saves_at_the_same_moment_make_one_answer(app: Flask, desk: Desk) -> None:
    step_id, member_id = desk.step.id, desk.member.id
    db.session.commit()
    together = threading.Barrier(6)
    failures: list[BaseException] = []

    def write(number: int) -> None:
        with app.app_context():
            try:
                together.wait()
                form = start(db.session.get_one(Step, step_id), db.session.get_one(Membership, member_id))
                save(form, [Change(WHAT, f"tekst {number}", NOTHING.seen)])
            except BaseException as error:
                failures.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert db.session.query(Submission).count() == 1
    answer = db.session.query(Answer).one()
    assert answer.version == 1
    assert str(answer.value).startswith("tekst ")


def test_half_a_character_becomes_the_replacement_character(desk: Desk, script: Script) -> None:
    script.seen = script.save("Grofvuil \ud83d op straat").get_json()["seen"]
    assert text_in(desk) == "Grofvuil \ufffd op straat"
    script.save("Grofvuil \U0001f6b2")
    assert text_in(desk) == "Grofvuil \U0001f6b2"


def test_who_must_agree_anew_hears_so_and_saves_nothing(desk: Desk, script: Script) -> None:
    desk.project.agreement = "Nieuwe afspraak"
    db.session.commit()
    response = script.save("Grofvuil")
    assert response.status_code == 409
    assert "deelafspraak" in response.get_json()["message"]
    assert db.session.query(Submission).count() == 0


def test_a_save_after_coming_back_replaces_what_was_held(desk: Desk, script: Script, sign_in: SignIn) -> None:
    url, browser = f"{desk.url}/observations", script.browser
    browser.csrf_token = "of an earlier session"
    browser.post(url, data=typed(script.page, {WHAT: "Getypt in de oude sessie"}) | {"csrf_token": "old"})
    page = browser.get(url).text
    assert "data-unsaved" in page
    assert fields_on(page)[WHAT.name] == ["Getypt in de oude sessie"]
    assert script.save("Nieuwer").status_code == 200
    page = browser.get(url).text
    assert "data-unsaved" not in page
    assert fields_on(page)[WHAT.name] == ["Nieuwer"]
