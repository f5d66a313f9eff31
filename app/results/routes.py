"""The pages of results: the whole of it, and what is parked. Each subject has its own module of pages."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.access import Right, phase_for
from app.results import (
    action_routes,
    decision_routes,
    evaluation_routes,
    gap_routes,
    goal_routes,
    pages,
    problem_routes,
)
from app.results.blueprint import bp, render

__all__ = [
    "action_routes",
    "bp",
    "decision_routes",
    "evaluation_routes",
    "gap_routes",
    "goal_routes",
    "problem_routes",
]


@bp.get("")
@login_required
def show(project_id: int, phase: int) -> ResponseReturnValue:
    """What the group agreed in a phase, and apart from it what is still a proposal."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    return render("show", found, membership, page=pages.results_page(found, membership))
