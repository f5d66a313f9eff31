"""Checking, sending, changing after sending, taking back."""

from __future__ import annotations

import pytest
from flask import Flask

from app.extensions import db
from app.models import AuditEvent, StepStatus, Submission
from app.questionnaires import queries
from app.questionnaires.operations import (
    FormClosedError,
    NotCompleteError,
    pin,
    save_answers,
    start,
    submit,
    take_back,
)
from forms.keys import AnswerKey
from tests.app.questionnaires_factories import Desk, make_desk, point, send, typed
from tests.checked_client import CheckedClient
from tests.conftest import SignIn

WHAT = AnswerKey("2.1a")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_desk()


@pytest.fixture
def browser(desk: Desk, sign_in: SignIn) -> CheckedClient:
    return sign_in(desk.member.person)


def sent_lines() -> list[str]:
    return [event.action for event in db.session.query(AuditEvent) if event.object_type == "submission"]


def form_of(desk: Desk) -> Submission:
    found = queries.submission_of(desk.step, desk.member)
    assert found is not None
    return found


def test_all_answers_stand_in_words_with_links_to_change_them(desk: Desk, browser: CheckedClient) -> None:
    save_answers(start(desk.step, desk.member), point("Grofvuil naast de containers"))
    page = browser.get(f"{desk.url}/check").text
    for words in ("Grofvuil naast de containers", "dagelijks", "zelf gezien", "Niet ingevuld", "Wijzig"):
        assert words in page
    assert f"{desk.url}/observations?check=1" in page
    assert "Dit is nog nodig" not in page


