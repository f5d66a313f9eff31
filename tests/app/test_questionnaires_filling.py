"""Filling in by page, without any script: saving, resuming, repeats, two screens, a session that ends."""

from __future__ import annotations

import pytest

from app.extensions import db
from app.models import Answer, Role, StepStatus, Submission
from app.questionnaires import queries
from app.questionnaires.operations import save_answers, start
from forms.keys import AnswerKey
from tests.app.questionnaires_factories import OBSERVATION, Desk, fields_on, make_desk, point, typed
from tests.checked_client import CheckedClient
from tests.conftest import SignIn

WHAT = AnswerKey("2.1a")
WHERE = AnswerKey("2.1b")


@pytest.fixture
def desk(app: object) -> Desk:
    return make_desk()


@pytest.fixture
def browser(desk: Desk, sign_in: SignIn) -> CheckedClient:
    return sign_in(desk.member.person)


def stored(desk: Desk) -> dict[AnswerKey, object]:
    submission = queries.submission_of(desk.step, desk.member)
    return {} if submission is None else queries.values_of(submission)


def test_the_hub_says_what_it_is_for_who_sees_it_and_what_is_done(desk: Desk, browser: CheckedClient) -> None:
    page = browser.get(desk.url).text
    assert "We maken samen één beeld" in page
    assert "alleen jij en de gespreksleider" in page
    assert "nog leeg" in page
    assert "Begin" in page
    save_answers(start(desk.step, desk.member), point("Grofvuil naast de containers"))
    page = browser.get(desk.url).text
    assert "ingevuld" in page
    assert "Verder waar je was" in page


def test_looking_starts_nothing(desk: Desk, browser: CheckedClient) -> None:
    browser.get(desk.url)
    browser.get(f"{desk.url}/observations")
    browser.get(f"{desk.url}/check")
    assert db.session.query(Submission).count() == 0


def test_every_page_of_every_step_can_be_read(app: object, sign_in: SignIn) -> None:
    for number in range(1, 7):
        desk = make_desk(number)
        browser = sign_in(desk.member.person)
        for page in queries.definition_of(desk.step).pages:
            assert browser.get(f"{desk.url}/{page.id}").status_code == 200


