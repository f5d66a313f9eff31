"""Before a facilitator fills in for somebody: from what source, and whether that may be."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app import held
from app.addresses import step_page
from app.models import StepStatus
from app.questionnaires import operations, queries
from app.questionnaires.blueprints import behalf
from app.questionnaires.desks import desk_of_other
from app.questionnaires.operations import FormClosedError, OwnTextError
from app.questionnaires.origins import SourceForm


@behalf.route("/begin", methods=["GET", "POST"])
@login_required
def begin(project_id: int, phase: int, step: int, member_id: int) -> ResponseReturnValue:
    """Ask where the answers come from. A form that the person began themselves stays closed."""
    desk = desk_of_other(project_id, phase, step, member_id)
    present = queries.submission_of(desk.step, desk.respondent)
    if desk.step.status is not StepStatus.OPEN:
        flash(_("De vragenlijst van deze stap is niet open. Open eerst de stap."), "warning")
        return redirect(step_page(desk.step))
    theirs = present is not None and not present.on_behalf
    asks = queries.must_agree(desk.step, desk.respondent)
    form = SourceForm(held.typed(), present.source_label if present else "", asks_agreement=asks)
    if not theirs and form.validate_on_submit():
        try:
            operations.start_for(desk.step, desk.respondent, desk.membership, form.label)
            return redirect(url_for(".hub", **desk.url_values), 303)
        except (OwnTextError, FormClosedError):
            return redirect(url_for(".begin", **desk.url_values), 303)
    page = render_template(
        "questionnaires/begin.html",
        project=desk.membership.project,
        membership=desk.membership,
        phase=desk.step.phase,
        here="project",
        step=desk.step,
        desk=desk,
        theirs=theirs,
        form=form,
        back=step_page(desk.step),
    )
    return page, 422 if form.errors else 200
