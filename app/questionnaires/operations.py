"""Publish, start, save, send and take back: every write of this room."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, select, update

from app import audit
from app.extensions import db
from app.inserting import insert_once
from app.models import Answer, Membership, QuestionnaireVersion, Step, StepStatus, Submission
from app.models.types import now
from app.questionnaires import shaping
from app.questionnaires.versions import Seen, Stored, Verdict, decide, key_of, stored
from forms.keys import AnswerKey, Value
from forms.questionnaire import Questionnaire


class FormClosedError(Exception):
    """The step is not open, so nothing was saved."""


class OwnTextError(Exception):
    """The person filled in this form themselves, so only they open or change it."""


class NotCompleteError(Exception):
    """Something that is needed is missing, so nothing was sent."""


@dataclass(frozen=True, slots=True)
class Change:
    """A text to save: what its writer last saw there, and what it sent without hearing whether that arrived.

    Without ``seen`` the text is written whatever is there.
    """

    key: AnswerKey
    value: Value
    seen: Seen | None = None
    mine: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a change: what is stored now, and whether that is another text than the writer's own."""

    key: AnswerKey
    stored: Stored
    conflict: bool


def pin(step: Step) -> QuestionnaireVersion:
    """Publish the step's questionnaire as it is now. A step that somebody started on keeps the version it has."""
    if step.questionnaire_id is not None and shaping.started(step):
        return db.session.get_one(QuestionnaireVersion, step.questionnaire_id)
    version = publish(shaping.asked(step))
    step.questionnaire_id = version.id
    db.session.commit()
    return version


def publish(questionnaire: Questionnaire) -> QuestionnaireVersion:
    """The frozen copy of a questionnaire, made where there is none yet. The caller commits."""
    values = {
        "hash": questionnaire.hash,
        "step_number": questionnaire.step,
        "content": questionnaire.to_json(),
        "published_at": now(),
    }
    insert_once(QuestionnaireVersion, values)
    return db.session.scalars(select(QuestionnaireVersion).where(QuestionnaireVersion.hash == questionnaire.hash)).one()


def accept_agreement(membership: Membership) -> None:
    """Remember that this person agreed to how the group shares what it knows; the first time counts."""
    if membership.agreement_accepted_at is None:
        membership.agreement_accepted_at = now()
        audit.record("accepted_agreement", "membership", membership.id, membership.project_id)
    db.session.commit()


def start(step: Step, membership: Membership) -> Submission:
    """This person's form for this step, made when there is none, on the version that is published now.

    Raises :class:`FormClosedError` where it would have to be made and the step is not open.
    """
    found = form_of(step, membership)
    if found is not None:
        return found
    if step.status is not StepStatus.OPEN or step.questionnaire_id is None:
        raise FormClosedError
    form = make_form(step, membership)
    db.session.commit()
    return form


def form_of(step: Step, membership: Membership) -> Submission | None:
    """This person's form for this step, where there is one."""
    return db.session.scalar(_mine(step, membership))


def make_form(step: Step, membership: Membership, **more: object) -> Submission:
    """This person's form for this step, with ``more`` values where it is made now. The caller commits."""
    values = {
        "step_id": step.id,
        "membership_id": membership.id,
        # Read as the row is made: a facilitator may be publishing another version at this moment.
        "questionnaire_id": select(Step.questionnaire_id).where(Step.id == step.id).scalar_subquery(),
        "started_at": now(),
        **more,
    }
    db.session.execute(select(Step.id).where(Step.id == step.id).with_for_update(read=True))
    insert_once(Submission, values)
    return db.session.scalars(_mine(step, membership)).one()


def _mine(step: Step, membership: Membership) -> Select[Submission]:
    return select(Submission).where(Submission.step_id == step.id, Submission.membership_id == membership.id)


def start_for(step: Step, member: Membership, by: Membership, source_label: str) -> Submission:
    """The form that ``by`` fills in for ``member``, made or given another source.

    Raises :class:`OwnTextError` where ``member`` began it, and :class:`FormClosedError`.
    """
    if step.status is not StepStatus.OPEN or step.questionnaire_id is None:
        raise FormClosedError
    form = make_form(step, member, entered_by_id=by.id, source_label=source_label)
    _hold(form, by)
    form.entered_by_id, form.source_label = by.id, source_label
    audit.record("entered_for", "submission", form.id, member.project_id)
    db.session.commit()
    return form


def save_answers(submission: Submission, values: Mapping[AnswerKey, Value]) -> None:
    """Write these texts over whatever is there. Raises :class:`FormClosedError`."""
    save(submission, [Change(key, value) for key, value in values.items()])


def save(submission: Submission, changes: Sequence[Change], by: Membership | None = None) -> list[Saved]:
    """Save each text, unless it would overwrite one that its writer has not seen: then that one stays.

    A text that is there already changes nothing. ``by`` is who writes; a form that was filled in for somebody is theirs
    once they change it. Raises :class:`FormClosedError` and :class:`OwnTextError`.
    """
    _hold(submission, by)
    rows = _rows(submission)
    before = {key: row.version for key, row in rows.items()}
    saved = [_save_one(submission, rows.get(change.key), change) for change in changes]
    if any(one.stored.version > before.get(one.key, 0) and not one.conflict for one in saved):
        _take_over(submission, by)
    db.session.commit()
    return saved


