"""Pages of a traject: my trajects, a new one, its home, its steps."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from app import held
from app.access import Right, may, phase_for, project_for, step_for
from app.addresses import row_number, step_page
from app.models import Project, StepStatus
from app.projects import advice, operations, queries, routes_people, routes_surroundings, texts
from app.projects.blueprint import bp
from app.projects.forms import NewProjectForm, ProjectForm, WordsForm
from app.words import word

__all__ = ["bp", "routes_people", "routes_surroundings"]

STATUS_CHANGES = {
    StepStatus.PREPARATION: operations.prepare_step,
    StepStatus.OPEN: operations.open_step,
    StepStatus.CLOSED: operations.close_step,
    StepStatus.DISCUSSED: operations.mark_discussed,
    StepStatus.CONFIRMED: operations.confirm_step,
    StepStatus.SKIPPED: operations.skip_step,
}


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """The trajects of the person who is signed in."""
    situations = queries.situations_of(current_user)
    cards = [(situation, advice.next_thing(situation)) for situation in situations]
    return render_template("projects/index.html", cards=cards)


@bp.route("/projects/new", methods=["GET", "POST"])
@login_required
def new() -> ResponseReturnValue:
    """A facilitator starts a traject."""
    if not current_user.may_facilitate:
        abort(403)
    creator = current_user._get_current_object()
    defaults = {"agreement": texts.default_agreement(), "organisation": operations.organisation_of(creator)}
    form = NewProjectForm(formdata=held.typed(), data=defaults)
    if form.validate_on_submit():
        project = operations.create_project(creator, **form.values())
        flash(_("Je traject is gemaakt. Voeg nu de mensen toe die meedoen."))
        return redirect(url_for(".show", project_id=project.id), 303)
    return render_template("projects/new.html", form=form), 422 if form.errors else 200


@bp.get("/projects/<int:project_id>")
@login_required
def show(project_id: int) -> ResponseReturnValue:
    """The home of a traject, at its newest phase or at an earlier one (``?phase=1``)."""
    from app.results.queries import open_gaps  # noqa: PLC0415  (that room reads this one)

    project, membership = project_for(project_id, Right.SEE)
    newest = queries.newest_phase(project)
    number = request.args.get("phase", newest.number, type=row_number)
    phase = newest if number == newest.number else phase_for(project_id, number, Right.SEE)[0]
    situation = queries.situation(phase, membership)
    return render_template(
        "projects/show.html",
        project=project,
        membership=membership,
        phase=phase,
        newest=newest,
        here="project",
        situation=situation,
        next=advice.next_thing(situation),
        purposes=texts.PURPOSES,
        gaps=open_gaps(phase),
        enough=advice.enough,
    )


@bp.route("/projects/<int:project_id>/edit", methods=["GET", "POST"])
@login_required
def edit(project_id: int) -> ResponseReturnValue:
    """Change what a traject is about."""
    project, membership = project_for(project_id, Right.FACILITATE)
    form = ProjectForm(formdata=held.typed(), obj=project)
    if form.validate_on_submit():
        if operations.change_project(project, **form.values()):
            flash(_("Opgeslagen. Iedereen krijgt de nieuwe afspraak te zien en gaat opnieuw akkoord."))
        else:
            flash(_("Opgeslagen."))
        return redirect(url_for(".show", project_id=project.id), 303)
    page = render_template(
        "projects/edit.html",
        form=form,
        project=project,
        membership=membership,
        phase=queries.newest_phase(project),
        here="project",
    )
    return page, 422 if form.errors else 200


@bp.get("/projects/<int:project_id>/phases/<int:phase>/steps/<int:step>")
@login_required
def step(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """One step: what it is for, where it stands, and what somebody can do with it."""
    from app.questionnaires import queries as forms  # noqa: PLC0415  (that room asks this one about steps)

    found, membership = step_for(project_id, phase, step, Right.SEE)
    project: Project = membership.project
    situation = queries.situation(found.phase, membership)
    leads = may(membership, Right.FACILITATE)
    people = forms.respondents(found)
    return render_template(
        "projects/step.html",
        project=project,
        membership=membership,
        phase=found.phase,
        here="project",
        step=found,
        purpose=texts.PURPOSES[found.number],
        mine=situation.mine.get(found.id),
        own=next((one for one in people if one.membership.id == membership.id), None),
        progress=situation.progress[found.id],
        rows=forms.response(found),
        advice=advice,
        not_yet=[one for one in people if not one.sent],
        entered=[one for one in people if one.sent and one.source],
        kept=forms.kept_details(found) if leads else (),
        notes=forms.notes_of(found) if leads else (),
        reminder=texts.reminder(project, found, current_user),
        in_use=forms.in_use(found) if leads else None,
        Status=StepStatus,
    )


@bp.post("/projects/<int:project_id>/phases/<int:phase>/steps/<int:step>/status")
@login_required
def set_status(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """The facilitator opens, closes, skips, discusses or confirms a step: any status may follow any other."""
    found, _membership = step_for(project_id, phase, step, Right.FACILITATE)
    try:
        to = StepStatus(request.form.get("to", ""))
    except ValueError:
        abort(400)
    here = redirect(step_page(found), 303)
    if found.phase.ended_on is not None:
        flash(_only_reading(), "warning")
        return here
    unusual = advice.remarks(found.phase.steps, found, to)
    STATUS_CHANGES[to](found)
    flash(_("Stap %(number)s is nu: %(status)s.", number=found.number, status=word(to)))
    if unusual:
        flash(" ".join(unusual), "warning")
    return here


@bp.route("/projects/<int:project_id>/phases/<int:phase>/steps/<int:step>/edit", methods=["GET", "POST"])
@login_required
def reword(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """The facilitator gives a step the group's own words and a closing date."""
    found, membership = step_for(project_id, phase, step, Right.FACILITATE)
    if found.phase.ended_on is not None:
        flash(_only_reading(), "warning")
        return redirect(step_page(found), 303)
    form = WordsForm(formdata=held.typed(), obj=found)
    if form.validate_on_submit():
        operations.reword_step(found, form.title.data, form.introduction.data, form.closes_on.data)
        flash(_("Opgeslagen."))
        return redirect(step_page(found), 303)
    page = render_template(
        "projects/reword.html",
        form=form,
        project=membership.project,
        membership=membership,
        phase=found.phase,
        here="project",
        step=found,
    )
    return page, 422 if form.errors else 200


def _only_reading() -> str:
    return _("Deze fase is afgerond. Je kunt hier alleen nog lezen.")
