"""Pages of questions that the group cannot answer yet."""

from __future__ import annotations

from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app import held
from app.access import Right, may, phase_for
from app.results import operations, pages, queries
from app.results.blueprint import back_to, bp, render
from app.results.forms import ButtonForm, GapForm
from app.results.operations import GapText


@bp.get("/gaps")
@login_required
def gaps(project_id: int, phase: int) -> ResponseReturnValue:
    """What is not known yet, what became known, and what people asked themselves on the map."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    return render("gaps", found, membership, page=pages.gaps_page(found, membership))


@bp.post("/gaps/take")
@login_required
def take_gap(project_id: int, phase: int) -> ResponseReturnValue:
    """Write down a question that somebody asked in an answer."""
    found, _membership = phase_for(project_id, phase, Right.FACILITATE)
    asked = next((one for one in pages.asked_in(found) if one.id == request.form.get("statement")), None)
    if asked is None:
        flash(_("Deze vraag is er niet meer. Er is niets veranderd."), "warning")
    elif ButtonForm().validate_on_submit():
        operations.add_gap(found, GapText(asked.text), asked.id)
        flash(_("De vraag staat op de lijst."))
    return back_to(found, "gaps")


@bp.route("/gaps/new", methods=["GET", "POST"])
@login_required
def new_gap(project_id: int, phase: int) -> ResponseReturnValue:
    """Write down a question by hand; one about a subject on the map begins with its name."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    form = GapForm(queries.people(found), formdata=held.typed())
    subject = pages.title_of(found, request.args.get("about", ""))
    if subject and request.method == "GET" and not form.question.data:
        form.question.data = _("Klopt het beeld van ‘%(subject)s’?", subject=subject)
    if form.validate_on_submit():
        operations.add_gap(found, form.words())
        return back_to(found, "gaps")
    return render("gap_form", found, membership, form=form, gap=None), 422 if form.errors else 200


@bp.route("/gaps/<int:gap_id>", methods=["GET", "POST"])
@login_required
def gap(project_id: int, phase: int, gap_id: int) -> ResponseReturnValue:
    """Say who finds out and when, or answer it: for the facilitator, and for who took it on."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    gap = queries.gap_in(found, gap_id)
    if gap is None:
        abort(404)
    if not may(membership, Right.FACILITATE) and gap.owner_id != membership.id:
        abort(403)
    form = GapForm(queries.people(found, gap.owner), formdata=held.typed(), obj=gap)
    if form.validate_on_submit():
        operations.change_gap(found, gap, form.words())
        return back_to(found, "gaps")
    return render("gap_form", found, membership, form=form, gap=gap), 422 if form.errors else 200
