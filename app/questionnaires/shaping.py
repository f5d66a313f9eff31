"""The questionnaire that a step asks, as its facilitators shaped it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.models import QuestionnaireChange, Step, Submission
from app.questionnaires.originals import original
from forms.changes import Change, from_plain
from forms.questionnaire import Question, Questionnaire
from forms.shaping import ChangeError, shaped


def rows_of(step: Step) -> Sequence[QuestionnaireChange]:
    """Everything that was changed in the questionnaire of a step, oldest first."""
    return db.session.scalars(
        select(QuestionnaireChange)
        .where(QuestionnaireChange.step_id == step.id)
        .options(joinedload(QuestionnaireChange.author))
        .order_by(QuestionnaireChange.sequence)
    ).all()


def changes_in(rows: Iterable[QuestionnaireChange]) -> tuple[Change, ...]:
    """The same as values."""
    return tuple(from_plain(row.content) for row in rows)


def last(rows: Sequence[QuestionnaireChange]) -> int:
    """The number of the last change; 0 where there is none."""
    return rows[-1].sequence if rows else 0


def asked(step: Step) -> Questionnaire:
    """What the step asks of who starts now: the original with what was changed."""
    return shaped(original(step.number), changes_in(rows_of(step)))[0].questionnaire


def question_once_asked(step: Step, question_id: str) -> Question | None:
    """A question that the step asked before somebody hid it; ``None`` for what never was one."""
    try:
        return shaped(original(step.number), changes_in(rows_of(step)))[0].find(question_id)
    except ChangeError:
        return None


def started(step: Step) -> bool:
    """Whether anybody began to fill in the form of this step."""
    return db.session.scalar(select(Submission.id).where(Submission.step_id == step.id).limit(1)) is not None
