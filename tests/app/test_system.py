"""Health, headers, errors and the log."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app import audit
from app.extensions import db
from app.models import AuditEvent
from tests.checked_client import CheckedClient


def test_health_says_that_service_and_database_are_well(client: CheckedClient) -> None:
    assert client.get("/health").json == {"status": "ok", "database": "ok"}


def test_an_unknown_page_gets_a_page_of_ours(client: CheckedClient) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.text


def test_personal_pages_are_never_cached(client: CheckedClient) -> None:
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"


def test_the_log_shows_a_changed_line(app: Flask) -> None:
    for number in range(3):
        audit.record("looked", "map", number)
    db.session.commit()
    assert audit.broken_line() is None
    middle = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()[1]
    middle.object_id = "9"
    db.session.commit()
    broken = audit.broken_line()
    assert broken is not None
    assert broken.id == middle.id
