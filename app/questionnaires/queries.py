"""What pages and other rooms read of questionnaires and answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.access import Right, may
from app.extensions import db
from app.models import Membership, Phase, QuestionnaireVersion, Role, Step, Submission
from app.questionnaires.sources import FIRST_ABOUT_SUBJECTS, Shared, context_for, shared
from app.questionnaires.versions import Stored, showable, stored
from forms import build
from forms.definition import from_json, load_step
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
class EarlierSubject:
    """A confirmed subject; no counts where so few organisations answered that a count would point at one."""

    title: str
    counts: counting.Counts | None


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
        return load_step(step.number)
    return definition(db.session.get_one(QuestionnaireVersion, step.questionnaire_id))


@lru_cache(maxsize=64)
def _parsed(content: str) -> Questionnaire:
    return from_json(content)


def submission_of(step: Step, membership: Membership) -> Submission | None:
    """This person's form for this step, with its answers."""
    return db.session.scalar(
        select(Submission)
        .where(Submission.step_id == step.id, Submission.membership_id == membership.id)
        .options(selectinload(Submission.answers), joinedload(Submission.questionnaire))
    )


def answers_of(submission: Submission) -> dict[AnswerKey, Stored]:
    """Everything that is stored of a form."""
    return {AnswerKey(row.question_id, row.item, row.repeat): stored(row) for row in submission.answers}


def values_of(submission: Submission) -> dict[AnswerKey, Value]:
    """The answers of a form as values."""
    return {key: kept.value for key, kept in answers_of(submission).items()}


def stops_sending(submission: Submission) -> list[build.Missing]:
    """What must still change before a form can be sent, as it is stored now."""
    fresh = (
        select(Submission)
        .where(Submission.id == submission.id)
        .options(selectinload(Submission.answers))
        .execution_options(populate_existing=True)
    )
    current = db.session.scalars(fresh).one()
    values, asked = values_of(current), definition(current.questionnaire)
    context = context_for(current.step, current.membership, values, LOCALE_OF_RECORD, questionnaire=asked)
    return build.missing(asked, context)


def must_agree(step: Step, membership: Membership) -> bool:
    """Whether this person must still agree to how the group shares what it knows, before filling in this form."""
    asked = step.number >= FIRST_WITH_AGREEMENT and bool(membership.project.agreement.strip())
    return asked and membership.agreement_accepted_at is None


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
            selectinload(Submission.answers),
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
    rows = {AnswerKey(row.question_id, row.item, row.repeat): row.id for row in form.answers}
    return [
        model.Answer(
            key=f"a{rows[said.key]}",
            respondent=str(member.id),
            organisation=member.organisation.name,
            asked=model.Kind(said.asked),
            text=showable(said.text),
            role=member.job_title,
            question=said.key.question_id,
            place=showable(said.place),
            frequency=said.frequency,
            trend=said.trend,
            evidence=model.Evidence(said.evidence) if said.evidence else None,
            groups=said.groups,
            severity=said.severity,
            theme=said.theme or None,
            about=said.about or None,
        )
        for said in build.said(asked, context)
    ]
