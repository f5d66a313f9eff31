"""The meaning of what was sent is worked out after its sender has the page, and kept for the draft."""

from __future__ import annotations

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import delete, select

from app import vectors
from app.extensions import db
from app.models import Phase, Project, TextVector
from app.overview.operations import make_draft
from app.questionnaires.operations import save_answers, start
from app.questionnaires.queries import said_in
from synthesis import embedding
from tests.app.questionnaires_factories import Desk, make_desk, point, send
from tests.conftest import SignIn

SAID = "Grofvuil naast de containers"


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_desk()


def rows() -> list[TextVector]:
    return list(db.session.scalars(select(TextVector)))


def test_sending_a_form_makes_the_vectors_of_its_statements(app: Flask, desk: Desk, sign_in: SignIn) -> None:
    app.config["EMBED_WHEN_SENT"] = True
    save_answers(start(desk.step, desk.member), point(SAID))
    browser = sign_in(desk.member.person)
    browser.get(f"{desk.url}/check")
    response = browser.post(f"{desk.url}/check")
    assert response.headers["Location"].endswith("/receipt")
    assert not rows()
    response.close()  # the sender has the page
    db.session.rollback()
    (row,) = rows()
    made = embedding.vectors([SAID], embedding.USE, {})[0]
    assert np.array_equal(np.frombuffer(row.content, dtype=np.float32), made)


def test_a_vector_that_was_kept_is_used_and_not_made_again(desk: Desk) -> None:
    send(desk.step, desk.member, SAID)
    made_up = np.full(512, 0.0442, dtype=np.float32)
    vectors.keep(desk.project.id, {f"{embedding.USE}:{SAID}": made_up})
    found = vectors.kept(desk.project.id, said_in(desk.step.phase))
    assert list(found) == [f"{embedding.USE}:{SAID}"]
    assert np.array_equal(found[f"{embedding.USE}:{SAID}"], made_up)


def test_a_draft_keeps_what_it_had_to_make(desk: Desk) -> None:
    send(desk.step, desk.member, SAID, "Elke nacht scooters op het plein")
    make_draft(desk.step.phase)
    assert len(rows()) == 2
    make_draft(desk.step.phase)
    assert len(rows()) == 2


def test_vectors_hold_no_words_and_go_with_the_traject(desk: Desk) -> None:
    send(desk.step, desk.member, SAID)
    make_draft(desk.step.phase)
    assert all("Grofvuil" not in row.key for row in rows())
    project = desk.project.id
    db.session.execute(delete(Phase).where(Phase.project_id == project))  # answers hold on to their people
    db.session.execute(delete(Project).where(Project.id == project))
    assert not rows()
