"""Whatever somebody types or pastes comes back as the page can show it, or with a sentence; nothing breaks."""

from __future__ import annotations

import json
import time
from urllib.parse import quote

import pytest
from flask import Flask

from app.extensions import db
from app.models import QuestionnaireVersion, StepStatus
from app.models.types import now
from app.questionnaires import queries
from app.questionnaires.operations import save_answers, start
from app.questionnaires.versions import showable
from forms.export import export
from forms.keys import AnswerKey, Value
from forms.question_types import TYPES
from forms.question_types.base import one_newline
from tests.app.questionnaires_factories import Desk, as_typed, fields_on, make_desk, point, typed
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.forms.tiny import questionnaire

NAUGHTY = {
    "right to left": "groep \u202eniel p teh po\u202c \u2067\u05e9\u05dc\u05d5\u05dd\u2069",
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308 \U0001f1f3\U0001f1f1",
    "nul": "voor\x00na",
    "controls": "bel\x07 terug\x08 esc\x1b \x7f \x85",
    "zalgo": "p" + "\u0335\u0321\u0322\u0327\u0301\u0308\u030a" * 40 + "lein",
    "decomposed": "cafe\u0301 \ufb01ets \u212b",
    "formula": "=cmd|' /C calc'!A0",
    "formulas": "+31 @SUM(A1) -2+3",
    "script": "</textarea></option><script>alert(1)</script><img src=x onerror=alert(1)> &lt;&amp;#0; \"'`",
    "sql": "'; DROP TABLE answer; -- \\",
    "template": "{{7*7}} {% raw %} ${7*7} #{7*7} %(time)s %s",
    "not a character": "eind\ufffe \uffff \ufdd0",
    "lines": "een\r\ntwee\rdrie\n\n\nvier\u2028vijf",
    "leading line": "\n\neerste regel leeg",
    "long word": "grofvuil" * 300,
    "tabs": "\teen\t\ttwee\t",
    "spaces": "   \u00a0\u3000  ",
    "json": '[["q2-1_0", "x"]] null \\u0000',
    "replacement": "\ufffd\ufeff\u200b",
}
EVERY_TYPE = """
    - {id: "2.1", type: short, label: {nl: Kort, en: Short}}
    - {id: "2.2", type: text, label: {nl: Lang, en: Long}, says: probleem}
    - {id: "2.3", type: single, label: {nl: Een, en: One}, choices: groups}
    - {id: "2.4", type: multi, label: {nl: Meer, en: More}, choices: groups, max: 2}
    - id: "2.5"
      type: scale5
      label: {nl: Vijf, en: Five}
      choices:
        - {value: "1", nl: "1", en: "1"}
        - {value: "2", nl: "2", en: "2"}
        - {value: "3", nl: "3", en: "3"}
        - {value: "4", nl: "4", en: "4"}
        - {value: "5", nl: "5", en: "5"}
        - {value: "unknown", nl: "unknown", en: "unknown"}
    - {id: "2.6", type: score3, label: {nl: Drie, en: Three}, choices: score3}
    - {id: "2.7", type: rank, label: {nl: Volgorde, en: Order}, choices: groups, max: 3}
    - {id: "2.8", type: matrix, label: {nl: Met, en: With}, choices: working_together, per: organisations}
    - {id: "2.9", type: place, label: {nl: Waar, en: Where}, source: places}
    - {id: "2.10", type: place, label: {nl: Waar nog, en: Where else}, source: places, several: true}
    - {id: "2.11", type: number, label: {nl: Hoeveel, en: How many}}
    - {id: "2.12", type: date, label: {nl: Wanneer, en: When}}
    - {id: "2.13", type: check, label: {nl: Vink, en: Tick}}
    - id: "2.14"
      type: group
      label: {nl: Groep, en: Group}
      repeat: {min: 1, max: 2}
      fields:
        - {id: "2.14a", type: short, label: {nl: Wat, en: What}}
        - {id: "2.14b", type: text, label: {nl: Meer, en: More}}
"""
WRITTEN = [AnswerKey(f"2.{one}") for one in ("1", "2", "9", "11", "14a", "14b")]
"""The answers of which a page shows any text at all."""


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A step that asks one question of every type, on one page."""
    desk, asked = make_desk(), questionnaire(EVERY_TYPE)
    assert {question.type for page in asked.pages for question in page.questions} == set(TYPES)
    version = QuestionnaireVersion(hash=asked.hash, step_number=2, content=asked.to_json(), published_at=now())
    db.session.add(version)
    db.session.flush()
    desk.step.questionnaire_id = version.id
    db.session.commit()
    return desk


@pytest.fixture
def browser(desk: Desk, sign_in: SignIn) -> CheckedClient:
    return sign_in(desk.member.person)


def stored(desk: Desk) -> dict[AnswerKey, Value]:
    submission = queries.submission_of(desk.step, desk.member)
    return {} if submission is None else queries.values_of(submission)


def asked_on(page: str) -> list[AnswerKey]:
    names = fields_on(page)["shown"]
    return [AnswerKey.parse(name) for name in ([names] if isinstance(names, str) else names)]


@pytest.mark.parametrize("text", NAUGHTY.values(), ids=NAUGHTY)
def test_a_sent_page_gives_every_text_back(desk: Desk, browser: CheckedClient, text: str) -> None:
    url = f"{desk.url}/page"
    page = browser.get(url).text
    sent = browser.post(url, data=typed(page, dict.fromkeys(asked_on(page), text), then="hub"))
    assert sent.status_code == 302
    kept = stored(desk)
    shown = fields_on(browser.get(f"{url}?check=1").text)
    for key in WRITTEN:
        assert kept[key] == one_newline(text)
        assert [one_newline(one) for one in shown[key.name]] == [showable(one_newline(text))]
    assert browser.get(f"{desk.url}/check").status_code == 200
    saved_again(desk, browser, kept)


def saved_again(desk: Desk, browser: CheckedClient, before: dict[AnswerKey, Value]) -> None:
    """Sending the page as it stands is no change, so nobody's text wears away."""
    url = f"{desk.url}/page"
    browser.post(url, data=fields_on(browser.get(url).text) | {"then": "hub"})
    after = stored(desk)
    assert {key: after[key] for key in WRITTEN} == {key: before[key] for key in WRITTEN}