def test_what_is_missing_stops_sending_and_leads_to_the_field(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/check"
    browser.get(url)
    response = browser.post(url)
    assert response.status_code == 422
    assert "Er is nog niets verstuurd" in response.text
    link = f"{desk.url}/observations?check=1#{WHAT.name}"
    assert link in response.text
    page = browser.get(link).text
    assert "Beschrijf wat je ziet of hoort." in page
    answers = {key: value for key, value in point("Grofvuil").items() if key.question_id != "2.1c"}
    saved = browser.post(f"{desk.url}/observations?check=1", data=typed(page, answers, then="next"))
    assert saved.status_code == 422
    assert "Vul in hoe vaak dit gebeurt." in saved.text
    done = browser.post(f"{desk.url}/observations?check=1", data=typed(saved.text, {AnswerKey("2.1c"): "daily"}))
    assert done.location == url
    assert browser.post(url).location == f"{desk.url}/receipt"


def test_sending_twice_sends_once(desk: Desk, browser: CheckedClient) -> None:
    save_answers(start(desk.step, desk.member), point("Grofvuil"))
    browser.get(f"{desk.url}/check")
    first = browser.post(f"{desk.url}/check")
    moment = form_of(desk).submitted_at
    again = browser.post(f"{desk.url}/check")
    assert first.location == again.location == f"{desk.url}/receipt"
    assert form_of(desk).submitted_at == moment is not None
    assert sent_lines() == ["sent"]


def test_the_receipt_shows_what_was_sent(desk: Desk, browser: CheckedClient) -> None:
    assert browser.get(f"{desk.url}/receipt").location == desk.url
    send(desk.step, desk.member, "Grofvuil naast de containers")
    page = browser.get(f"{desk.url}/receipt").text
    assert "Je antwoorden zijn verstuurd" in page
    assert "Grofvuil naast de containers" in page


def test_a_changed_word_after_sending_counts_at_once(desk: Desk, browser: CheckedClient) -> None:
    send(desk.step, desk.member, "Grofvuil")
    moment = form_of(desk).submitted_at
    url = f"{desk.url}/observations"
    browser.post(url, data=typed(browser.get(url).text, {WHAT: "Grofvuil op maandag"}, then="next"))
    assert form_of(desk).submitted_at == moment
    assert [answer.text for answer in queries.said_in(desk.step.phase)] == ["Grofvuil op maandag"]
    assert "Verstuurd op" in browser.get(desk.url).text


def test_emptying_what_is_needed_makes_a_sent_form_a_draft_and_says_so(desk: Desk, browser: CheckedClient) -> None:
    send(desk.step, desk.member, "Grofvuil")
    url = f"{desk.url}/observations"
    response = browser.post(url, data=typed(browser.get(url).text, {WHAT: ""}, then="hub"))
    assert form_of(desk).submitted_at is None
    assert "als je ze opnieuw verstuurt" in browser.get(response.location).text
    assert queries.said_in(desk.step.phase) == []
    assert sent_lines() == ["sent", "took_back"]


def test_adding_a_point_to_a_sent_form_keeps_it_sent(desk: Desk, browser: CheckedClient) -> None:
    send(desk.step, desk.member, "Grofvuil")
    url = f"{desk.url}/observations"
    page = browser.get(browser.post(url, data=typed(browser.get(url).text, {}, add="q2-1a_1")).location).text
    browser.post(url, data=typed(page, {AnswerKey("2.1a", "", 1): "Half punt"}, add="q2-1a_2"))
    assert form_of(desk).submitted_at is not None


def test_a_pause_between_two_words_does_not_unsend(desk: Desk) -> None:
    send(desk.step, desk.member, "Grofvuil")
    save_answers(form_of(desk), {WHAT: ""})
    assert form_of(desk).submitted_at is not None


def test_taking_back_makes_a_draft_that_can_be_sent_again(desk: Desk, browser: CheckedClient) -> None:
    send(desk.step, desk.member, "Grofvuil")
    browser.get(f"{desk.url}/receipt")
    assert browser.post(f"{desk.url}/take-back").location == desk.url
    assert form_of(desk).submitted_at is None
    assert "Grofvuil" in browser.get(f"{desk.url}/check").text
    assert submit(form_of(desk)) is True
    assert submit(form_of(desk)) is False
    assert take_back(form_of(desk)) is True
    assert take_back(form_of(desk)) is False
    assert sent_lines() == ["sent", "took_back", "sent", "took_back"]


def test_after_closing_nothing_can_be_sent_saved_or_taken_back(desk: Desk, browser: CheckedClient) -> None:
    send(desk.step, desk.member, "Grofvuil")
    browser.get(f"{desk.url}/receipt")
    desk.step.status = StepStatus.CLOSED
    db.session.commit()
    for write in (submit, take_back):
        with pytest.raises(FormClosedError):
            write(form_of(desk))
    with pytest.raises(FormClosedError):
        save_answers(form_of(desk), {WHAT: "te laat"})
    response = browser.post(f"{desk.url}/take-back", follow_redirects=True)
    assert "De stap is gesloten. Er is niets veranderd." in response.text
    assert form_of(desk).submitted_at is not None
    assert "die je hebt verstuurd" in browser.get(desk.url).text


def test_the_operation_itself_refuses_what_is_not_complete(desk: Desk) -> None:
    with pytest.raises(NotCompleteError):
        submit(start(desk.step, desk.member))


def test_nobody_starts_a_form_of_a_step_that_is_not_open(desk: Desk) -> None:
    for status in (StepStatus.PREPARATION, StepStatus.CLOSED, StepStatus.SKIPPED):
        desk.step.status = status
        db.session.commit()
        with pytest.raises(FormClosedError):
            start(desk.step, desk.member)


def test_a_step_in_preparation_says_so(desk: Desk, browser: CheckedClient) -> None:
    desk.step.status = StepStatus.PREPARATION
    db.session.commit()
    assert "nog niet open" in browser.get(desk.url).text


def test_the_facilitator_sees_how_far_each_organisation_is(desk: Desk) -> None:
    send(desk.step, desk.member, "Grofvuil")
    colleague, police = desk.other("Buurtteam"), desk.other("Politie")
    save_answers(start(desk.step, police), point("Fatbikes"))
    rows = {row.name: (row.total, row.started, row.done) for row in queries.response(desk.step)}
    assert rows == {"Buurtteam": (2, 0, 1), "Politie": (1, 1, 0)}
    assert [one.membership.id for one in queries.respondents(desk.step) if one.submission is None] == [colleague.id]


def test_publishing_the_same_questionnaire_again_uses_the_same_version(desk: Desk) -> None:
    first = desk.step.questionnaire_id
    elsewhere = make_desk()
    assert elsewhere.step.questionnaire_id == first
    assert pin(desk.step).id == first
