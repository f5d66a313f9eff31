"""The steps of a traject: opened, closed, skipped, reworded in any order, with kind advice."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.extensions import db
from app.models import AuditEvent, DraftRecord, Project, Role, StepStatus
from app.models.types import now
from app.projects import advice, operations
from app.projects.queries import Progress, situation
from app.questionnaires.operations import save_answers
from forms.keys import AnswerKey
from tests.app.meetings_factories import meet
from tests.app.projects_factories import add, facilitator_of, hand_in, later_phase, start_project, step_of
from tests.checked_client import CheckedClient
from tests.conftest import SignIn


def page_of(project: Project, number: int = 1) -> str:
    """The page of a step of the first phase."""
    return f"/projects/{project.id}/phases/1/steps/{number}"


def set_status(browser: CheckedClient, project: Project, number: int, to: str) -> str:
    """Press the button that gives a step a status; the page that follows."""
    browser.get(page_of(project, number))
    response = browser.post(f"{page_of(project, number)}/status", data={"to": to})
    assert response.status_code == 303
    return browser.get(response.location).text


def test_a_facilitator_opens_and_closes_a_step(sign_in: SignIn) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    browser = sign_in(facilitator_of(project).person)
    assert "Stap 1 is nu: open." in set_status(browser, project, 1, "open")
    step = step_of(project, 1, StepStatus.OPEN)
    assert step.questionnaire_id is not None
    assert "Vragenlijst openen" in sign_in(fatima.person).get(page_of(project)).text
    page = set_status(browser, project, 1, "closed")
    assert "Stap 1 is nu: gesloten." in page
    assert "De vragenlijst is gesloten." in sign_in(fatima.person).get(page_of(project)).text


def test_closing_a_step_makes_a_draft_of_what_was_sent(sign_in: SignIn) -> None:
    project = start_project()
    fatima, kim = add(project, "Fatima Idrissi"), add(project, "Kim Bakker", "Politie")
    step = step_of(project, 2, StepStatus.OPEN)
    for member, text in ((fatima, "Elke avond herrie op het plein."), (kim, "Nog niet verstuurd.")):
        form = hand_in(step, member, sent=member is fatima)
        save_answers(form, {AnswerKey("2.1a"): text})
    set_status(sign_in(facilitator_of(project).person), project, 2, "closed")
    draft = db.session.scalars(select(DraftRecord)).one()
    assert "Elke avond herrie" in str(draft.content)
    assert "Nog niet verstuurd" not in str(draft.content)


def test_any_status_can_follow_any_other(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    for before, after in permutations(["preparation", "open", "closed", "discussed", "confirmed", "skipped"], 2):
        for status in (before, after):
            set_status(browser, project, 2, status)
            assert project.phases[0].steps[1].status == StepStatus(status)


def test_an_unusual_order_gets_a_kind_remark_and_is_done_all_the_same(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    page = set_status(browser, project, 3, "open")
    assert "Stap 1 (Voorbereiden) is nog niet bevestigd." in page
    assert "het stappenplan is een hulpmiddel" in page
    assert project.phases[0].steps[2].status is StepStatus.OPEN
    page = set_status(browser, project, 1, "confirmed")
    assert "De groep heeft deze stap nog niet besproken." in page


def test_the_usual_order_gets_no_remark(app: Flask) -> None:
    steps = start_project().phases[0].steps
    for to in (StepStatus.OPEN, StepStatus.CLOSED, StepStatus.DISCUSSED, StepStatus.CONFIRMED):
        assert advice.remarks(steps, steps[0], to) == []
        steps[0].status = to
    steps[1].status = StepStatus.SKIPPED
    assert advice.remarks(steps, steps[2], StepStatus.OPEN) == []


def test_pressing_a_button_twice_logs_one_change(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    for _ in range(2):
        set_status(browser, project, 1, "open")
    opened = select(AuditEvent).where(AuditEvent.action == "opened", AuditEvent.object_type == "step")
    assert len(db.session.scalars(opened).all()) == 1


def test_a_reopened_step_keeps_the_questionnaire_that_people_began_on(app: Flask) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    step = step_of(project, 1, StepStatus.OPEN)
    hand_in(step, fatima, sent=False)
    pinned = step.questionnaire_id
    operations.skip_step(step)
    operations.reopen_step(step)
    assert (step.status, step.questionnaire_id) == (StepStatus.OPEN, pinned)


def test_a_status_that_does_not_exist_changes_nothing(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    browser.get(page_of(project))
    assert browser.post(f"{page_of(project)}/status", data={"to": "weg"}).status_code == 400
    assert project.phases[0].steps[0].status is StepStatus.PREPARATION


def test_the_steps_of_an_earlier_phase_are_only_read(sign_in: SignIn) -> None:
    project = start_project()
    later_phase(project)
    browser = sign_in(facilitator_of(project).person)
    assert "Deze fase is afgerond." in set_status(browser, project, 1, "open")
    assert project.phases[0].steps[0].status is StepStatus.PREPARATION
    browser.get(f"{page_of(project)}/edit")
    assert browser.post(f"{page_of(project)}/edit", data={"title": "Anders"}).status_code == 303
    assert project.phases[0].steps[0].title == ""


@pytest.mark.parametrize("role", [Role.CORE, Role.WIDER, Role.RESEARCHER, Role.OBSERVER])
def test_nobody_else_changes_a_step(sign_in: SignIn, role: Role) -> None:
    project = start_project()
    browser = sign_in(add(project, "Fatima Idrissi", role=role).person)
    page = browser.get(page_of(project)).text
    assert "Voor de gespreksleider" not in page
    assert browser.post(f"{page_of(project)}/status", data={"to": "open"}).status_code == 403
    assert browser.get(f"{page_of(project)}/edit").status_code == 403
    assert project.phases[0].steps[0].status is StepStatus.PREPARATION


def test_a_step_gets_the_groups_own_words_and_a_closing_date(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"{page_of(project, 2)}/edit"
    browser.get(url)
    wrong = browser.post(url, data={"title": "Kijken", "closes_on": "31-31-2026"})
    assert wrong.status_code == 422
    assert "Vul een datum in" in wrong.text
    assert "31-31-2026" in wrong.text
    assert browser.post(url, data={"title": "Kijken", "closes_on": "0026-12-01"}).status_code == 422
    given = {"title": "Kijken", "introduction": "Begin bij je eigen werk.", "closes_on": "2026-12-01"}
    browser.post(url, data=given)
    page = browser.get(page_of(project, 2)).text
    assert "Stap 2: Kijken" in page
    assert "Begin bij je eigen werk." in page
    assert "1 december 2026" in page
    browser.post(url, data={"title": "", "introduction": "", "closes_on": ""})
    assert "Stap 2: Zien" in browser.get(page_of(project, 2)).text


def test_the_facilitator_sees_who_has_not_sent_and_a_reminder(sign_in: SignIn) -> None:
    project = start_project()
    fatima, _kim = add(project, "Fatima Idrissi"), add(project, "Kim Bakker", "Politie")
    step = step_of(project, 2, StepStatus.OPEN)
    hand_in(step, fatima)
    page = sign_in(facilitator_of(project).person).get(page_of(project, 2)).text
    waiting = page[page.index("Nog niet verstuurd") :]
    assert "Kim Bakker" in waiting
    assert "Fatima Idrissi" not in waiting
    assert "stap 2 (Zien) van het traject Samen om het plein" in waiting
    assert "Nog niet verstuurd" not in sign_in(fatima.person).get(page_of(project, 2)).text


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 12))
def test_enough_is_sixty_percent_of_the_people_and_four_organisations(
    total: int, sent: int, organisations: int
) -> None:
    progress = Progress(total, min(sent, total), 0, organisations)
    assert advice.enough(progress) == (total > 0 and 5 * progress.sent >= 3 * total and organisations >= 4)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (4, None),
        (3, "invullen kan nog 3 dagen"),
        (1, "tot en met morgen"),
        (0, "vandaag is de laatste dag"),
        (-1, "De laatste dag is voorbij"),
    ],
)
def test_a_reminder_is_due_three_days_before_the_step_closes(sign_in: SignIn, days: int, said: str | None) -> None:
    project = start_project()
    add(project, "Kim Bakker", "Politie")
    step = step_of(project, 2, StepStatus.OPEN)
    step.closes_on = now().date() + timedelta(days=days)
    db.session.commit()
    page = sign_in(facilitator_of(project).person).get(page_of(project, 2)).text
    assert ("Stuur nu een herinnering" in page or "De laatste dag is voorbij" in page) == (said is not None)
    assert said is None or said in page


def test_a_closing_date_is_over_the_day_after(app: Flask) -> None:
    step = start_project().phases[0].steps[0]
    assert not advice.is_over(step)
    step.closes_on = now().date()
    assert not advice.is_over(step)
    step.closes_on -= timedelta(days=1)
    assert advice.is_over(step)


def next_for(app: Flask, project: Project, role: Role) -> advice.NextThing:
    """What somebody in ``role`` can best do now."""
    person = next(member for member in project.memberships if member.role is role)
    with app.test_request_context():
        return advice.next_thing(situation(project.phases[-1], person))


def test_the_next_thing_for_a_facilitator_follows_the_method(app: Flask) -> None:
    project = start_project()
    assert next_for(app, project, Role.FACILITATOR).label == "Voeg deelnemers toe"
    add(project, "Fatima Idrissi")
    db.session.refresh(project)
    assert next_for(app, project, Role.FACILITATOR).label == "Open stap 1"
    step = step_of(project, 1, StepStatus.OPEN)
    assert next_for(app, project, Role.FACILITATOR).label == "Plan de volgende bijeenkomst"
    meet(project, date(2026, 12, 8), 1)
    assert next_for(app, project, Role.FACILITATOR).label == "Bekijk wie er nog moet"
    step.closes_on = date(2020, 1, 1)
    db.session.commit()
    assert next_for(app, project, Role.FACILITATOR).label == "Sluit de stap"
    step_of(project, 1, StepStatus.CLOSED)
    assert next_for(app, project, Role.FACILITATOR).label == "Open de kaart"
    step_of(project, 1, StepStatus.DISCUSSED)
    assert next_for(app, project, Role.FACILITATOR).label == "Bevestig stap 1"
    for number in range(1, 7):
        step_of(project, number, StepStatus.CONFIRMED)
    assert next_for(app, project, Role.FACILITATOR).label == "Naar de resultaten"


def test_the_next_thing_for_a_participant_is_the_open_form(app: Flask) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    db.session.refresh(project)
    assert next_for(app, project, Role.CORE).url == ""
    step = step_of(project, 2, StepStatus.OPEN)
    assert next_for(app, project, Role.CORE).label == "Vul stap 2 in"
    form = hand_in(step, fatima, sent=False)
    assert next_for(app, project, Role.CORE).label == "Ga verder met stap 2"
    form.submitted_at = now()
    db.session.commit()
    assert next_for(app, project, Role.CORE).label == "Bekijk wat je invulde"
    step_of(project, 2, StepStatus.CONFIRMED)
    assert next_for(app, project, Role.CORE).label == "Open de kaart"


def test_who_only_reads_is_not_asked_to_fill_in(app: Flask) -> None:
    project = start_project()
    add(project, "Otto", role=Role.OBSERVER)
    db.session.refresh(project)
    step_of(project, 2, StepStatus.OPEN)
    assert next_for(app, project, Role.OBSERVER).label == ""
    tomorrow = now().date() + timedelta(days=1)
    meet(project, tomorrow, 2)
    assert next_for(app, project, Role.OBSERVER).label == "Bekijk de bijeenkomsten"
