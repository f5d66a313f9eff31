"""The page of the balance."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.access import Right, may, phase_for
from app.overview import balance, balance_words, words
from app.overview.routes import bp

__all__ = ["bp"]


@bp.get("/map/balance")
@login_required
def show_balance(project_id: int, phase: int) -> ResponseReturnValue:
    """Per subject what was said and what not: an empty place is a question for the group."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    return render_template(
        "overview/balance.html",
        project=found.project,
        phase=found,
        membership=membership,
        here="map",
        page=balance.page_for(found, membership),
        words=words,
        says=balance_words,
        editing=may(membership, Right.FACILITATE) and found.ended_on is None,
    )
