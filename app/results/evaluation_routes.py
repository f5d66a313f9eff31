"""Pages for looking back on a phase and starting the next."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app import held
from app.access import Right, phase_for
from app.meetings.clock import today
from app.models.results import GoalStatus, Verdict
from app.overview.queries import names_organisations
from app.results import evaluating, goals, phases, queries
from app.results.blueprint import back_to, bp, goal_for, render
from app.results.forms import EvaluationForm, NextPhaseForm


@bp.get("/evaluation")
@login_required
def evaluation(project_id: int, phase: int) -> ResponseReturnValue:
    """What people say in step 6, beside what was agreed."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    names = names_organisations(membership)
    return render("evaluation", found, membership, page=evaluating.review(found), names=names)


@bp.route("/goals/<int:goal_id>/evaluate", methods=["GET", "POST"])
@login_required
def evaluate(project_id: int, phase: int, goal_id: int) -> ResponseReturnValue:
    """Record the group's verdict on a goal."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    goal = goal_for(found, membership, goal_id)
    if goal.status is not GoalStatus.AGREED:
        return back_to(found, "goal", goal_id=goal_id)
    form = EvaluationForm(formdata=held.typed(), data={"evaluated_on": today()})
    if form.validate_on_submit():
        verdict = Verdict(form.verdict.data)
        goals.evaluate(found, goal, verdict, value=form.value.data, note=form.note.data, on=form.evaluated_on.data)
        return back_to(found, "evaluation", anchor=f"goal-{goal_id}")
    view = next(one for one in evaluating.goal_views(found) if one.goal.id == goal_id)
    page = render("evaluate", found, membership, form=form, view=view, names=names_organisations(membership))
    return page, 422 if form.errors else 200


@bp.route("/next-phase", methods=["GET", "POST"])
@login_required
def next_phase(project_id: int, phase: int) -> ResponseReturnValue:
    """End this phase and start the next one from what was parked."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    started = phases.next_phase(found)
    if started is not None:
        return back_to(started)
    form = NextPhaseForm(formdata=held.typed(), data={"started_on": today()})
    waiting = queries.parked_problems(found)
    form.parked.choices = [(item.id, item.text) for item in waiting]
    if form.validate_on_submit():
        made = phases.start_phase(found.project, found, form.parked.data, form.title.data, form.started_on.data)
        flash(_("Fase %(number)s is begonnen. Fase %(before)s blijft te lezen.", number=made.number, before=phase))
        return back_to(made)
    page = render("next_phase", found, membership, form=form, waiting=waiting, favourites=evaluating.favourites(found),
                  onward=evaluating.onward(found), open_actions=queries.unfinished_actions(found))  # fmt: skip
    return page, 422 if form.errors else 200
