"""Pages of actions and of the ideas that become one."""

from __future__ import annotations

from flask import Response, abort, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app import held
from app.access import Right, may, phase_for
from app.models import Action, Membership, Phase
from app.models.results import ActionStatus, GoalStatus
from app.models.types import now
from app.results import ideas, operations, queries
from app.results.blueprint import back_to, bp, render
from app.results.calendar import CONTENT_TYPE, Entry
from app.results.calendar import calendar as make_calendar
from app.results.errors import NotPossibleError
from app.results.forms import ActionForm, ButtonForm, StatusForm


@bp.route("/actions/new", methods=["GET", "POST"])
@login_required
def new_action(project_id: int, phase: int) -> ResponseReturnValue:
    """Write down who does what."""
    found, membership = _time_for_actions(project_id, phase)
    form, offers = _form(found, None), ideas.offers(found)
    if request.method == "GET" and not form.what.data:
        form.goal.data = request.args.get("goal", 0, type=int)
        _start_from(form, next((one for one in offers if str(one.id) == request.args.get("offer")), None))
    if form.validate_on_submit():
        operations.add_action(found, form.words())
        _say_when_many(found)
        return back_to(found, anchor="actions")
    page = render("action_form", found, membership, form=form, action=None, idea=None, offers=offers)
    return page, 422 if form.errors else 200


@bp.route("/actions/<int:action_id>/edit", methods=["GET", "POST"])
@login_required
def edit_action(project_id: int, phase: int, action_id: int) -> ResponseReturnValue:
    """Change what an action says."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    action = _action(found, action_id)
    form = _form(found, action)
    if form.validate_on_submit():
        operations.change_action(found, action, form.words())
        return back_to(found, anchor="actions")
    page = render("action_form", found, membership, form=form, action=action, idea=None, offers=())
    return page, 422 if form.errors else 200


@bp.route("/actions/<int:action_id>", methods=["GET", "POST"])
@login_required
def action(project_id: int, phase: int, action_id: int) -> ResponseReturnValue:
    """Say how far an action is: for whoever does it, and for the facilitator."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    action = _action(found, action_id)
    if not _may_report(membership, action):
        abort(403)
    form = StatusForm(formdata=held.typed(), data={"status": action.status.value, "reason": action.reason})
    if form.validate_on_submit():
        operations.set_status(found, action, ActionStatus(form.status.data), form.reason.data)
        return back_to(found, anchor="actions")
    return render("action", found, membership, form=form, action=action), 422 if form.errors else 200


@bp.get("/actions.ics")
@login_required
def calendar(project_id: int, phase: int) -> ResponseReturnValue:
    """The unfinished actions of whoever asks, as a file for their own calendar."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    entries = [
        Entry(
            f"action-{action.id}@{request.host}",
            action.due_on,
            action.what,
            "\n".join(text for text in (action.goal.text if action.goal else "", action.needs) if text),
            url_for("results.action", project_id=project_id, phase=phase, action_id=action.id, _external=True),
        )
        for action in queries.actions_of(membership, found)
        if action.status in queries.UNFINISHED and action.due_on is not None
    ]
    response = Response(make_calendar(entries, found.project.title, now()), mimetype=CONTENT_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="acties.ics"'
    return response


@bp.get("/parked")
@login_required
def parked(project_id: int, phase: int) -> ResponseReturnValue:
    """What is kept for later: problems for a next phase, and ideas that came early."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    return render("parked", found, membership, page=ideas.parked_page(found))


@bp.post("/ideas/park")
@login_required
def park_idea(project_id: int, phase: int) -> ResponseReturnValue:
    """Keep an idea from the map on the list."""
    found, _membership = phase_for(project_id, phase, Right.FACILITATE)
    idea = ideas.idea(found, request.form.get("idea", ""))
    if idea is None or idea.statement is None:
        abort(404)
    if ButtonForm().validate_on_submit():
        operations.park_idea(found, idea.statement)
    return back_to(found, "parked", anchor="ideas")


@bp.route("/ideas/<idea_id>", methods=["GET", "POST"])
@login_required
def act_on_idea(project_id: int, phase: int, idea_id: str) -> ResponseReturnValue:
    """Make an action of an idea."""
    found, membership = _time_for_actions(project_id, phase)
    idea = ideas.idea(found, idea_id)
    if idea is None:
        abort(404)
    form = _form(found, None)
    if request.method == "GET" and not form.what.data:
        form.what.data = idea.text
    if form.validate_on_submit():
        operations.act_on_idea(found, ideas.kept(found, idea), form.words())
        _say_when_many(found)
        return back_to(found, anchor="actions")
    page = render("action_form", found, membership, form=form, action=None, idea=idea, offers=())
    return page, 422 if form.errors else 200


def _time_for_actions(project_id: int, phase: int) -> tuple[Phase, Membership]:
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    if not queries.is_time_for_actions(found):
        raise NotPossibleError(
            _("Acties spreken jullie af in stap 5. Een idee blijft tot dan op de parkeerplaats staan.")
        )
    return found, membership


def _action(phase: Phase, action_id: int) -> Action:
    action = queries.action_in(phase, action_id)
    if action is None:
        abort(404)
    return action


def _may_report(membership: Membership, action: Action) -> bool:
    return action.owner_id == membership.id or may(membership, Right.FACILITATE)


def _form(phase: Phase, action: Action | None) -> ActionForm:
    goals = queries.goals(phase, GoalStatus.AGREED, GoalStatus.PROPOSED)
    if action and action.goal and action.goal not in goals:
        goals.append(action.goal)
    people = queries.people(phase, action.owner if action else None)
    return ActionForm(people, goals, formdata=held.typed(), obj=action)


def _start_from(form: ActionForm, offer: ideas.Offer | None) -> None:
    if offer is not None:
        form.what.data, form.due_on.data, form.needs.data = offer.text, offer.due_on, offer.needs
        form.owner.data = offer.membership_id


def _say_when_many(phase: Phase) -> None:
    number = queries.unfinished_actions(phase)
    if number > queries.MANY_ACTIONS:
        sentence = _(
            "De actie staat erbij. Er lopen nu %(n)s acties. Met hoogstens zeven houden jullie overzicht.", n=number
        )
        flash(sentence, "warning")
