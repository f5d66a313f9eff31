"""The pages on which a facilitator shapes a questionnaire, as a browser without script meets them."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.extensions import db
from app.models import Person, Role, Step
from app.questionnaires import queries, shaping
from app.questionnaires.operations import save_answers, start
from forms.keys import AnswerKey
from tests.app.questionnaires_factories import Desk, make_desk, open_up, point, typed
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join, make_project


class Room:
    """Step 2 in preparation, and its facilitator's browser."""

    def __init__(self, sign_in: SignIn) -> None:
        self.project = make_project()
        self.step: Step = self.project.phases[0].steps[1]
        self.lead: Person = join(self.project, Role.FACILITATOR).person
        self.browser = sign_in(self.lead)
        self.step_url = f"/projects/{self.project.id}/phases/1/steps/2"
        self.url = f"{self.step_url}/questions"

    def seen(self, browser: CheckedClient | None = None, path: str = "") -> str:
        """What the page knows, from its hidden field."""
        page = (browser or self.browser).get(self.url + path).text
        found = re.search(r'name="seen" value="(\d*)"', page)
        assert found
        return found[1]

    def press(self, button: str, seen: str | None = None) -> tuple[int, str]:
        """Press a button of the overview; where it leads."""
        known = self.seen() if seen is None else seen
        response = self.browser.post(f"{self.url}/change", data={"do": button, "seen": known})
        return response.status_code, response.headers.get("Location", "")

    def send(self, path: str, fields: dict[str, str]) -> TestResponse:
        """Open a page with a form and send it."""
        self.browser.get(self.url + path)
        return self.browser.post(self.url + path, data=fields)

    def labels(self) -> list[str]:
        return [question.label.nl for question in queries.definition_of(self.step).questions]


@pytest.fixture
def room(app: Flask, sign_in: SignIn) -> Room:
    return Room(sign_in)


