"""The page of the balance."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.access import Right, phase_for
from app.overview import balance, balance_words
from app.overview.routes import bp, render

__all__ = ["bp"]


@bp.get("/map/balance")
@login_required
def show_balance(project_id: int, phase: int) -> ResponseReturnValue:
    """Per subject what was said and what not: an empty place is a question for the group."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    return render("balance", found, membership, balance.page_for(found, membership), says=balance_words)
