"""Ending a phase and starting the next one from what was parked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from app import audit
from app.extensions import db
from app.models import Phase, Project, Step, StepStatus
from app.projects.locking import take_turn
from app.projects.operations import STEP_NUMBERS, close_step
from app.results import queries
from app.results.problems import park_the_rest


def next_phase(phase: Phase) -> Phase | None:
    """The phase that came after this one."""
    return db.session.scalar(
        select(Phase).where(Phase.project_id == phase.project_id, Phase.number == phase.number + 1)
    )


def start_phase(
    project: Project, from_phase: Phase, parked_ids: Collection[int], title: str, started_on: date
) -> Phase:
    """End a phase and start the next, with six steps, from parked problems that nobody took up yet.

    Everything of the old phase stays readable: a form that is still open is closed, with what was sent on the map.
    Where the next phase is there already, that is the one.
    """
    for step in from_phase.steps:
        if step.status is StepStatus.OPEN:
            close_step(step)
    take_turn(from_phase)
    started = next_phase(from_phase)
    if started is not None:
        db.session.commit()
        return started
    park_the_rest(from_phase)
    db.session.flush()
    phase = Phase(project_id=project.id, number=from_phase.number + 1, title=title, started_on=started_on)
    phase.steps = [Step(number=number) for number in STEP_NUMBERS]
    db.session.add(phase)
    db.session.flush()
    from_phase.ended_on = from_phase.ended_on or started_on
    for item in queries.parked_problems(from_phase):
        if item.id in parked_ids:
            item.taken_phase_id = phase.id
    audit.record("phase_started", "phase", phase.id, project.id)
    db.session.commit()
    return phase