def words_of(page: str) -> str:
    """The text of a page without tags, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_step_leads_to_the_editor_which_shows_every_question(room: Room) -> None:
    step_page = room.browser.get(room.step_url).text
    assert f'href="{room.url}">Vragenlijst aanpassen</a>' in step_page
    assert "versie 1" in step_page
    page = room.browser.get(room.url).text
    for asked in queries.definition_of(room.step).pages:
        assert asked.title.nl in page
        for question in asked.questions:
            for one in (question, *question.fields):
                assert f'id="question-{one.id}"' in page
    assert "Nog niets. Dit is de vragenlijst van de methode." in page


def test_only_what_can_be_hidden_has_the_button_and_the_rest_says_why(room: Room) -> None:
    page = room.browser.get(room.url).text
    assert 'value="hide:2.7"' in page
    assert 'value="hide:2.1a"' not in page
    assert "Deze vraag blijft: dit antwoord is nodig voor de probleemkaart en de doelen." in page


def test_hiding_and_showing_again_comes_back_to_the_question(room: Room) -> None:
    assert room.press("hide:2.7") == (303, f"{room.url}#question-2.7")
    page = room.browser.get(room.url).text
    assert 'value="show:2.7"' in page
    assert "Wat zei een bewoner?" not in room.labels()
    assert "Verborgen: ‘Wat hoor je bewoners zelf zeggen?’" in page
    room.press("show:2.7")
    assert "Wat zei een bewoner?" in room.labels()


def test_questions_and_pages_go_up_and_down(room: Room) -> None:
    assert room.press("up:2.1d") == (303, f"{room.url}#question-2.1d")
    assert room.labels()[2] == "Wordt het meer, minder of blijft het gelijk?"
    assert room.press("page-up:strengths") == (303, f"{room.url}#page-strengths")
    assert [page.id for page in queries.definition_of(room.step).pages][:3] == [
        "observations",
        "indicators",
        "strengths",
    ]


def test_a_button_that_cannot_be_says_why(room: Room) -> None:
    assert room.press("hide:2.1a") == (303, room.url)
    assert "dit antwoord is nodig" in room.browser.get(room.url).text
    assert not shaping.rows_of(room.step)


@pytest.mark.parametrize("button", ["", "hide", "hide:", "explode:2.7", "up"])
def test_what_is_no_button_is_refused(room: Room, button: str) -> None:
    assert room.press(button)[0] == 400


def test_a_button_pressed_twice_does_one_thing(room: Room) -> None:
    seen = room.seen()
    room.press("down:2.1a", seen)
    room.press("down:2.1a", seen)
    assert len(shaping.rows_of(room.step)) == 1
    assert "Iemand anders paste de vragenlijst net aan." in room.browser.get(room.url).text


def test_words_are_changed_and_the_history_shows_what_was_there(room: Room) -> None:
    path = "/words/2.1c"
    seen = room.seen(path=path)
    sent = {"seen": seen, "label_nl": "Hoe vaak\r\nzie je dit?", "label_en": "", "hint_nl": "Ongeveer.", "hint_en": ""}
    sent |= {"if_missing_nl": "Vul in hoe vaak dit gebeurt.", "if_missing_en": "Fill in how often this happens."}
    choices = {"daily": "elke dag", "weekly": "wekelijks", "monthly": "maandelijks", "less": "minder"}
    for number, (english, dutch) in enumerate(choices.items(), 1):
        sent |= {f"choice_{number}_nl": dutch, f"choice_{number}_en": "less often" if english == "less" else english}
    response = room.browser.post(room.url + path, data=sent)
    assert (response.status_code, response.headers["Location"]) == (303, f"{room.url}#question-2.1c")
    question = queries.definition_of(room.step).question("2.1c")
    assert (question.label.nl, question.label.en) == ("Hoe vaak zie je dit?", "Hoe vaak zie je dit?")
    assert question.hint
    assert question.hint.nl == "Ongeveer."
    assert [choice.label.nl for choice in question.choices][:2] == ["elke dag", "wekelijks"]
    told = words_of(room.browser.get(room.url).text)
    assert "Was dagelijks Is nu elke dag" in told
    assert room.lead.name in told
    assert "maandelijks Is nu" not in told


def test_an_empty_text_is_refused_at_its_field_and_nothing_typed_is_lost(room: Room) -> None:
    sent = {"seen": "0", "title_nl": " ", "title_en": "Strong points", "intro_nl": "Denk breed.", "intro_en": ""}
    response = room.send("/pages/strengths", sent)
    assert response.status_code == 422
    assert 'href="#title_nl">Vul de Nederlandse tekst in.' in response.text
    assert "Denk breed." in response.text
    assert not shaping.rows_of(room.step)


def test_a_page_gets_other_words(room: Room) -> None:
    sent = {"seen": "0", "title_nl": "Krachten", "title_en": "", "intro_nl": "Denk breed.", "intro_en": ""}
    assert room.send("/pages/strengths", sent).status_code == 303
    assert queries.definition_of(room.step).page("strengths").title.nl == "Krachten"


def test_saving_without_a_change_says_so(room: Room) -> None:
    page = queries.definition_of(room.step).page("strengths")
    sent = {"seen": "0", "title_nl": page.title.nl, "title_en": page.title.en, "intro_nl": "", "intro_en": ""}
    room.send("/pages/strengths", sent)
    assert "Er is niets veranderd." in room.browser.get(room.url).text
    assert not shaping.rows_of(room.step)


def test_a_question_is_added_with_its_choices(room: Room) -> None:
    sent = {"seen": "0", "label_nl": "Sinds wanneer?", "label_en": "", "kind": "single", "says": ""}
    response = room.send("/pages/unknown/add", {**sent, "choices": "kort\r\n\r\n lang \r\n"})
    assert response.status_code == 303
    question = queries.definition_of(room.step).question("x1")
    assert [choice.label.nl for choice in question.choices] == ["kort", "lang"]
    assert "toegevoegd" in room.browser.get(room.url).text
    assert "Sinds wanneer?" in room.browser.get(f"{room.step_url}/form/preview").text


def test_an_added_question_that_cannot_be_keeps_what_was_typed(room: Room) -> None:
    sent = {"seen": "0", "label_nl": "Sinds wanneer?", "label_en": "", "kind": "date", "says": "kracht", "choices": ""}
    response = room.send("/pages/unknown/add", sent)
    assert response.status_code == 422
    assert "Alleen een tekst kan meetellen" in response.text
    assert 'value="Sinds wanneer?"' in response.text


def test_a_question_without_words_or_kind_is_refused_at_the_fields(room: Room) -> None:
    response = room.send("/pages/unknown/add", {"seen": "0", "label_nl": "", "choices": "a"})
    assert response.status_code == 422
    assert "Schrijf op wat je wilt vragen." in response.text
    assert "Kies een soort antwoord." in response.text


def test_everything_goes_back_after_a_question_whether_that_is_meant(room: Room) -> None:
    room.press("hide:2.7")
    assert f'href="{room.url}/reset"' in room.browser.get(room.url).text
    seen = room.seen(path="/reset")
    assert "Wat zei een bewoner?" not in room.labels()
    assert room.send("/reset", {"seen": seen}).status_code == 303
    assert "Wat zei een bewoner?" in room.labels()
    assert "Alles terug naar het origineel" in room.browser.get(room.url).text


def test_the_second_of_two_facilitators_keeps_the_typed_text_and_sees_the_other(room: Room, sign_in: SignIn) -> None:
    colleague = join(room.project, Role.FACILITATOR).person
    other = sign_in(colleague)
    path = "/pages/strengths"
    seen, theirs = room.seen(path=path), room.seen(other, path)
    page = queries.definition_of(room.step).page("strengths")
    sent = {"title_nl": page.title.nl, "title_en": page.title.en, "intro_nl": "", "intro_en": ""}
    assert other.post(room.url + path, data={**sent, "seen": theirs, "title_nl": "Krachten"}).status_code == 303
    response = room.browser.post(room.url + path, data={**sent, "seen": seen, "intro_nl": "Denk breed."})
    assert response.status_code == 409
    told = words_of(response.text)
    assert "Iemand anders paste de vragenlijst net aan." in told
    assert "Was Wat goed gaat Is nu Krachten" in told
    assert colleague.name in told
    assert "Denk breed." in response.text
    assert ">\nKrachten</textarea>" in response.text.replace("\r\n", "\n")  # what I left alone follows the other
    again = {"seen": "1", "title_nl": "Krachten", "title_en": page.title.en, "intro_nl": "Denk breed.", "intro_en": ""}
    assert room.browser.post(room.url + path, data=again).status_code == 303
    now = queries.definition_of(room.step).page("strengths")
    assert (now.title.nl, now.intro and now.intro.nl) == ("Krachten", "Denk breed.")


def test_a_question_that_is_gone_is_not_there_but_typed_text_for_it_is_not_lost(room: Room) -> None:
    assert room.browser.get(f"{room.url}/words/2.99").status_code == 404
    assert room.browser.get(f"{room.url}/pages/nothing/add").status_code == 404


def started_on(room: Room) -> Desk:
    """Somebody began to fill in."""
    open_up(room.step)
    desk = Desk(room.project, room.step, join(room.project))
    save_answers(start(room.step, desk.member), point("Grofvuil"))
    return desk


def test_once_somebody_started_only_words_can_be_changed(room: Room) -> None:
    started_on(room)
    page = room.browser.get(room.url).text
    assert "Je kunt nu alleen nog tikfouten verbeteren." in page
    assert 'name="do"' not in page
    assert f"{room.url}/words/2.1a" in page
    assert "/add" not in page
    room.press("hide:2.7", "0")
    assert "alleen nog tikfouten" in room.browser.get(room.url).text
    assert room.browser.get(f"{room.url}/pages/unknown/add").status_code == 302
    sent = {"seen": "0", "label_nl": "Sinds wanneer?", "label_en": "", "kind": "short", "says": "", "choices": ""}
    refused = room.send("/pages/unknown/add", sent)
    assert refused.status_code == 422
    assert "Sinds wanneer?" in refused.text
    assert not shaping.rows_of(room.step)


def test_a_typing_error_is_mended_for_who_is_answering(room: Room, sign_in: SignIn) -> None:
    desk = started_on(room)
    sent = {"seen": "0", "label_nl": "Wat goed loopt", "label_en": "What goes well", "hint_nl": "", "hint_en": ""}
    sent |= {"if_missing_nl": "Beschrijf wat er goed gaat.", "if_missing_en": "Describe what goes well."}
    assert room.send("/words/2.6a", sent).status_code == 303
    told = words_of(room.browser.get(room.url).text)
    assert "Versie 1.0.1" in told
    assert "Was Wat gaat goed? Is nu Wat goed loopt" in told
    assert "versie 1.0.1" in words_of(room.browser.get(room.step_url).text)
    answering = sign_in(desk.member.person)
    assert "Wat goed loopt" in answering.get(f"{desk.url}/strengths").text
    assert "Grofvuil" in answering.get(f"{desk.url}/observations").text


def test_the_preview_can_stand_within_a_page_in_two_widths(room: Room) -> None:
    both = room.browser.get(f"{room.url}/both")
    assert both.text.count("<iframe") == 2
    assert "frame-ancestors 'self'" in both.headers["Content-Security-Policy"]
    framed = room.browser.get(f"{room.step_url}/form/preview?frame=1").text
    assert "project-nav" not in framed
    assert "Afmelden" not in framed
    assert "project-nav" in room.browser.get(f"{room.step_url}/form/preview").text


def test_an_open_step_warns_before_anybody_starts(room: Room) -> None:
    open_up(room.step)
    assert "De vragenlijst staat open, maar nog niemand is begonnen." in room.browser.get(room.url).text


def test_a_phase_that_is_over_is_only_read(room: Room) -> None:
    room.press("hide:2.7")
    room.step.phase.ended_on = room.step.phase.started_on
    db.session.commit()
    page = room.browser.get(room.url).text
    assert "Je kunt hier alleen nog lezen." in page
    assert 'name="do"' not in page
    assert room.press("show:2.7", "1") == (303, room.url)
    sent = {"seen": "1", "title_nl": "Krachten", "title_en": "", "intro_nl": "", "intro_en": ""}
    assert room.send("/pages/strengths", sent).status_code == 303
    assert len(shaping.rows_of(room.step)) == 1


def test_a_change_that_no_longer_fits_the_original_is_shown_as_such(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forms.questionnaire import Questionnaire  # noqa: PLC0415

    room.press("hide:2.7")
    before = shaping.original(2)
    newer = Questionnaire(2, "2", before.title, before.purpose, tuple(p for p in before.pages if p.id != "residents"))
    monkeypatch.setattr(shaping, "original", {2: newer}.__getitem__)
    monkeypatch.setattr("app.questionnaires.editor.original", {2: newer}.__getitem__)
    assert "past niet meer" in room.browser.get(room.url).text
    assert queries.definition_of(room.step) == newer


@pytest.mark.parametrize(("hidden", "saved"), [("2.6b", True), ("2.6", False)])
def test_what_somebody_typed_in_a_question_that_was_just_hidden_is_shown_to_them(
    room: Room, sign_in: SignIn, hidden: str, saved: bool
) -> None:
    open_up(room.step)
    desk = Desk(room.project, room.step, join(room.project))
    browser, url = sign_in(desk.member.person), f"{desk.url}/strengths"
    answers = {AnswerKey("2.6a"): "De voetbalclub", AnswerKey("2.6b"): "bij de kade"}
    fields = typed(browser.get(url).text, answers, then="next")
    room.press(f"hide:{hidden}")
    browser.get(desk.url)
    response = browser.post(url, data=fields)
    assert response.status_code == 409
    assert "bij de kade" in response.text
    assert ("De voetbalclub" in response.text) is not saved
    form = queries.submission_of(room.step, desk.member)
    stored = queries.values_of(form) if form else {}
    assert (stored.get(AnswerKey("2.6a")) == "De voetbalclub") is saved


def test_somebody_who_fills_in_sees_no_version_and_no_link(app: Flask, sign_in: SignIn) -> None:
    desk = make_desk()
    page = sign_in(desk.member.person).get(desk.url.removesuffix("/form")).text
    assert "Vragenlijst aanpassen" not in page
    assert "versie 1" not in page
