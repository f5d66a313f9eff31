"""The row that keeps a draft."""

from __future__ import annotations

from sqlalchemy import select

from app import audit
from app.extensions import db
from app.models import DraftRecord, Phase
from app.models.types import now
from app.overview import maps
from app.overview.storing import to_plain
from synthesis.continuing import draft_hash
from synthesis.model import Draft


def stored(phase: Phase, draft: Draft) -> DraftRecord:
    """The row of a draft; one that was made before counts again. For within a transaction."""
    name, newest = draft_hash(draft), maps.newest_draft(phase)
    record = db.session.scalar(
        select(DraftRecord).where(
            DraftRecord.phase_id == phase.id, DraftRecord.input_hash == name, DraftRecord.engine == draft.engine
        )
    )
    if record is None:
        record = DraftRecord(
            phase_id=phase.id, engine=draft.engine, input_hash=name, content=to_plain(draft), made_at=now()
        )
        db.session.add(record)
        db.session.flush()
        audit.record("made_draft", "draft", record.id, phase.project_id)
    elif newest is None or newest.id != record.id:
        record.made_at = now()  # answers went back to what they were: this draft counts again
    return record