def save_page(
    submission: Submission, changes: Sequence[Change], page_id: str, by: Membership | None = None
) -> list[Saved]:
    """As :func:`save`, for a page that somebody sent as a whole.

    A form that was sent before stays sent, unless something that is needed on this page is missing now and was not
    before: then it is a draft again. What a file or a talk never told does not stop a form that counts.
    """
    from app.questionnaires.queries import stops_sending  # noqa: PLC0415  (the queries use this module's rules)

    def missing() -> set[AnswerKey]:
        return {one.key for one in stops_sending(submission) if one.page_id == page_id}

    before = missing() if submission.submitted_at is not None else set()
    saved = save(submission, changes, by)
    if submission.submitted_at is not None and missing() - before:
        take_back(submission, by)
    return saved


def remove_repeat(submission: Submission, keys: Collection[AnswerKey], by: Membership | None = None) -> None:
    """Take one repeat of a group away: the answers at ``keys``, which share item and repeat. The later ones move up.

    The rows themselves move, so that what was said keeps its identity in the synthesis. Raises
    :class:`FormClosedError` and :class:`OwnTextError`.
    """
    item, repeat = next((key.item, key.repeat) for key in keys)
    _hold(submission, by)
    _take_over(submission, by)
    asked = Answer.question_id.in_(sorted({key.question_id for key in keys}))
    rows = Answer.submission_id == submission.id, asked, Answer.item == item
    db.session.execute(delete(Answer).where(*rows, Answer.repeat == repeat))
    later = select(Answer.repeat).where(*rows, Answer.repeat > repeat).distinct().order_by(Answer.repeat)
    for number in db.session.scalars(later).all():
        db.session.execute(update(Answer).where(*rows, Answer.repeat == number).values(repeat=number - 1))
    db.session.commit()


def submit(submission: Submission, by: Membership | None = None) -> bool:
    """Send the form to the facilitator; whether it was this call that sent it.

    Raises :class:`FormClosedError`, :class:`OwnTextError`, and :class:`NotCompleteError` where an answer that is needed
    is missing.
    """
    from app.questionnaires.queries import stops_sending  # noqa: PLC0415  (the queries use this module's rules)

    _hold(submission, by)
    missing = stops_sending(submission)
    if missing:
        db.session.rollback()
        raise NotCompleteError(*(one.message for one in missing))
    _take_over(submission, by)
    sent = _turn(submission, sent=True)
    db.session.commit()
    return sent


def take_back(submission: Submission, by: Membership | None = None) -> bool:
    """Make a sent form a draft again: it no longer counts. Whether it was this call that did so."""
    _hold(submission, by)
    _take_over(submission, by)
    taken = _turn(submission, sent=False)
    db.session.commit()
    return taken


def _turn(submission: Submission, *, sent: bool) -> bool:
    """Sent or draft; the database decides between two at the same moment."""
    other = Submission.submitted_at.is_(None) if sent else Submission.submitted_at.is_not(None)
    turned = db.session.scalar(
        update(Submission)
        .where(Submission.id == submission.id, other)
        .values(submitted_at=now() if sent else None)
        .returning(Submission.id)
    )
    if turned is not None:
        project_id = submission.membership.project_id
        audit.record("sent" if sent else "took_back", "submission", submission.id, project_id)
    return turned is not None


def _take_over(submission: Submission, by: Membership | None) -> None:
    """Somebody changes what was filled in for them: from now on it is their own text."""
    if by is not None and by.id == submission.membership_id and submission.on_behalf:
        submission.taken_over_at = now()
        audit.record("took_over", "submission", submission.id, by.project_id)


def _hold(submission: Submission, by: Membership | None = None) -> None:
    """One writer at a time on a form, and only while its step is open. What was read before may be old: read again.

    Somebody else than the person themselves writes only what was not theirs yet.
    """
    touch = update(Submission).where(Submission.id == submission.id).values(started_at=Submission.started_at)
    db.session.execute(touch.execution_options(synchronize_session=False))
    ensure_open(submission.step_id)
    if by is None:
        return
    db.session.refresh(submission, ["source_label", "taken_over_at", "submitted_at"])
    if by.id != submission.membership_id and not submission.on_behalf:
        db.session.rollback()
        raise OwnTextError


def ensure_open(step_id: int) -> None:
    """Go on only while a step is open; it stays so until this transaction ends. Raises :class:`FormClosedError`."""
    status = db.session.scalar(select(Step.status).where(Step.id == step_id).with_for_update(read=True))
    if status is not StepStatus.OPEN:
        db.session.rollback()
        raise FormClosedError


def _rows(submission: Submission) -> dict[AnswerKey, Answer]:
    fresh = select(Answer).where(Answer.submission_id == submission.id).execution_options(populate_existing=True)
    return {key_of(row): row for row in db.session.scalars(fresh)}


def _save_one(submission: Submission, row: Answer | None, change: Change) -> Saved:
    before = stored(row)
    verdict = decide(before, change.value, change.seen or before.seen, change.mine)
    if verdict is not Verdict.WRITE:
        return Saved(change.key, before, verdict is Verdict.CONFLICT)
    after = Stored(change.value, before.version + 1)
    plain = change.value if isinstance(change.value, str) else list(change.value)
    if row is None:
        key = change.key
        row = Answer(submission_id=submission.id, question_id=key.question_id, item=key.item, repeat=key.repeat)
        db.session.add(row)
    row.value, row.version, row.saved_at = plain, after.version, now()
    return Saved(change.key, after, conflict=False)
