"""Pages for choosing the problem of a phase."""

from __future__ import annotations

from flask import abort, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app import held
from app.access import Right, phase_for
from app.overview.queries import names_organisations
from app.results import choosing, problems, queries
from app.results.blueprint import back_to, bp, open_phase, render
from app.results.forms import ButtonForm, ProblemForm


@bp.get("/choose")
@login_required
def choose(project_id: int, phase: int) -> ResponseReturnValue:
    """The subjects to choose from, with what people answered about them."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    return render("choose", found, membership, page=choosing.choice(found))


@bp.route("/problems/<candidate_id>", methods=["GET", "POST"])
@login_required
def problem(project_id: int, phase: int, candidate_id: str) -> ResponseReturnValue:
    """The problem in a sentence: from the phrases that people shared most to the group's own words."""
    found, membership = open_phase(project_id, phase)
    candidate = problems.candidate(found, candidate_id)
    if candidate is None:
        abort(404)
    chosen, help_ = queries.problem_about(found, candidate_id), choosing.help_for(found, candidate_id)
    if chosen is not None and chosen.decision_id is not None:
        return back_to(found, anchor=f"problem-{chosen.id}")
    form = ProblemForm(formdata=held.typed(), obj=chosen or help_.sentence(candidate.title))
    if form.validate_on_submit():
        made = problems.save_problem(found, candidate_id, form.sentence())
        flash(_("Het probleem staat klaar als concept. De andere onderwerpen zijn geparkeerd."))
        return back_to(found, anchor=f"problem-{made.id}")
    others = [one for one in queries.problems(found) if one.cluster_id != candidate_id]
    more = {"form": form, "candidate": candidate, "help": help_, "chosen": chosen, "others": others}
    page = render("problem", found, membership, names=names_organisations(membership), **more)
    return page, 422 if form.errors else 200


@bp.post("/problems/<candidate_id>/drop")
@login_required
def drop_problem(project_id: int, phase: int, candidate_id: str) -> ResponseReturnValue:
    """Choose this subject no longer."""
    found, _membership = open_phase(project_id, phase)
    chosen = queries.problem_about(found, candidate_id)
    if chosen is not None and ButtonForm().validate_on_submit():
        problems.drop_problem(found, chosen)
        flash(_("Dit onderwerp is niet meer gekozen."))
    return back_to(found, "choose")
