"""What pages and other rooms read of questionnaires and answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.access import Right, may
from app.extensions import db
from app.models import Answer, CorrectionNote, MarkKind, Membership, Phase, QuestionnaireVersion, Role, Step, Submission
from app.questionnaires import shaping
from app.questionnaires.sources import FIRST_ABOUT_SUBJECTS, Shared, context_for, shared
from app.questionnaires.standing import details, known_words, marks_of, standing
from app.questionnaires.versions import Stored, key_of, showable, stored
from forms import build
from forms.definition import from_json
from forms.keys import AnswerKey, Value
from forms.questionnaire import Questionnaire
from synthesis import counting, model

__all__ = ["Response", "context_for", "definition", "definition_of", "respondents", "response", "said_in"]

LOCALE_OF_RECORD = "nl"
FIRST_WITH_AGREEMENT = 2


@dataclass(frozen=True, slots=True)
class Response:
    """How far the people of one organisation are with a form: ``done`` sent it, ``started`` have a draft.

    ``sources`` are the labels of the forms that were filled in for them and sent.
    """

    name: str
    total: int
    started: int
    done: int
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InUse:
    """The version of the questionnaire of a step, and the number of changes that facilitators made in it."""

    version: str
    changes: int


@dataclass(frozen=True, slots=True)
class EarlierSubject:
    """A confirmed subject; no counts where so few organisations answered that a count would point at one."""

    title: str
    counts: counting.Counts | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A detail that somebody lets stand in an answer, and why."""

    membership: Membership
    question: str
    pieces: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody who may fill in a form, and the form where there is one."""

    membership: Membership
    submission: Submission | None

    @property
    def sent(self) -> bool:
        """Whether it counts."""
        return self.submission is not None and self.submission.submitted_at is not None

    @property
    def source(self) -> str:
        """Where the answers come from that somebody else filled in; "" for a form of one's own."""
        return self.submission.source_label if self.submission is not None else ""

    @property
    def closed_to_others(self) -> bool:
        """Whether this person typed in it themselves, so that nobody else opens it."""
        return self.submission is not None and not self.submission.on_behalf


def definition(version: QuestionnaireVersion) -> Questionnaire:
    """The questionnaire that was published as this version."""
    return _parsed(version.content)


def definition_of(step: Step) -> Questionnaire:
    """The questionnaire that a step asks now: as it was published, else as it would be."""
    if step.questionnaire_id is None:
        return shaping.asked(step)
    return definition(db.session.get_one(QuestionnaireVersion, step.questionnaire_id))


def in_use(step: Step) -> InUse:
    """Which version a step asks now, and how often it was changed."""
    return InUse(definition_of(step).version, len(shaping.rows_of(step)))


@lru_cache(maxsize=64)
def _parsed(content: str) -> Questionnaire:
    return from_json(content)


def submission_of(step: Step, membership: Membership) -> Submission | None:
    """This person's form for this step, with its answers."""
    return db.session.scalar(
        select(Submission)
        .where(Submission.step_id == step.id, Submission.membership_id == membership.id)
        .options(selectinload(Submission.answers).selectinload(Answer.marks), joinedload(Submission.questionnaire))
        .execution_options(populate_existing=True)
    )


def answers_of(submission: Submission) -> dict[AnswerKey, Stored]:
    """Everything that is stored of a form."""
    return {key_of(row): stored(row) for row in submission.answers}


def values_of(submission: Submission) -> dict[AnswerKey, Value]:
    """The answers of a form as values."""
    return {key: kept.value for key, kept in answers_of(submission).items()}


def stops_sending(submission: Submission) -> list[build.Missing]:
    """What must still change before a form can be sent, as it is stored now."""
    from app.questionnaires.sheets import sheet_for  # noqa: PLC0415  (a sheet reads through this module)

    return sheet_for(submission.step, submission.membership, language=LOCALE_OF_RECORD).missing


def asks_agreement(step: Step) -> bool:
    """Whether the group agreed on what it shares, so that people must know of it before they fill in this form."""
    return step.number >= FIRST_WITH_AGREEMENT and bool(step.phase.project.agreement.strip())


def must_agree(step: Step, membership: Membership) -> bool:
    """Whether this person must still agree to how the group shares what it knows, before filling in this form."""
    return asks_agreement(step) and membership.agreement_accepted_at is None


def earlier_subjects(step: Step) -> list[EarlierSubject]:
    """The subjects that the group confirmed, with their counts in words, for the steps that build on them."""
    from app.overview.queries import confirmed_clusters, map_of  # noqa: PLC0415  (that room asks this one for answers)

    whole = map_of(step.phase) if step.number >= FIRST_ABOUT_SUBJECTS else None
    if whole is None:
        return []
    said = {statement.id: statement for statement in whole.statements}
    few = counting.count(whole.statements).few
    found = [
        (cluster.title, counting.count(said[key] for key in cluster.statement_ids))
        for cluster in confirmed_clusters(step.phase)
    ]
    return [EarlierSubject(title, None if few else counts) for title, counts in found]


