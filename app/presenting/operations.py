"""Every write for the big screen."""

from __future__ import annotations

from app import audit
from app.extensions import db
from app.inserting import insert_or_replace
from app.models import Person, Phase, ScreenQuote
from app.models.types import now


def review(phase: Phase, statement_id: str, shown: bool, person: Person) -> None:
    """Let a statement stand on the big screen, or keep it away from there; the last word counts."""
    keys = {"phase_id": phase.id, "statement_id": statement_id}
    insert_or_replace(ScreenQuote, keys, {"shown": shown, "person_id": person.id, "made_at": now()})
    audit.record("quote_shown" if shown else "quote_hidden", "phase", phase.id, phase.project_id)
    db.session.commit()
