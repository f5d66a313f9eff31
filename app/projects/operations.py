"""Every write of a traject itself and of its steps; ``participants`` and ``surroundings`` have the others."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select, update

from app import audit
from app.accounts.operations import organisation_named
from app.extensions import db
from app.models import Membership, Organisation, Person, Phase, Project, Role, Step, StepStatus
from app.models.projects import Approach, Visibility
from app.models.types import now
from app.projects.locking import take_turn
from app.projects.participants import add_participant

__all__ = [
    "add_participant",
    "change_project",
    "close_step",
    "confirm_step",
    "create_project",
    "mark_discussed",
    "open_step",
    "organisation_of",
    "prepare_step",
    "reopen_step",
    "reword_step",
    "skip_step",
]

USUAL_ORGANISATION = "Gemeente"
STEP_NUMBERS = range(1, 7)
AUDITED = {
    StepStatus.PREPARATION: "prepared",
    StepStatus.OPEN: "opened",
    StepStatus.CLOSED: "closed",
    StepStatus.DISCUSSED: "discussed",
    StepStatus.CONFIRMED: "confirmed",
    StepStatus.SKIPPED: "skipped",
}


def create_project(
    creator: Person,
    *,
    title: str,
    area: str,
    focus_question: str,
    approach: Approach,
    theme: str | None = None,
    agreement: str = "",
    visibility: Visibility = Visibility.FACILITATOR,
    organisation: str = "",
) -> Project:
    """A new traject with its first phase, six steps, and ``creator`` as facilitator.

    The same traject again (title, area and question) is the one that is there: a button pressed twice.
    ``organisation`` is whom the facilitator works for; empty: the same as in their latest traject.
    """
    take_turn(creator)
    made = _same_project(creator, title, area, focus_question)
    if made is not None:
        db.session.commit()
        return made
    project = Project(
        title=title,
        area=area,
        focus_question=focus_question,
        approach=approach,
        theme=theme,
        agreement=agreement,
        visibility=visibility,
    )
    phase = Phase(project=project, number=1, started_on=now().date())
    phase.steps = [Step(number=number) for number in STEP_NUMBERS]
    employer = organisation_named(organisation or organisation_of(creator))
    project.memberships = [Membership(person=creator, organisation=employer, role=Role.FACILITATOR)]
    db.session.add(project)
    db.session.flush()
    audit.record("created", "project", project.id, project.id)
    db.session.commit()
    return project


def organisation_of(person: Person) -> str:
    """Whom somebody worked for in their latest traject."""
    latest = (
        select(Organisation.name)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.person_id == person.id)
        .order_by(Membership.id.desc())
        .limit(1)
    )
    return db.session.scalar(latest) or USUAL_ORGANISATION


def change_project(project: Project, **values: Any) -> bool:
    """Change what a traject is about. Whether people must agree again: they did not agree to this text.

    ``values`` are columns of :class:`Project`.
    """
    take_turn(project)
    promised = (project.agreement, project.visibility, project.uses_reader)
    for name, value in values.items():
        setattr(project, name, value)
    anew = promised != (project.agreement, project.visibility, project.uses_reader)
    if anew:
        of_project = update(Membership).where(Membership.project_id == project.id)
        db.session.execute(of_project.values(agreement_accepted_at=None))
        audit.record("changed_agreement", "project", project.id, project.id)
    audit.record("changed", "project", project.id, project.id)
    db.session.commit()
    return anew


def open_step(step: Step) -> None:
    """People can fill in the form: the version that is published now, unless somebody began on an earlier one."""
    from app.questionnaires.operations import pin  # noqa: PLC0415  (that room asks this one about steps)

    if step.status is not StepStatus.OPEN:
        pin(step)
        _set(step, StepStatus.OPEN)


def close_step(step: Step) -> None:
    """Nobody can change their form any more; what was sent becomes a draft map."""
    from app.overview.operations import make_draft  # noqa: PLC0415  (that room confirms steps)

    _set(step, StepStatus.CLOSED)
    make_draft(step.phase)


def reopen_step(step: Step) -> None:
    """People can fill in again. Who had begun keeps the version they had."""
    open_step(step)


def prepare_step(step: Step) -> None:
    """Back to before it was open. What was filled in stays."""
    _set(step, StepStatus.PREPARATION)


def skip_step(step: Step) -> None:
    """The group leaves this step out. It can come back to it."""
    _set(step, StepStatus.SKIPPED)


def mark_discussed(step: Step) -> None:
    """The group has talked about what was filled in."""
    _set(step, StepStatus.DISCUSSED)


def confirm_step(step: Step) -> None:
    """The group has confirmed the outcome of this step."""
    _set(step, StepStatus.CONFIRMED)


def reword_step(step: Step, title: str, introduction: str, closes_on: date | None) -> None:
    """The group's own words for a step, and until when people can fill in."""
    step.title, step.introduction, step.closes_on = title, introduction, closes_on
    audit.record("reworded", "step", step.id, step.phase.project_id)
    db.session.commit()


def _set(step: Step, status: StepStatus) -> None:
    if step.status is not status:
        step.status = status
        audit.record(AUDITED[status], "step", step.id, step.phase.project_id)
    db.session.commit()


def _same_project(creator: Person, title: str, area: str, focus_question: str) -> Project | None:
    return db.session.scalar(
        select(Project)
        .join(Membership, Membership.project_id == Project.id)
        .where(
            Membership.person_id == creator.id,
            Membership.role == Role.FACILITATOR,
            Membership.left_at.is_(None),
            Project.title == title,
            Project.area == area,
            Project.focus_question == focus_question,
        )
        .order_by(Project.id)
        .limit(1)
    )
