"""Valid objects with one call."""

from __future__ import annotations

from datetime import date
from itertools import count

from app.accounts.operations import add_person, organisation_named
from app.extensions import db
from app.models import Membership, Person, Phase, Project, Role, Step

_numbers = count(1)


def make_person(name: str = "", **more: object) -> Person:
    """Somebody with an account."""
    number = next(_numbers)
    return add_person(name or f"Persoon {number}", f"persoon{number}@voorbeeld.nl", **more)  # type: ignore[arg-type]


def make_project(title: str = "Samen om het plein") -> Project:
    """A traject with one phase and its six steps, and nobody in it."""
    project = Project(title=title, area="Waterkersbuurt", focus_question="Wat maakt het plein onrustig?")
    phase = Phase(project=project, number=1, started_on=date(2026, 9, 1))
    phase.steps = [Step(number=number) for number in range(1, 7)]
    db.session.add(project)
    db.session.commit()
    return project


def join(project: Project, role: Role = Role.CORE, organisation: str = "", person: Person | None = None) -> Membership:
    """Somebody's part in a traject."""
    someone = person or make_person()
    membership = Membership(
        project=project,
        person=someone,
        organisation=organisation_named(organisation or f"Organisatie {next(_numbers)}"),
        role=role,
    )
    db.session.add(membership)
    db.session.commit()
    return membership
