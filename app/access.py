"""Who may do what in a traject. Deny by default: somebody who is not in it does not learn that it exists."""

from __future__ import annotations

from enum import StrEnum

from flask import abort
from flask_login import current_user
from sqlalchemy import select

from app.extensions import db
from app.models import Membership, Phase, Project, Role, Step


class Right(StrEnum):
    """What a page or a button needs."""

    SEE = "see"
    FILL_IN = "fill_in"
    SEE_MAP = "see_map"
    FACILITATE = "facilitate"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.FACILITATOR: frozenset(Right),
    Role.CORE: frozenset({Right.SEE, Right.FILL_IN, Right.SEE_MAP}),
    Role.WIDER: frozenset({Right.SEE, Right.FILL_IN}),
    Role.RESEARCHER: frozenset({Right.SEE, Right.SEE_MAP}),
    Role.OBSERVER: frozenset({Right.SEE}),
}


def may(membership: Membership, right: Right) -> bool:
    """Whether somebody with this membership has ``right``."""
    return membership.left_at is None and right in RIGHTS[membership.role]


def project_for(project_id: int, right: Right) -> tuple[Project, Membership]:
    """The traject and the part that the signed-in person has in it.

    Ends the request with 404 for who is not in it, with 403 for who is but lacks ``right``.
    """
    membership = db.session.scalar(
        select(Membership).where(
            Membership.project_id == project_id,
            Membership.person_id == current_user.id,
            Membership.left_at.is_(None),
        )
    )
    if membership is None:
        abort(404)
    if not may(membership, right):
        abort(403)
    return membership.project, membership


def phase_for(project_id: int, phase: int, right: Right) -> tuple[Phase, Membership]:
    """The phase with this number, as :func:`project_for`."""
    _, membership = project_for(project_id, right)
    found = db.session.scalar(select(Phase).where(Phase.project_id == project_id, Phase.number == phase))
    if found is None:
        abort(404)
    return found, membership


def step_for(project_id: int, phase: int, step: int, right: Right) -> tuple[Step, Membership]:
    """The step with this number in the phase with that number, as :func:`project_for`."""
    found, membership = phase_for(project_id, phase, right)
    chosen = next((candidate for candidate in found.steps if candidate.number == step), None)
    if chosen is None:
        abort(404)
    return chosen, membership
