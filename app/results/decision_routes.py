"""Pages of decisions: recording one, reading one."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app import held
from app.access import Right, phase_for
from app.models.results import Outcome
from app.results import deciding, pages, queries
from app.results.blueprint import back_to, bp, open_phase, render
from app.results.errors import NotPossibleError
from app.results.proposals import agenda


@bp.route("/decisions/new", methods=["GET", "POST"])
@login_required
def new_decision(project_id: int, phase: int) -> ResponseReturnValue:
    """Record a proposal, what each organisation said of it, and the outcome."""
    found, membership = open_phase(project_id, phase)
    on_table = agenda(found)
    form = on_table.form(held.typed(), request.args)
    problem = ""
    if form.validate_on_submit():
        try:
            made = deciding.record_decision(found, on_table.proposal(form))
            return back_to(found, "decision", number=made.number)
        except NotPossibleError as error:
            problem = str(error)
    page = render("decision_form", found, membership, form=form, agenda=on_table, problem=problem)
    return page, 422 if form.errors or problem else 200


@bp.get("/decisions/<int:number>")
@login_required
def decision(project_id: int, phase: int, number: int) -> ResponseReturnValue:
    """One decision as it was recorded, and what followed it."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    page = pages.decision_page(found, number)
    if page is None or (page.decision.outcome is not Outcome.DECIDED and not queries.sees_proposals(membership)):
        abort(404)
    return render("decision", found, membership, page=page)