def respondents(step: Step) -> list[Respondent]:
    """Everybody who is asked to fill in a form: a facilitator only once they started it. By organisation, then name."""
    members = db.session.scalars(
        select(Membership)
        .where(Membership.project_id == step.phase.project_id, Membership.left_at.is_(None))
        .options(joinedload(Membership.organisation), joinedload(Membership.person))
    ).all()
    forms = {
        form.membership_id: form for form in db.session.scalars(select(Submission).where(Submission.step_id == step.id))
    }
    asked = [
        Respondent(member, forms.get(member.id))
        for member in members
        if may(member, Right.FILL_IN) and (member.role is not Role.FACILITATOR or member.id in forms)
    ]
    return sorted(asked, key=lambda one: (one.membership.organisation.name.casefold(), one.membership.person.name))


def response(step: Step) -> list[Response]:
    """How far each organisation is with a form."""
    rows: dict[str, list[Respondent]] = {}
    for one in respondents(step):
        rows.setdefault(one.membership.organisation.name, []).append(one)
    return [
        Response(
            name,
            total=len(people),
            started=sum(1 for one in people if one.submission is not None and not one.sent),
            done=sum(1 for one in people if one.sent),
            sources=tuple(one.source for one in people if one.sent and one.source),
        )
        for name, people in rows.items()
    ]


def said_in(phase: Phase) -> list[model.Answer]:
    """Everything that was said in the forms that were sent in this phase, for the synthesis.

    ``key`` is ``a`` and the number of the row in table ``answer``: every statement leads back to it.
    """
    sent = db.session.scalars(
        select(Submission)
        .join(Step, Step.id == Submission.step_id)
        .where(Step.phase_id == phase.id, Submission.submitted_at.is_not(None))
        .options(
            selectinload(Submission.answers).selectinload(Answer.marks),
            joinedload(Submission.questionnaire),
            joinedload(Submission.membership).joinedload(Membership.organisation),
            joinedload(Submission.step),
        )
        .order_by(Step.number, Submission.id)
    ).all()
    known = {form.step_id: form.step for form in sent}
    by_step = {number: shared(step) for number, step in known.items()}
    return [answer for form in sent for answer in _said_by(form, by_step[form.step_id])]


def said_by(form: Submission) -> list[model.Answer]:
    """Everything that was said in one form."""
    return _said_by(form, shared(form.step))


def _said_by(form: Submission, known: Shared) -> list[model.Answer]:
    values, asked, member = values_of(form), definition(form.questionnaire), form.membership
    context = context_for(form.step, member, values, LOCALE_OF_RECORD, questionnaire=asked, known=known)
    rows = {key_of(row): row for row in form.answers}
    return [
        model.Answer(
            key=f"a{rows[said.key].id}",
            respondent=str(member.id),
            organisation=member.organisation.name,
            asked=model.Kind(said.asked),
            text=showable(said.text),
            role=member.job_title,
            question=_with_step(said.key.question_id, form.step),
            place=showable(said.place),
            frequency=said.frequency,
            trend=said.trend,
            evidence=model.Evidence(said.evidence) if said.evidence else None,
            groups=said.groups,
            severity=said.severity,
            theme=said.theme or None,
            about=said.about or None,
            subject=_marked(rows[said.key], said.text, MarkKind.SUBJECT) or None,
            reads_as=None if _marked(rows[said.key], said.text, MarkKind.PARKED) is None else model.Kind.SOLUTION,
        )
        for said in build.said(asked, context)
    ]


def _marked(row: Answer, text: str, kind: MarkKind) -> str | None:
    return standing(kind, text, marks_of(row))


def kept_details(step: Step) -> list[Kept]:
    """What may identify somebody in the forms of a step that were sent, with the reasons of the authors.

    What was typed after sending may have none yet.
    """
    known = known_words(step.phase.project)
    found = []
    for form in _with_marks(step):
        asked, rows = definition(form.questionnaire), {key_of(row): row for row in form.answers}
        for one in details(asked, rows, known):
            label = asked.question(one.key.question_id).label.text(LOCALE_OF_RECORD)
            found.append(Kept(form.membership, label, one.pieces, one.reason))
    return found


def notes_of(step: Step) -> list[CorrectionNote]:
    """The corrections that people added after a step closed, in the order in which they came."""
    return list(
        db.session.scalars(
            select(CorrectionNote)
            .join(Submission, Submission.id == CorrectionNote.submission_id)
            .where(Submission.step_id == step.id)
            .order_by(CorrectionNote.id)
        )
    )


def _with_marks(step: Step) -> list[Submission]:
    return list(
        db.session.scalars(
            select(Submission)
            .where(Submission.step_id == step.id, Submission.submitted_at.is_not(None))
            .options(selectinload(Submission.answers).selectinload(Answer.marks), joinedload(Submission.questionnaire))
            .order_by(Submission.id)
        )
    )


def _with_step(question_id: str, step: Step) -> str:
    """The id of a question with the number of its step: a question that was added has none in its id."""
    return question_id if "." in question_id else f"{step.number}.{question_id}"
