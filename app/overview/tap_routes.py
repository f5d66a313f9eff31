"""The pages of the twenty questions."""

from __future__ import annotations

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from app.overview import tapping
from app.overview.routes import bp, open_phase, render

__all__ = ["bp"]

PASSED = "passed_over"


@bp.route("/map/questions", methods=["GET", "POST"])
@login_required
def questions(project_id: int, phase: int) -> ResponseReturnValue:
    """One question at a time: which of these cards are about the same problem?"""
    found, membership = open_phase(project_id, phase)
    here = url_for("overview.questions", project_id=project_id, phase=phase)
    passed: list[str] = session.get(PASSED, [])
    if request.method == "POST":
        statement, then = request.form.get("statement", ""), request.form.get("then", "")
        if then == "pass":
            session[PASSED] = [*passed, statement][-tapping.ENOUGH :]
        elif not tapping.answer(
            found, current_user, statement, request.form.getlist("offered"), request.form.getlist("same")
        ):
            flash(_("De kaart is intussen veranderd. Dit antwoord is niet bewaard."), "warning")
        return redirect(here)
    return render("questions", found, membership, tapping.page_for(found, passed))