def test_what_was_typed_is_saved_and_comes_back(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/observations"
    text = '  Groep op het plein \'savonds,\n\n<b>veel</b> herrie & "rommel" 😀 \n'
    page = browser.get(url).text
    response = browser.post(url, data=typed(page, {WHAT: text, WHERE: "bij de snackbar"}, then="next"))
    assert response.status_code == 302
    assert stored(desk)[WHAT] == text
    again = fields_on(browser.get(url).text)
    assert again[WHAT.name] == [text]
    assert again[WHERE.name] == ["bij de snackbar"]


def test_saving_leads_to_the_next_page_or_back_to_the_hub(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/observations"
    page = browser.get(url).text
    assert browser.post(url, data=typed(page, {WHAT: "Iets"}, then="next")).location.endswith("/form/own-figures")
    page = browser.get(url).text
    assert browser.post(url, data=typed(page, {WHAT: "Iets"}, then="hub")).location.endswith("/steps/2/form")
    last = f"{desk.url}/unknown"
    assert browser.post(last, data=typed(browser.get(last).text, {}, then="next")).location.endswith("/form/check")


def test_what_is_not_right_yet_is_saved_too_and_shown_with_what_is_wrong(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/observations"
    long = "grofvuil " * 40
    response = browser.post(url, data=typed(browser.get(url).text, {WHAT: long}, then="next"))
    assert response.status_code == 422
    assert f'href="#{WHAT.name}"' in response.text
    assert "360 van de 280 tekens" in response.text
    assert "Wat je typte, is opgeslagen" in response.text
    assert stored(desk)[WHAT] == long
    number = AnswerKey("2.4b")
    url = f"{desk.url}/own-figures"
    response = browser.post(url, data=typed(browser.get(url).text, {number: "een stuk of 3"}, then="hub"))
    assert response.status_code == 302
    assert stored(desk)[number] == "een stuk of 3"
    assert fields_on(browser.get(url).text)[number.name] == ["een stuk of 3"]


@pytest.mark.parametrize(
    "text",
    ["\x00nul", "e\u0301\u202eomgekeerd", "=cmd()", "'; DROP TABLE answer; --", "x" * 10**6],
    ids=["nul", "marks", "formula", "sql", "megabyte"],
)
def test_strange_texts_come_back_or_stay_as_they_were(desk: Desk, browser: CheckedClient, text: str) -> None:
    url = f"{desk.url}/observations"
    browser.post(url, data=typed(browser.get(url).text, {WHAT: text}, then="hub"))
    assert stored(desk)[WHAT] == text
    browser.post(url, data=typed(browser.get(url).text, {WHERE: "Lisplein"}, then="hub"))
    assert stored(desk)[WHAT] == text


def test_sending_the_same_page_twice_changes_nothing_the_second_time(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/observations"
    data = typed(browser.get(url).text, {WHAT: "Fatbikes bij de school"}, then="next")
    browser.post(url, data=data)
    before = [(row.id, row.version, row.saved_at) for row in db.session.query(Answer)]
    assert browser.post(url, data=data).status_code == 302
    assert [(row.id, row.version, row.saved_at) for row in db.session.query(Answer)] == before


def test_points_are_added_and_taken_away_with_plain_buttons(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/observations"
    second, third = AnswerKey("2.1a", "", 1), AnswerKey("2.1a", "", 2)
    page = browser.get(url).text
    assert "Weghalen" not in page
    response = browser.post(url, data=typed(page, {WHAT: "een"}, add=second.name))
    page = browser.get(response.location).text
    assert fields_on(page)[WHAT.name] == ["een"]
    response = browser.post(response.location.split("#")[0], data=typed(page, {second: "twee"}, add=third.name))
    page = browser.get(response.location).text
    response = browser.post(response.location.split("#")[0], data=typed(page, {third: "drie"}, remove=WHAT.name))
    page = browser.get(response.location).text
    assert [fields_on(page)[key.name] for key in (WHAT, second)] == [["twee"], ["drie"]]
    assert third.name not in fields_on(page)


def test_a_point_that_moves_up_keeps_its_row_so_the_synthesis_still_knows_it(
    desk: Desk, browser: CheckedClient
) -> None:
    submission = start(desk.step, desk.member)
    for repeat, text in enumerate(("een", "twee", "drie")):
        save_answers(submission, point(text, repeat))
    rows = {row.value: row.id for row in db.session.query(Answer).filter_by(question_id="2.1a")}
    url = f"{desk.url}/observations"
    browser.post(url, data=typed(browser.get(url).text, {}, remove=AnswerKey("2.1a", "", 0).name))
    left = {row.value: row.id for row in db.session.query(Answer).filter_by(question_id="2.1a")}
    assert left == {"twee": rows["twee"], "drie": rows["drie"]}


def test_taking_away_a_point_that_is_not_there_changes_nothing(desk: Desk, browser: CheckedClient) -> None:
    save_answers(start(desk.step, desk.member), point("een"))
    url = f"{desk.url}/observations"
    data = typed(browser.get(url).text, {}, remove=AnswerKey("2.1a", "", 4).name)
    assert browser.post(url, data=data).status_code == 302
    assert stored(desk)[WHAT] == "een"


def test_there_is_no_room_for_a_sixth_point(desk: Desk, browser: CheckedClient) -> None:
    submission = start(desk.step, desk.member)
    for repeat in range(5):
        save_answers(submission, point(f"punt {repeat}", repeat))
    page = browser.get(f"{desk.url}/observations").text
    assert "Nog een toevoegen" not in page


def test_another_screen_is_not_overwritten_and_one_chooses(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/observations"
    save_answers(start(desk.step, desk.member), point("eerst"))
    page = browser.get(url).text
    save_answers(start(desk.step, desk.member), {WHAT: "van de telefoon"})
    response = browser.post(url, data=typed(page, {WHAT: "van de laptop", WHERE: "Sluisplein"}, then="next"))
    assert response.status_code == 409
    assert "van de telefoon" in response.text
    assert fields_on(response.text)[WHAT.name] == ["van de laptop"]
    assert stored(desk)[WHAT] == "van de telefoon"
    assert stored(desk)[WHERE] == "Sluisplein"
    keep = browser.post(url, data=typed(response.text, {}, then="stay"))
    assert keep.status_code == 302
    assert stored(desk)[WHAT] == "van de laptop"


def test_choosing_ones_own_text_does_not_overwrite_a_third_one(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/observations"
    page = browser.get(url).text
    save_answers(start(desk.step, desk.member), {WHAT: "van de telefoon"})
    response = browser.post(url, data=typed(page, {WHAT: "van de laptop"}, then="next"))
    save_answers(start(desk.step, desk.member), {WHAT: "van de tablet"})
    again = browser.post(url, data=typed(response.text, {}, then="stay"))
    assert again.status_code == 409
    assert "van de tablet" in again.text
    assert fields_on(again.text)[WHAT.name] == ["van de laptop"]


def test_the_text_of_the_other_screen_can_be_taken(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/observations"
    page = browser.get(url).text
    save_answers(start(desk.step, desk.member), {WHAT: "van de telefoon"})
    response = browser.post(url, data=typed(page, {WHAT: "van de laptop"}, then="next"))
    assert response.status_code == 409
    taken = browser.post(url, data=typed(response.text, {}, use=WHAT.name))
    assert taken.status_code == 302
    assert fields_on(browser.get(taken.location).text)[WHAT.name] == ["van de telefoon"]


def test_a_field_that_was_not_touched_keeps_what_another_screen_wrote(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/observations"
    save_answers(start(desk.step, desk.member), point("eerst"))
    page = browser.get(url).text
    save_answers(start(desk.step, desk.member), {WHAT: "van de telefoon"})
    response = browser.post(url, data=typed(page, {WHERE: "Sluisplein"}, then="next"))
    assert response.status_code == 302
    assert stored(desk)[WHAT] == "van de telefoon"
    assert stored(desk)[WHERE] == "Sluisplein"


def test_text_typed_when_the_session_had_ended_comes_back(desk: Desk, browser: CheckedClient, sign_in: SignIn) -> None:
    url = f"{desk.url}/observations"
    page = browser.get(url).text
    browser.delete_cookie("session")
    response = browser.post(url, data=typed(page, {WHAT: "Een half uur getypt"}, then="next"))
    assert "/sign-in" in response.location
    cookie = browser.get_cookie("held")
    assert cookie is not None
    back = sign_in(desk.member.person)
    back.set_cookie("held", cookie.value)
    page = back.get(url).text
    assert "maar is nog niet opgeslagen" in page
    assert fields_on(page)[WHAT.name] == ["Een half uur getypt"]
    back.post(url, data=typed(page, {}, then="next"))
    assert stored(desk)[WHAT] == "Een half uur getypt"


def test_a_step_that_closes_while_somebody_types_saves_nothing_and_shows_the_text(
    desk: Desk, browser: CheckedClient
) -> None:
    url = f"{desk.url}/observations"
    page = browser.get(url).text
    desk.step.status = StepStatus.CLOSED
    db.session.commit()
    response = browser.post(url, data=typed(page, {WHAT: "Net te laat"}, then="next"))
    assert response.status_code == 409
    assert "Net te laat" in response.text
    assert "vraag de gespreksleider" in response.text
    assert stored(desk) == {}
    assert browser.get(url).location == desk.url


def test_a_closed_step_shows_only_ones_own_answers(desk: Desk, browser: CheckedClient) -> None:
    other = desk.other("Politie")
    save_answers(start(desk.step, other), point("Geheim van een ander"))
    save_answers(start(desk.step, desk.member), point("Mijn eigen punt"))
    desk.step.status = StepStatus.CLOSED
    db.session.commit()
    page = browser.get(desk.url).text
    assert "Mijn eigen punt" in page
    assert "niet verstuurd" in page
    assert "Geheim van een ander" not in page
    assert browser.get(f"{desk.url}/check").location == desk.url


def test_forms_of_others_and_of_other_trajects_cannot_be_reached(
    desk: Desk, browser: CheckedClient, sign_in: SignIn
) -> None:
    other = desk.other("Politie")
    save_answers(start(desk.step, other), point("Geheim van een ander"))
    for page in ("", "/observations", "/check", "/receipt"):
        assert "Geheim van een ander" not in browser.get(desk.url + page, follow_redirects=True).text
    elsewhere = make_desk()
    for page in ("", "/observations", "/check", "/receipt", "/preview"):
        assert browser.get(elsewhere.url + page).status_code == 404
    observer = sign_in(desk.other(role=Role.OBSERVER).person)
    assert observer.get(desk.url).status_code == 403
    assert browser.get(f"{desk.url}/preview").status_code == 403
    assert browser.get(f"{desk.url}/no-such-page").status_code == 404


def test_the_facilitator_sees_the_form_as_somebody_who_starts(desk: Desk, sign_in: SignIn) -> None:
    facilitator = desk.other("Gebiedsteam", Role.FACILITATOR)
    save_answers(start(desk.step, facilitator), point("Van de gespreksleider zelf"))
    page = sign_in(facilitator.person).get(f"{desk.url}/preview").text
    assert "Wat zie of hoor je?" in page
    assert "Van de gespreksleider zelf" not in page
    assert "Opslaan" not in page
    assert set(OBSERVATION) <= {question.id for question in queries.definition_of(desk.step).questions}


def test_the_agreement_comes_before_the_form_of_step_2(desk: Desk, browser: CheckedClient) -> None:
    desk.project.agreement = "We delen aantallen.\nNooit namen van bewoners."
    db.session.commit()
    page = browser.get(desk.url).text
    assert "Nooit namen van bewoners." in page
    assert "De vragen" not in page
    assert browser.get(f"{desk.url}/observations").location == desk.url
    browser.post(f"{desk.url}/agreement")
    first = desk.member.agreement_accepted_at
    assert first is not None
    assert "De vragen" in browser.get(desk.url).text
    browser.post(f"{desk.url}/agreement")
    assert desk.member.agreement_accepted_at == first


def test_step_1_asks_for_no_agreement(app: object, sign_in: SignIn) -> None:
    desk = make_desk(1)
    desk.project.agreement = "We delen aantallen."
    db.session.commit()
    assert "De vragen" in sign_in(desk.member.person).get(desk.url).text


def test_text_typed_while_the_agreement_changed_comes_back_after_agreeing(desk: Desk, browser: CheckedClient) -> None:
    url = f"{desk.url}/observations"
    page = browser.get(url).text
    desk.project.agreement = "We delen aantallen."
    db.session.commit()
    assert browser.post(url, data=typed(page, {WHAT: "Elke nacht herrie"})).location == desk.url
    assert "Wat je had getypt is bewaard." in browser.get(desk.url).text
    response = browser.post(f"{desk.url}/agreement")
    assert response.location == url
    assert fields_on(browser.get(url).text)[WHAT.name] == ["Elke nacht herrie"]
