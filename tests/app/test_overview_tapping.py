"""Twenty questions: each answer is kept, and makes the next draft better without touching what people did."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import MapTap, Role
from app.overview import maps, operations, tapping
from tests.app.overview_factories import Board
from tests.app.questionnaires_factories import make_desk, send
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join

SAID = (
    "Grofvuil naast de containers op het plein",
    "Oude bankstellen staan bij de ondergrondse container",
    "Elke maandag liggen er matrassen bij de bakken",
    "Jongeren hangen 's avonds op het plein",
    "Groepjes scooters op het plein, tot laat lawaai",
)


def fields(page: str) -> dict[str, list[str]]:
    """The hidden inputs of the question, and the boxes that can be ticked."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(statement|offered|same)" value="([^"]+)"', page):
        found.setdefault(name, []).append(value)
    return found


def test_a_question_shows_a_card_with_subjects_it_may_belong_to(board: Board, lead: CheckedClient) -> None:
    page = lead.get(f"{board.url}/questions").text
    asked = fields(page)
    texts = {statement.id: statement.text for statement in board.map.statements}
    assert texts[asked["statement"][0]] in page.replace("&#39;", "'")
    assert set(asked["offered"]) == set(asked["same"]) <= set(texts)


def test_an_answer_is_kept_and_the_next_question_is_another_one(board: Board, lead: CheckedClient) -> None:
    asked = fields(lead.get(f"{board.url}/questions").text)
    data = {"statement": asked["statement"], "offered": asked["offered"], "same": asked["same"][:1], "then": "keep"}
    lead.post(f"{board.url}/questions", data=data)
    taps = tapping.taps_of(board.phase)
    assert {tap.one for tap in taps} == set(asked["statement"])
    assert [tap.other for tap in taps if tap.same] == asked["same"][:1]
    page = lead.get(f"{board.url}/questions").text
    assert fields(page)["statement"] != asked["statement"]
    assert "Je beantwoordde 1 vraag." in page


def test_answering_twice_replaces_the_first_answer(board: Board, lead: CheckedClient) -> None:
    asked = fields(lead.get(f"{board.url}/questions").text)
    data = {"statement": asked["statement"], "offered": asked["offered"], "then": "keep"}
    for same in (asked["same"][:1], []):
        lead.get(f"{board.url}/questions")
        lead.post(f"{board.url}/questions", data={**data, "same": same})
    assert not any(tap.same for tap in tapping.taps_of(board.phase))
    assert tapping.answered(board.phase) == 1


def test_what_somebody_does_not_know_is_passed_over(board: Board, lead: CheckedClient) -> None:
    asked = fields(lead.get(f"{board.url}/questions").text)
    lead.post(f"{board.url}/questions", data={"statement": asked["statement"], "then": "pass"})
    assert fields(lead.get(f"{board.url}/questions").text)["statement"] != asked["statement"]
    assert tapping.taps_of(board.phase) == []


@pytest.mark.parametrize("data", [{}, {"statement": "x", "offered": ["y"]}, {"statement": "../../etc", "same": ["1"]}])
def test_nonsense_changes_nothing_and_says_so(board: Board, lead: CheckedClient, data: dict[str, object]) -> None:
    lead.get(f"{board.url}/questions")
    lead.post(f"{board.url}/questions", data={**data, "then": "keep"})
    assert db.session.scalars(select(MapTap)).all() == []
    assert "niet bewaard" in lead.get(f"{board.url}/questions").text


def test_without_a_draft_the_page_says_what_to_do_first(app: Flask, sign_in: SignIn) -> None:
    desk = make_desk()
    leader = sign_in(join(desk.project, Role.FACILITATOR).person)
    assert "Er is nog geen concept" in leader.get(f"/projects/{desk.project.id}/phases/1/map/questions").text


def test_a_draft_that_is_made_again_listens_to_the_taps(app: Flask) -> None:
    desk = make_desk()
    for text in SAID:
        send(desk.step, desk.other(f"Organisatie {text[:4]}"), text)
    phase = desk.step.phase
    operations.make_draft(phase)
    person = desk.member.person
    ids = {one.text: one.id for one in maps.content(maps.newest_draft(phase)).statements}
    bulky, youth = ids[SAID[2]], ids[SAID[3]]
    assert tapping.answer(phase, person, bulky, [youth], [youth])
    assert tapping.answer(phase, person, youth, [bulky], [bulky])
    before = maps.newest_draft(phase)
    operations.make_draft(phase)
    after = maps.newest_draft(phase)
    assert before is not None
    assert after is not None
    assert after.id != before.id
    together = [set(cluster.statement_ids) for cluster in maps.content(after).clusters]
    assert any({bulky, youth} <= ids_in for ids_in in together)
