"""Trajects as their facilitator makes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.extensions import db
from app.models import Membership, Person, Phase, Project, Role, Step, StepStatus, Submission
from app.models.projects import Approach
from app.projects.operations import add_participant, create_project, open_step
from tests.factories import make_person

NEW_PROJECT = {
    "title": "Samen om het plein",
    "area": "Waterkersbuurt",
    "focus_question": "Wat maakt het plein onrustig?",
    "approach": "broad",
    "theme": "",
    "visibility": "facilitator",
    "agreement": "We delen wat we weten over de buurt.",
    "organisation": "Gemeente",
}


def make_facilitator(name: str = "Els de Wit") -> Person:
    """Somebody who may start trajects."""
    return make_person(name, may_facilitate=True)


def start_project(facilitator: Person | None = None, title: str = "Samen om het plein") -> Project:
    """A new traject with only its facilitator in it."""
    return create_project(
        facilitator or make_facilitator(),
        title=title,
        area="Waterkersbuurt",
        focus_question="Wat maakt het plein onrustig?",
        approach=Approach.BROAD,
    )


def facilitator_of(project: Project) -> Membership:
    """Who leads the traject."""
    return next(member for member in project.memberships if member.role is Role.FACILITATOR)


def add(
    project: Project, name: str, organisation: str = "Buurtteam", role: Role = Role.CORE, email: str = ""
) -> Membership:
    """Somebody takes part."""
    address = email or f"{name.split(maxsplit=1)[0].lower()}@voorbeeld.nl"
    return add_participant(project, name=name, email=address, organisation=organisation, role=role)


def step_of(project: Project, number: int, status: StepStatus = StepStatus.PREPARATION) -> Step:
    """A step of the newest phase, in ``status``."""
    step = project.phases[-1].steps[number - 1]
    if status is StepStatus.OPEN:
        open_step(step)
    else:
        step.status = status
        db.session.commit()
    return step


def hand_in(step: Step, membership: Membership, *, sent: bool = True) -> Submission:
    """Somebody's form for an open step."""
    form = Submission(
        step=step,
        membership=membership,
        questionnaire_id=step.questionnaire_id,
        submitted_at=datetime(2026, 11, 20, 9, tzinfo=UTC) if sent else None,
    )
    db.session.add(form)
    db.session.commit()
    return form


def later_phase(project: Project) -> None:
    """The traject goes on to a second phase."""
    project.phases[0].ended_on = date(2026, 11, 1)
    phase = Phase(project=project, number=2, title="De tweede ronde", started_on=date(2026, 11, 2))
    phase.steps = [Step(number=number) for number in range(1, 7)]
    db.session.add(phase)
    db.session.commit()
