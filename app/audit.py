"""Write to the log of who did what. Lines are chained by hash, so that a changed or missing line shows."""

from __future__ import annotations

import hashlib
import json

from flask import has_request_context
from flask_login import current_user
from sqlalchemy import select, text

from app.extensions import db
from app.models import AuditEvent
from app.models.types import now

START = "0" * 64


def record(action: str, object_type: str, object_id: object = "", project_id: int | None = None) -> None:
    """Add a line within the present transaction. Give ids, never text that somebody typed."""
    _wait_for_turn()
    last = db.session.scalar(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1))
    event = AuditEvent(
        at=now(),
        actor_id=current_user.id if has_request_context() and current_user.is_authenticated else None,
        project_id=project_id,
        action=action,
        object_type=object_type,
        object_id=str(object_id),
        previous=last.hash if last else START,
    )
    event.hash = line_hash(event)
    db.session.add(event)
    db.session.flush()


def line_hash(event: AuditEvent) -> str:
    """SHA-256 over the line and the hash of the line before it."""
    fields = [
        event.previous,
        event.at.isoformat(),
        event.actor_id,
        event.project_id,
        event.action,
        event.object_type,
        event.object_id,
    ]
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()


def broken_line() -> AuditEvent | None:
    """The first line that does not fit the chain, or ``None`` when the whole log is sound."""
    previous = START
    for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)):
        if event.previous != previous or event.hash != line_hash(event):
            return event
        previous = event.hash
    return None


def _wait_for_turn() -> None:
    """One writer at a time, or two lines would follow the same one."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(7266)"))
    else:
        # An update takes SQLite's write lock, also when it changes no row.
        db.session.execute(text("UPDATE audit_event SET action = action WHERE id < 0"))