def test_a_script_gets_an_answer_for_every_type(desk: Desk, browser: CheckedClient) -> None:
    page = browser.get(f"{desk.url}/page").text
    others = [key for key in asked_on(page) if key not in WRITTEN]
    texts = {**NAUGHTY, "surrogates": "half \ud83d teken \udc00"}
    assert len(texts) >= len(others)
    for number, (name, text) in enumerate(texts.items()):
        page = browser.get(f"{desk.url}/page").text
        headers = {"X-CSRFToken": browser.csrf_token, "Accept": "application/json"}
        for key in (*WRITTEN, others[number % len(others)]):
            fields = typed(page, {key: text})
            body = {"key": key.name, "fields": as_typed(fields), "seen": fields[f"seen.{key.name}"][0]}
            saved = browser.post(f"{desk.url}/answers", json={**body, "mine": [[[text, text]]]}, headers=headers)
            assert saved.status_code == 200, (name, key, saved.text)
        whole = one_newline(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        assert {key: stored(desk)[key] for key in WRITTEN} == dict.fromkeys(WRITTEN, whole), name
        told = browser.post(f"{desk.url}/answers/advice", json={"key": WRITTEN[1].name}, headers=headers)
        assert told.status_code == 200, name


def test_a_script_that_sends_nonsense_hears_so(desk: Desk, browser: CheckedClient) -> None:
    browser.get(f"{desk.url}/page")
    headers = {"X-CSRFToken": browser.csrf_token, "Content-Type": "application/json", "Accept": "application/json"}
    key = WRITTEN[0].name
    bodies: list[object] = [
        *({"key": text, "fields": []} for text in (*NAUGHTY.values(), "\ud800")),
        {"key": key, "fields": [[None, {}]], "seen": [], "mine": {}},
        {"key": key, "fields": [["shown", key], [key, ["x"]]], "seen": "9" * 5000, "mine": [1, "x", None]},
        "x",
        None,
        7,
    ]
    for body in (*(json.dumps(one).encode() for one in bodies), b"", b"{", b"\xff\xfe", b"[" * 100_000):
        for address in ("answers", "answers/advice"):
            answer = browser.post(f"{desk.url}/{address}", data=body, headers=headers, with_token=False)
            assert answer.status_code in {200, 400, 422}, (body[:60], answer.status_code)
            assert answer.is_json


def test_broken_bytes_of_a_form_stay_as_they_were_written(desk: Desk, browser: CheckedClient) -> None:
    page = browser.get(f"{desk.url}/page").text
    fields = [*as_typed(fields_on(page)), ("csrf_token", browser.csrf_token), ("then", "hub")]
    body = "&".join(f"{quote(name)}={quote(value)}" for name, value in fields if name != WRITTEN[0].name)
    headers = {"Origin": "http://localhost", "Content-Type": "application/x-www-form-urlencoded"}
    sent = f"{body}&{WRITTEN[0].name}=half%ED%A0%80%FFteken".encode()
    assert browser.post(f"{desk.url}/page", data=sent, headers=headers, with_token=False).status_code == 302
    assert stored(desk)[WRITTEN[0]] == "half%ED%A0%80%FFteken"


def test_a_megabyte_is_kept_and_its_pages_answer_soon(desk: Desk, browser: CheckedClient) -> None:
    url, text = f"{desk.url}/page", "Mevrouw De Vries zag grofvuil op het plein. " * 24_000
    page = browser.get(url).text
    began = time.monotonic()
    assert browser.post(url, data=typed(page, {WRITTEN[1]: text}, then="next")).status_code in {302, 422}
    assert stored(desk)[WRITTEN[1]] == text
    assert "1056000 van de 280 tekens" in browser.get(f"{desk.url}/check").text
    assert time.monotonic() - began < 10


def test_more_than_the_service_takes_gets_a_sentence(desk: Desk, browser: CheckedClient) -> None:
    page = browser.get(f"{desk.url}/page").text
    response = browser.post(f"{desk.url}/page", data=typed(page, {WRITTEN[1]: "x" * 9_000_000}, then="next"))
    assert response.status_code == 413
    assert "je tekst staat er nog" in response.text


def test_a_sent_form_reads_back_and_exports_what_was_typed(app: Flask, sign_in: SignIn) -> None:
    desk = make_desk()
    browser = sign_in(desk.member.person)
    texts = {name: text[:280] for name, text in NAUGHTY.items() if name not in {"spaces", "long word"}}
    for number, group in enumerate(in_fives(list(texts.values()))):
        form = start(desk.step, desk.member)
        for repeat, text in enumerate(group):
            save_answers(form, point(one_newline(text), repeat))
        assert browser.get(f"{desk.url}/check").status_code == 200
        assert browser.post(f"{desk.url}/check").status_code in {302, 422}
        assert browser.get(f"{desk.url}/receipt", follow_redirects=True).status_code == 200
        submission = queries.submission_of(desk.step, desk.member)
        assert submission is not None
        context = queries.context_for(desk.step, desk.member, queries.values_of(submission), "nl")
        rows = [row for row in export(queries.definition_of(desk.step), context) if row.question == "2.1a"]
        assert [row.value for row in rows] == [one_newline(text) for text in group], number


def in_fives(texts: list[str]) -> list[list[str]]:
    return [texts[at : at + 5] for at in range(0, len(texts) - len(texts) % 5, 5)]


def test_a_reason_and_a_correction_take_any_text(app: Flask, sign_in: SignIn) -> None:
    desk = make_desk()
    browser = sign_in(desk.member.person)
    url, what = f"{desk.url}/observations", AnswerKey("2.1a")
    for name, text in NAUGHTY.items():
        data = typed(browser.get(url).text, {what: "Mevrouw De Vries belt"}) | {f"reason.{what.name}": text}
        for mark in (f"{what.name}|kept", f"{what.name}|subject|{text}", text):
            assert browser.post(url, data=data | {"mark": mark}).status_code == 302, name
        assert browser.post(url, data=data | {"use": text, "add": text, "remove": text}).status_code < 500, name
        assert browser.get(url, query_string={"add": text, "check": text}).status_code == 200
    assert browser.get(f"{desk.url}/check").status_code == 200
    desk.step.status = StepStatus.CLOSED
    db.session.commit()
    browser.get(desk.url)
    for name, text in NAUGHTY.items():
        assert browser.post(f"{desk.url}/notes", data={"note": text}).status_code in {302, 422}, name
    assert browser.get(desk.url).status_code == 200
