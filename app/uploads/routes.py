"""Answers that were collected elsewhere: a file, what its columns hold, what would happen, and then it happens."""

from __future__ import annotations

from contextlib import closing
from pathlib import PurePath
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import login_required
from werkzeug.datastructures import FileStorage

from app.access import Right, step_for
from app.addresses import row_number, step_page
from app.models import Membership, Step, StepStatus, Upload
from app.projects.fields import tidy
from app.questionnaires.operations import FormClosedError
from app.questionnaires.queries import asks_agreement
from app.uploads import operations, queries, reading
from app.uploads.choosing import Columns
from app.uploads.plan import Fate
from app.uploads.targets import guess, names_known

PLACE = "/projects/<int:project_id>/phases/<int:phase>/steps/<int:step>/upload"
LONGEST_NAME = 60
bp = Blueprint("uploads", __name__, url_prefix=PLACE)


@bp.route("", methods=["GET", "POST"])
@login_required
def new(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """Send a file."""
    found, membership = _open_step(project_id, phase, step)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            upload = _keep(found, membership, request.files.get("file"))
            return redirect(_to(found, "columns", upload_id=upload.id), 303)
        except reading.UnusableError as error:
            problems = error.problems
    return _page("file", found, membership, problems=problems), 422 if problems else 200


@bp.route("/<int:upload_id>/columns", methods=["GET", "POST"])
@login_required
def columns(project_id: int, phase: int, step: int, upload_id: int) -> ResponseReturnValue:
    """Say what each column holds."""
    found, membership = _open_step(project_id, phase, step)
    upload = _upload(found, membership, upload_id)
    form = Columns.of(queries.content_of(upload), queries.targets_for(found), upload.choices)
    if request.method == "POST":
        form = form.sent(request.form)
        if not form.problems:
            operations.choose(upload, form.choices)
            return redirect(_to(found, "preview", upload_id=upload.id), 303)
    page = _page("columns", found, membership, upload=upload, form=form)
    return page, 422 if form.problems else 200


@bp.route("/<int:upload_id>", methods=["GET", "POST"])
@login_required
def preview(project_id: int, phase: int, step: int, upload_id: int) -> ResponseReturnValue:
    """What would happen with each row; the button makes it so."""
    found, membership = _open_step(project_id, phase, step)
    upload = _upload(found, membership, upload_id)
    foreseen = queries.preview_of(upload)
    asks = asks_agreement(found)
    made = _rows_to_make() if request.method == "POST" else set()
    problem = ""
    if request.method == "POST":
        if asks and "agreed" not in request.form:
            problem = _("Vraag eerst of deze mensen het goed vinden, en zet dan een vinkje.")
        elif not foreseen.of(Fate.TAKE) and not made:
            problem = _("Er is nog geen rij om over te nemen.")
        else:
            return _bring_in(found, membership, upload, made, foreseen)
    more = {"upload": upload, "preview": foreseen, "asks": asks, "made": made, "problem": problem, "Fate": Fate}
    return _page("preview", found, membership, **more), 422 if problem else 200


@bp.post("/<int:upload_id>/remove")
@login_required
def remove(project_id: int, phase: int, step: int, upload_id: int) -> ResponseReturnValue:
    """Throw the file away; nothing of it was taken over."""
    found, membership = _open_step(project_id, phase, step)
    operations.throw_away(_upload(found, membership, upload_id), membership)
    flash(_("Het bestand is weg. Er is niets overgenomen."))
    return redirect(step_page(found), 303)


def _bring_in(
    step: Step, membership: Membership, upload: Upload, made: set[int], foreseen: queries.Preview
) -> ResponseReturnValue:
    try:
        count = operations.bring_in(upload, foreseen.planned, made, membership)
    except FormClosedError:
        flash(_("De vragenlijst van deze stap is niet open. Open eerst de stap."), "warning")
        return redirect(step_page(step), 303)
    flash(ngettext("%(num)s vragenlijst overgenomen.", "%(num)s vragenlijsten overgenomen.", count))
    return redirect(step_page(step), 303)


def _keep(step: Step, membership: Membership, file: FileStorage | None) -> Upload:
    """Read and keep a file. Raises :class:`reading.UnusableError`."""
    if file is None or not file.filename:
        raise reading.UnusableError([_("Kies een bestand.")])
    with closing(file):
        found = file.read(reading.LARGEST + 1)
    targets = queries.targets_for(step)
    content = reading.read(file.filename, found, names_known(targets))
    name = tidy(PurePath(file.filename.replace("\\", "/")).name)
    return operations.keep(step, membership, name[-LONGEST_NAME:], content, guess(content.columns, targets))


def _rows_to_make() -> set[int]:
    """The numbers of the rows whose people become participants."""
    try:
        return {row_number(text) for text in request.form.getlist("make")}
    except ValueError:
        abort(400)


def _open_step(project_id: int, phase: int, step: int) -> tuple[Step, Membership]:
    """The step, where a facilitator asks for it and it is open; else the request ends at its own page."""
    found, membership = step_for(project_id, phase, step, Right.FACILITATE)
    if found.status is not StepStatus.OPEN:
        flash(_("De vragenlijst van deze stap is niet open. Open eerst de stap."), "warning")
        abort(redirect(step_page(found), 303))
    return found, membership


def _upload(step: Step, membership: Membership, upload_id: int) -> Upload:
    """A file of one's own; one that is gone leads to sending it again."""
    upload = queries.upload_of(step, membership, upload_id)
    if upload is None:
        flash(_("Dit bestand is al overgenomen, of het is langer dan een dag geleden verstuurd."), "warning")
        abort(redirect(_to(step, "new"), 303))
    return upload


def _page(name: str, step: Step, membership: Membership, **more: object) -> str:
    return render_template(
        f"uploads/{name}.html",
        project=membership.project,
        membership=membership,
        phase=step.phase,
        here="project",
        step=step,
        place={"project_id": membership.project_id, "phase": step.phase.number, "step": step.number},
        **more,
    )


def _to(step: Step, endpoint: str, **values: Any) -> str:
    phase = step.phase
    return url_for(f".{endpoint}", project_id=phase.project_id, phase=phase.number, step=step.number, **values)
