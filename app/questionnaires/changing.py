"""Change the questionnaire of a step: freely until somebody starts, after that only its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select, update

from app import audit
from app.extensions import db
from app.models import Person, Phase, QuestionnaireChange, QuestionnaireVersion, Step, Submission
from app.models.types import now
from app.projects.locking import take_turn
from app.questionnaires import shaping
from app.questionnaires.operations import pin, publish
from app.questionnaires.originals import original
from app.questionnaires.queries import definition
from forms.changes import AddQuestion, Change, added_ids, next_id, to_plain
from forms.patching import patched, same_but_for_texts
from forms.shaping import shaped


class ChangedMeanwhileError(Exception):
    """Somebody else changed the questionnaire after the page was made. Nothing was saved."""


def change(step: Step, wanted: Change, author: Person, seen: int) -> bool:
    """Make one change; whether it changed anything. ``seen`` is the last change that the author's page knew.

    An added question gets its id here. Raises :class:`ChangedMeanwhileError`, and
    :class:`forms.shaping.ChangeError` where the change is not possible.
    """
    _take_turn(step)
    try:
        rows = shaping.rows_of(step)
        if seen != shaping.last(rows):
            raise ChangedMeanwhileError
        if isinstance(wanted, AddQuestion):
            wanted = replace(wanted, id=next_id(_used_ids(step)))
        act = _patch if shaping.started(step) else _reshape
        made = act(step, wanted, rows, author)
    except Exception:
        db.session.rollback()
        raise
    db.session.commit()
    return made


def _reshape(step: Step, wanted: Change, rows: Sequence[QuestionnaireChange], author: Person) -> bool:
    """Nobody has started: the change counts for who starts now."""
    before = shaped(original(step.number), shaping.changes_in(rows))[0]
    if before.after(wanted) == before:
        return False
    _keep(step, wanted, rows, author)
    audit.record("changed_questionnaire", "step", step.id, step.phase.project_id)
    if step.questionnaire_id is not None:
        pin(step)
    return True


def _patch(step: Step, wanted: Change, rows: Sequence[QuestionnaireChange], author: Person) -> bool:
    """Somebody has started: the same questions in better words, for everybody at once. All answers stay."""
    before = definition(db.session.get_one(QuestionnaireVersion, step.questionnaire_id))
    after = patched(before, wanted)
    if after is before:
        return False
    _keep(step, wanted, rows, author)
    version = publish(after)
    theirs = select(QuestionnaireVersion).join(Submission).where(Submission.step_id == step.id).distinct()
    alike = [one.id for one in db.session.scalars(theirs) if same_but_for_texts(definition(one), after)]
    mine = Submission.step_id == step.id, Submission.questionnaire_id.in_(alike)
    db.session.execute(update(Submission).where(*mine).values(questionnaire_id=version.id))
    step.questionnaire_id = version.id
    audit.record("patched_questionnaire", "questionnaire_version", version.id, step.phase.project_id)
    return True


def _keep(step: Step, made: Change, rows: Sequence[QuestionnaireChange], author: Person) -> None:
    row = QuestionnaireChange(
        step_id=step.id,
        sequence=shaping.last(rows) + 1,
        content=to_plain(made),
        made_by=author.id,
        made_at=now(),
    )
    db.session.add(row)
    db.session.flush()


def _used_ids(step: Step) -> list[str]:
    """The ids of all questions that were ever added in this traject: one id never means two things in it."""
    ours = (
        select(QuestionnaireChange)
        .join(Step, Step.id == QuestionnaireChange.step_id)
        .join(Phase, Phase.id == Step.phase_id)
        .where(Phase.project_id == step.phase.project_id)
    )
    return added_ids(shaping.changes_in(db.session.scalars(ours)))


def _take_turn(step: Step) -> None:
    """One change at a time in a traject, and nobody starts on the form of this step meanwhile."""
    take_turn(step.phase.project)
    db.session.execute(select(Step.id).where(Step.id == step.id).with_for_update())
