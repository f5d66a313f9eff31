"""Pages of goals: proposing, changing, reading back where a goal comes from."""

from __future__ import annotations

from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app import held
from app.access import Right, phase_for
from app.models import Goal, Phase
from app.models.results import GoalStatus
from app.results import goals, pages, queries
from app.results.blueprint import back_to, bp, goal_for, open_phase, render
from app.results.forms import ButtonForm, GoalForm


@bp.get("/goals/proposals")
@login_required
def proposals(project_id: int, phase: int) -> ResponseReturnValue:
    """What people wished for, ready to be taken over as a goal."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    return render("proposals", found, membership, page=pages.proposals_page(found, membership))


@bp.post("/goals/take")
@login_required
def take_goal(project_id: int, phase: int) -> ResponseReturnValue:
    """Take over a wish as a proposed goal, with where it comes from."""
    found, _membership = open_phase(project_id, phase)
    problem = queries.problem_about(found, request.form.get("problem", ""))
    if problem is None:
        abort(404)
    answer_id = request.form.get("wish", "")
    if answer_id.isdecimal() and len(answer_id) < 10:
        goal = goals.take_wish(found, problem, int(answer_id))
    else:
        goal = goals.take_candidate(found, problem, request.form.get("candidate", ""))
    if goal is None:
        flash(_("Dit voorstel is er niet meer. Er is niets veranderd."), "warning")
        return back_to(found, "proposals")
    flash(_("Het doel staat klaar als concept. Vul nu aan wat er nog ontbreekt."))
    if goal.status is not GoalStatus.PROPOSED:
        return back_to(found, "goal", goal_id=goal.id)
    return back_to(found, "edit_goal", goal_id=goal.id)


@bp.route("/goals/new", methods=["GET", "POST"])
@login_required
def new_goal(project_id: int, phase: int) -> ResponseReturnValue:
    """Write a goal by hand."""
    found, membership = open_phase(project_id, phase)
    if not queries.problems(found):
        flash(_("Kies eerst een probleem. Daarna horen er doelen bij."), "warning")
        return back_to(found, "choose")
    form = _form(found, None)
    _use_measure(found, form)
    if request.form.get("measure") is None and form.validate_on_submit():
        problem = next(one for one in queries.problems(found) if one.id == form.problem.data)
        goal = goals.propose(found, problem, form.words())
        return back_to(found, "goal", goal_id=goal.id)
    page = render("goal_form", found, membership, form=form, goal=None, measures=goals.measures(found))
    return page, 422 if form.errors else 200


@bp.get("/goals/<int:goal_id>")
@login_required
def goal(project_id: int, phase: int, goal_id: int) -> ResponseReturnValue:
    """One goal on its way: from the answers it comes from to what became of it."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    page = pages.goal_page(found, membership, goal_for(found, membership, goal_id))
    return render("goal", found, membership, page=page, missing=goals.missing)


@bp.route("/goals/<int:goal_id>/edit", methods=["GET", "POST"])
@login_required
def edit_goal(project_id: int, phase: int, goal_id: int) -> ResponseReturnValue:
    """Change a goal that is still a proposal."""
    found, membership = open_phase(project_id, phase)
    goal = goal_for(found, membership, goal_id)
    if goal.status is not GoalStatus.PROPOSED:
        return back_to(found, "goal", goal_id=goal_id)
    form = _form(found, goal)
    _use_measure(found, form)
    if request.form.get("measure") is None and form.validate_on_submit():
        goals.change_goal(found, goal, form.words())
        return back_to(found, "goal", goal_id=goal_id)
    page = render("goal_form", found, membership, form=form, goal=goal, measures=goals.measures(found),
                  missing=goals.missing(goal))  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post("/goals/<int:goal_id>/change")
@login_required
def change_goal(project_id: int, phase: int, goal_id: int) -> ResponseReturnValue:
    """Propose a change of an agreed goal. The agreed one counts until the group decides."""
    found, membership = open_phase(project_id, phase)
    copy = goals.propose_change(found, goal_for(found, membership, goal_id))
    flash(_("Dit is een nieuw voorstel. Het afgesproken doel geldt tot de groep een nieuw besluit neemt."))
    return back_to(found, "edit_goal", goal_id=copy.id)


@bp.post("/goals/<int:goal_id>/drop")
@login_required
def drop_goal(project_id: int, phase: int, goal_id: int) -> ResponseReturnValue:
    """Let a proposed goal go."""
    found, membership = open_phase(project_id, phase)
    goal = goal_for(found, membership, goal_id)
    if ButtonForm().validate_on_submit():
        goals.drop_goal(found, goal)
        flash(_("Dit voorstel is vervallen. Afgesproken doelen zijn niet veranderd."))
    return back_to(found, anchor="goals")


def _form(phase: Phase, goal: Goal | None) -> GoalForm:
    people = queries.people(phase, goal.owner if goal else None)
    return GoalForm(queries.problems(phase), people, goals.known_strengths(phase), formdata=held.typed(), obj=goal)


def _use_measure(phase: Phase, form: GoalForm) -> None:
    """Put a way to measure that somebody proposed into the form; the rest stays as it was typed."""
    wanted = request.form.get("measure")
    measure = next((one for one in goals.measures(phase) if str(one.id) == wanted), None)
    if measure is not None:
        form.indicator.data, form.baseline.data = measure.indicator, measure.baseline
        form.target.data, form.source.data = measure.target, measure.source
