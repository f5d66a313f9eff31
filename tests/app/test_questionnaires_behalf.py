"""A facilitator fills in for somebody: with a source, openly, and never in what somebody typed themselves."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import AuditEvent, Membership, Role, StepStatus, Submission
from app.questionnaires import operations, queries
from app.questionnaires.operations import OwnTextError, save_answers, start, start_for
from forms.keys import AnswerKey
from tests.app.questionnaires_factories import Desk, as_typed, fields_on, make_desk, point, send, typed
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join, make_person

WHAT = AnswerKey("2.1a")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_desk()


@pytest.fixture
def leader(desk: Desk) -> Membership:
    return join(desk.project, Role.FACILITATOR, "Gemeente", make_person("Els de Wit"))


@pytest.fixture
def browser(leader: Membership, sign_in: SignIn) -> CheckedClient:
    return sign_in(leader.person)


def place(desk: Desk, page: str = "") -> str:
    """Where the facilitator fills in for the member of this desk."""
    return f"{desk.url}/for/{desk.member.id}{f'/{page}' if page else ''}"


def begin(browser: CheckedClient, desk: Desk, **fields: str) -> str:
    """Say where the answers come from; the page that follows."""
    browser.get(place(desk, "begin"))
    response = browser.post(place(desk, "begin"), data={"source": "papier", **fields})
    assert response.status_code == 303, response.text
    return str(response.location)


def form_of(desk: Desk) -> Submission:
    return db.session.scalars(select(Submission).where(Submission.membership_id == desk.member.id)).one()


def test_a_paper_form_is_entered_and_sent_for_somebody(desk: Desk, leader: Membership, browser: CheckedClient) -> None:
    step_page = f"/projects/{desk.project.id}/phases/1/steps/2"
    assert place(desk, "begin") in browser.get(step_page).text
    assert begin(browser, desk) == place(desk)
    name = desk.member.person.name
    assert f"Je vult dit in voor {name}, Buurtteam." in browser.get(place(desk)).text
    page = browser.get(place(desk, "observations"))
    assert f"Je vult dit in voor {name}" in page.text
    assert "Bron: papier." in page.text
    sent = browser.post(place(desk, "observations"), data=typed(page.text, point("Grofvuil bij de poort"), then="next"))
    assert sent.location.startswith(place(desk))
    check = browser.get(place(desk, "check"))
    assert f"Versturen namens {name}" in check.text
    assert browser.post(place(desk, "check")).location == place(desk, "receipt")
    assert f"De antwoorden van {name} zijn verstuurd" in browser.get(place(desk, "receipt")).text
    form = form_of(desk)
    assert (form.source_label, form.entered_by) == ("papier", leader)
    [answer] = queries.said_in(desk.step.phase)
    assert (answer.text, answer.organisation) == ("Grofvuil bij de poort", "Buurtteam")
    page = browser.get(step_page)
    assert "namens, papier" in page.text
    assert place(desk, "begin") not in page.text


def test_the_source_is_asked_first(desk: Desk, browser: CheckedClient) -> None:
    for page in ("", "observations", "check", "receipt"):
        assert browser.get(place(desk, page)).location == place(desk, "begin")
    browser.get(place(desk, "begin"))
    assert "Kies waar de antwoorden vandaan komen." in browser.post(place(desk, "begin")).text
    refused = browser.post(place(desk, "begin"), data={"source": "anders"})
    assert refused.status_code == 422
    assert "Vul in waar de antwoorden vandaan komen." in refused.text
    long = browser.post(place(desk, "begin"), data={"source": "anders", "other": "x" * 61})
    assert "hoogstens 60 tekens" in long.text
    assert db.session.query(Submission).count() == 0
    begin(browser, desk, source="anders", other="ingesproken bericht")
    assert "Bron: ingesproken bericht." in browser.get(place(desk)).text


def test_a_source_that_was_wrong_can_be_mended(desk: Desk, browser: CheckedClient) -> None:
    begin(browser, desk)
    begin(browser, desk, source="telefoon")
    assert form_of(desk).source_label == "telefoon"


def test_what_somebody_typed_themselves_stays_closed(desk: Desk, leader: Membership, browser: CheckedClient) -> None:
    save_answers(start(desk.step, desk.member), {WHAT: "Dit is van mij"})
    for page in ("", "observations", "check", "receipt"):
        assert browser.get(place(desk, page)).location == place(desk, "begin")
    told = browser.get(place(desk, "begin")).text
    assert "is zelf met deze vragenlijst begonnen" in told
    assert "Dit is van mij" not in told
    browser.post(place(desk, "begin"), data={"source": "papier"})
    assert form_of(desk).source_label == ""
    assert "is zelf begonnen" in browser.get(f"/projects/{desk.project.id}/phases/1/steps/2").text
    with pytest.raises(OwnTextError):
        start_for(desk.step, desk.member, leader, "papier")


def test_a_sent_form_stays_closed_too(desk: Desk, browser: CheckedClient) -> None:
    send(desk.step, desk.member, "Herrie op het plein")
    assert browser.get(place(desk, "receipt")).location == place(desk, "begin")


def test_the_person_sees_who_entered_it_and_changes_it(
    desk: Desk, leader: Membership, browser: CheckedClient, sign_in: SignIn
) -> None:
    save_answers(start_for(desk.step, desk.member, leader, "telefoon"), point("Herrie op het plein"))
    own = sign_in(desk.member.person)
    for page in ("", "/observations", "/check"):
        assert "Els de Wit heeft dit voor je ingevuld. Bron: telefoon." in own.get(desk.url + page).text
    page = own.get(f"{desk.url}/observations").text
    assert "Bron: telefoon. Klopt er iets niet? Je kunt alles veranderen." in " ".join(page.split())
    own.post(f"{desk.url}/observations", data=typed(page, {}, then="next"))
    assert form_of(desk).on_behalf, "looking changes nothing"
    own.post(f"{desk.url}/observations", data=typed(page, {WHAT: "Vooral op zaterdag"}, then="next"))
    assert form_of(desk).taken_over_at is not None
    assert "Daarna heb je het zelf aangepast." in own.get(desk.url).text
    assert browser.get(place(desk)).location == place(desk, "begin")


def test_the_step_page_tells_the_person_that_it_was_done_for_them(
    desk: Desk, leader: Membership, sign_in: SignIn
) -> None:
    own, step_page = sign_in(desk.member.person), f"/projects/{desk.project.id}/phases/1/steps/2"
    form = start_for(desk.step, desk.member, leader, "papier")
    assert "De gespreksleider is voor je begonnen." in own.get(step_page).text
    save_answers(form, point("Grofvuil"))
    operations.submit(form, leader)
    assert "De gespreksleider heeft deze vragenlijst voor je ingevuld." in own.get(step_page).text
    operations.save(form, [operations.Change(WHAT, "Van mijzelf")], desk.member)
    assert "Je hebt de vragenlijst verstuurd." in own.get(step_page).text


def test_what_a_facilitator_still_types_after_that_is_not_saved(
    desk: Desk, leader: Membership, browser: CheckedClient
) -> None:
    form = start_for(desk.step, desk.member, leader, "papier")
    page = browser.get(place(desk, "observations")).text
    operations.save(form, [operations.Change(WHAT, "Van mijzelf")], desk.member)
    body = {"key": WHAT.name, "fields": as_typed({**fields_on(page), WHAT.name: "Nog snel iets"}), "seen": ""}
    refused = browser.post(place(desk, "answers"), json=body, headers={"X-CSRFToken": browser.csrf_token})
    assert refused.status_code == 409
    assert "vult de vragenlijst nu zelf in" in refused.get_json()["message"]
    with pytest.raises(OwnTextError):
        operations.save(form, [operations.Change(WHAT, "Nog snel iets")], leader)
    assert queries.values_of(form_of(desk))[WHAT] == "Van mijzelf"


def test_autosave_works_for_somebody_else(desk: Desk, leader: Membership, browser: CheckedClient) -> None:
    form = start_for(desk.step, desk.member, leader, "gesprek")
    page = browser.get(place(desk, "observations")).text
    assert f'data-autosave="{place(desk, "answers")}"' in page
    fields = as_typed({**fields_on(page), WHAT.name: "Grofvuil"})
    seen = dict(fields)[f"seen.{WHAT.name}"]
    body = {"key": WHAT.name, "fields": fields, "seen": seen}
    saved = browser.post(place(desk, "answers"), json=body, headers={"X-CSRFToken": browser.csrf_token})
    assert saved.status_code == 200
    assert queries.values_of(form)[WHAT] == "Grofvuil"
    assert not form_of(desk).taken_over_at


def test_the_agreement_is_asked_for_somebody_who_did_not_agree_yet(desk: Desk, browser: CheckedClient) -> None:
    desk.project.agreement = "We delen geen namen."
    browser.get(place(desk, "begin"))
    refused = browser.post(place(desk, "begin"), data={"source": "papier"})
    assert "Vraag eerst of deze persoon het goed vindt" in refused.text
    begin(browser, desk, agreed="y")
    assert browser.get(place(desk, "observations")).status_code == 200
    assert db.session.get_one(Membership, desk.member.id).agreement_accepted_at is None


def test_only_the_facilitator_fills_in_for_somebody(desk: Desk, sign_in: SignIn) -> None:
    for role in (Role.CORE, Role.WIDER, Role.OBSERVER, Role.RESEARCHER):
        other = sign_in(desk.other(role=role).person)
        assert other.get(place(desk, "begin")).status_code == 403, role
        assert "namens" not in other.get(f"/projects/{desk.project.id}/phases/1/steps/2").text


def test_nobody_fills_in_for_who_is_not_asked(desk: Desk, leader: Membership, browser: CheckedClient) -> None:
    observer = desk.other(role=Role.OBSERVER)
    stranger = join(make_desk().project)
    for someone in (observer, stranger, leader):
        assert browser.get(f"{desk.url}/for/{someone.id}/begin").status_code == 404
    desk.member.left_at = desk.member.joined_at
    assert browser.get(place(desk, "begin")).status_code == 404


def test_a_closed_step_takes_no_new_form(desk: Desk, browser: CheckedClient) -> None:
    desk.step.status = StepStatus.CLOSED
    response = browser.get(place(desk, "begin"))
    assert response.location == f"/projects/{desk.project.id}/phases/1/steps/2"
    assert "is niet open" in browser.get(response.location).text


def test_the_log_says_who_did_it_and_holds_no_answer(desk: Desk, leader: Membership, browser: CheckedClient) -> None:
    begin(browser, desk)
    save_answers(form_of(desk), point("Grofvuil bij de poort"))
    browser.get(place(desk, "check"))
    browser.post(place(desk, "check"))
    lines = db.session.scalars(select(AuditEvent).where(AuditEvent.object_type == "submission")).all()
    assert [(line.action, line.actor_id) for line in lines] == [
        ("entered_for", leader.person_id),
        ("sent", leader.person_id),
    ]


def test_a_facilitator_who_is_gone_leaves_the_form(desk: Desk, leader: Membership) -> None:
    form = start_for(desk.step, desk.member, leader, "papier")
    db.session.delete(leader)
    db.session.commit()
    db.session.refresh(form)
    assert (form.entered_by_id, form.source_label) == (None, "papier")
