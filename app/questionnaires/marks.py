"""What authors say of their own answers with one tap, and notes after a step closed: the writes."""

from __future__ import annotations

from sqlalchemy import delete, select

from app import audit
from app.extensions import db
from app.models import Answer, AnswerMark, CorrectionNote, MarkKind, Submission
from app.models.types import now
from app.questionnaires.standing import digest_of, known_words, text_of
from app.questionnaires.versions import showable
from forms.keys import AnswerKey
from synthesis.subjects import subjects

LONGEST = 280


class NoReasonError(Exception):
    """Somebody wants to keep what may identify a resident, and does not say why."""


def set_mark(submission: Submission, key: AnswerKey, kind: MarkKind, value: str = "") -> None:
    """Put a mark on an answer as it is stored now; a mark of the same kind that was there makes room.

    Raises :class:`LookupError` where there is no such answer or subject, :class:`NoReasonError` without a reason.
    """
    row = _row(submission, key)
    value = showable(value.strip()[:LONGEST])
    if kind is MarkKind.KEPT and not value:
        raise NoReasonError
    if kind is MarkKind.SUBJECT and value and value not in {subject.name for subject in subjects()}:
        raise LookupError(value)
    _forget(row, kind)
    db.session.add(
        AnswerMark(
            answer_id=row.id,
            kind=kind.value,
            value=value,
            digest=digest_of(kind, text_of(row), known_words(submission.membership.project)),
        )
    )
    if kind is MarkKind.KEPT:
        audit.record("kept_personal_data", "answer", row.id, submission.membership.project_id)
    db.session.commit()


def drop_mark(submission: Submission, key: AnswerKey, kind: MarkKind) -> None:
    """Take a mark away."""
    _forget(_row(submission, key), kind)
    db.session.commit()


def add_note(submission: Submission, text: str) -> bool:
    """Add a correction to a form whose step is closed; whether it was not there yet (a double click adds one)."""
    text = showable(text.strip())
    known = select(CorrectionNote.id).where(CorrectionNote.submission_id == submission.id, CorrectionNote.text == text)
    if not text or db.session.scalar(known) is not None:
        return False
    note = CorrectionNote(submission_id=submission.id, text=text, made_at=now())
    db.session.add(note)
    db.session.flush()
    audit.record("added_correction", "submission", submission.id, submission.membership.project_id)
    db.session.commit()
    return True


def _row(submission: Submission, key: AnswerKey) -> Answer:
    row = db.session.scalar(
        select(Answer).where(
            Answer.submission_id == submission.id,
            Answer.question_id == key.question_id,
            Answer.item == key.item,
            Answer.repeat == key.repeat,
        )
    )
    if row is None:
        raise LookupError(key.name)
    return row


def _forget(row: Answer, kind: MarkKind) -> None:
    db.session.execute(delete(AnswerMark).where(AnswerMark.answer_id == row.id, AnswerMark.kind == kind.value))
    db.session.flush()
    db.session.expire(row, ["marks"])
