"""Keep a file, say what its columns hold, bring its rows in, throw it away: every write of this room."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete

from app import audit
from app.extensions import db
from app.models import Answer, Membership, Role, Step, Upload
from app.models.types import now
from app.projects.participants import Newcomer, add_participants, present
from app.questionnaires.operations import FormClosedError, ensure_open, form_of, make_form
from app.questionnaires.origins import FILE
from app.uploads.plan import Fate, Planned
from app.uploads.reading import Content
from forms.keys import AnswerKey, Value

KEPT = timedelta(days=1)


def keep(step: Step, owner: Membership, file_name: str, content: Content, choices: Sequence[str]) -> Upload:
    """Keep a file for the pages to come. Whatever was kept longer than a day goes."""
    db.session.execute(delete(Upload).where(Upload.created_at < now() - KEPT))
    upload = Upload(
        step_id=step.id, owner_id=owner.id, file_name=file_name, content=content.to_json(), choices=list(choices)
    )
    db.session.add(upload)
    db.session.flush()
    audit.record("uploaded", "upload", upload.id, owner.project_id)
    db.session.commit()
    return upload


def choose(upload: Upload, choices: Sequence[str]) -> None:
    """Remember what each column holds."""
    upload.choices = list(choices)
    db.session.commit()


def throw_away(upload: Upload, by: Membership) -> None:
    """Keep nothing of the file."""
    audit.record("removed", "upload", upload.id, by.project_id)
    db.session.delete(upload)
    db.session.commit()


def source_of(upload: Upload) -> str:
    """The source label of the forms that come from a file."""
    return f"{FILE}{upload.file_name}"


def bring_in(upload: Upload, planned: Sequence[Planned], made: Collection[int], by: Membership) -> int:
    """Make a sent form of each row that can be, and of the people in the rows ``made`` participants; how many forms.

    Who has a form by now keeps it. The file is gone afterwards. Raises :class:`FormClosedError`.
    """
    step = upload.step
    newcomers = [one for one in planned if one.fate is Fate.MAKE and one.number in made]
    _ensure_open(step)
    add_participants(by.project, [_newcomer(one) for one in newcomers])
    _ensure_open(step)
    moment, count = now(), 0
    for one in [*(one for one in planned if one.fate is Fate.TAKE), *newcomers]:
        member = one.member or present(by.project, one.someone.email)
        if member is not None:
            count += _hand_in(upload, member, by, one.answers, moment)
    audit.record("brought_in", "upload", upload.id, by.project_id)
    db.session.delete(upload)
    db.session.commit()
    return count


def _newcomer(planned: Planned) -> Newcomer:
    """The least that somebody can be who fills in."""
    someone = planned.someone
    return Newcomer(someone.name, someone.email.lower(), someone.organisation, "", Role.WIDER)


def _ensure_open(step: Step) -> None:
    ensure_open(step.id)
    if step.questionnaire_id is None:
        db.session.rollback()
        raise FormClosedError


def _hand_in(
    upload: Upload, member: Membership, by: Membership, answers: Mapping[AnswerKey, Value], moment: datetime
) -> bool:
    """A sent form for somebody; whether it is there now because of this."""
    step = upload.step
    if form_of(step, member) is not None:
        return False
    values = {"submitted_at": moment, "entered_by_id": by.id, "source_label": source_of(upload)}
    form = make_form(step, member, started_at=moment, **values)
    if form.entered_by_id != by.id or form.submitted_at != moment:
        return False  # the person began at this very moment
    db.session.add_all(
        Answer(
            submission_id=form.id,
            question_id=key.question_id,
            item=key.item,
            repeat=key.repeat,
            value=value if isinstance(value, str) else list(value),
        )
        for key, value in answers.items()
    )
    audit.record("imported", "submission", form.id, member.project_id)
    return True
