"""The blueprint of this room, and what all its pages do alike."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Right, may, phase_for
from app.meetings.clock import today
from app.models import Goal, Membership, Phase
from app.results import queries
from app.results.errors import NotPossibleError

bp = Blueprint("results", __name__, url_prefix="/projects/<int:project_id>/phases/<int:phase>/results")


def render(name: str, phase: Phase, membership: Membership, **more: Any) -> str:
    """A page of this room, within its traject."""
    return render_template(
        f"results/{name}.html",
        project=phase.project,
        membership=membership,
        phase=phase,
        here="results",
        leads=may(membership, Right.FACILITATE),
        writable=may(membership, Right.FACILITATE) and phase.ended_on is None,
        today=today(),
        is_overdue=queries.is_overdue,
        **more,
    )


def back_to(phase: Phase, endpoint: str = "show", anchor: str | None = None, **values: Any) -> Response:
    """On to another page of the same phase."""
    url = url_for(f"results.{endpoint}", project_id=phase.project_id, phase=phase.number, _anchor=anchor, **values)
    return redirect(url, 303)  # type: ignore[return-value]


def open_phase(project_id: int, phase: int) -> tuple[Phase, Membership]:
    """The phase, for a facilitator who changes what it agreed. What a finished phase agreed stays as it is."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    if found.ended_on is not None:
        raise NotPossibleError(
            _("Fase %(number)s is afgesloten. Wat jullie toen afspraken, blijft zo staan.", number=phase)
        )
    return found, membership


def goal_for(phase: Phase, membership: Membership, goal_id: int) -> Goal:
    """The goal, for who may see it: the wider circle sees what was decided on. Ends the request with 404 else."""
    goal = queries.goal_in(phase, goal_id)
    if goal is None or (goal.decision_id is None and not queries.sees_proposals(membership)):
        abort(404)
    return goal


@bp.errorhandler(NotPossibleError)
def not_possible(error: NotPossibleError) -> ResponseReturnValue:
    """Say why nothing was changed, on the page with the results."""
    flash(str(error), "warning")
    values = request.view_args or {}
    return redirect(url_for("results.show", project_id=values["project_id"], phase=values["phase"]), 303)
