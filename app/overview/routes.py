"""The pages of the problem map: the map itself, a subject, a statement, what to check, history, confirming."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user, login_required

from app import held
from app.access import Right, may, phase_for
from app.conditional import if_changed
from app.models import MapEdit, Membership, Phase
from app.overview import changes, maps, operations, pages, words
from app.overview.forms import ChangeForm, ConfirmForm, UndoForm
from app.overview.maps import Moment
from app.overview.operations import ChangedMeanwhileError
from app.overview.views import Asked
from synthesis import edits
from synthesis.edits import EditError

bp = Blueprint("overview", __name__, url_prefix="/projects/<int:project_id>/phases/<int:phase>")
JUST_CHANGED = "map_change"


@bp.get("/map")
@login_required
def show(project_id: int, phase: int) -> ResponseReturnValue:
    """The map: the whole draft for the facilitator, what is confirmed for the core group."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    return render("show", found, membership, pages.overview_page(found, membership, just_changed()))


@bp.get("/map.svg")
@login_required
def picture(project_id: int, phase: int) -> ResponseReturnValue:
    """The map as a picture. The browser keeps it, and asks whether it changed."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    drawn = pages.picture(found, membership, request.args.get("size", ""))
    return if_changed(Response(drawn or abort(404), mimetype="image/svg+xml"))


@bp.post("/map/refresh")
@login_required
def refresh(project_id: int, phase: int) -> ResponseReturnValue:
    """Make the draft again from everything that was sent in."""
    found, _membership = open_phase(project_id, phase)
    flash(words.brought(operations.refresh(found)))
    return redirect(url_for("overview.show", project_id=project_id, phase=phase))


@bp.get("/map/clusters/<cluster_id>")
@login_required
def cluster(project_id: int, phase: int, cluster_id: str) -> ResponseReturnValue:
    """One subject with everything that was said of it."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    return _cluster(found, membership, cluster_id, ChangeForm(formdata=None))


@bp.route("/map/clusters/<cluster_id>/change", methods=["GET", "POST"])
@login_required
def change(project_id: int, phase: int, cluster_id: str) -> ResponseReturnValue:
    """Change a subject. The page is that of the subject, with what was typed."""
    found, membership = open_phase(project_id, phase)
    form = ChangeForm(formdata=held.typed())
    if request.method == "GET":
        return _cluster(found, membership, cluster_id, form)
    try:
        return _changed(found, form, cluster_id)
    except EditError as error:
        return _cluster(found, membership, cluster_id, form, words.refused(error))


@bp.route("/map/signals", methods=["GET", "POST"])
@login_required
def signals(project_id: int, phase: int) -> ResponseReturnValue:
    """Place single signals in a subject."""
    found, membership = open_phase(project_id, phase)
    form, problem = ChangeForm(formdata=held.typed()), ""
    if request.method == "POST":
        try:
            return _changed(found, form, None)
        except EditError as error:
            problem = words.refused(error)
    page = pages.signals_page(found, membership, just_changed())
    return render("signals", found, membership, page or abort(404), form=form, problem=problem)


@bp.get("/map/statements")
@login_required
def statements(project_id: int, phase: int) -> ResponseReturnValue:
    """Every statement on the map, with where it stands: nothing is lost."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    page = pages.statements_page(found, membership, _asked())
    return render("statements", found, membership, page or abort(404))


@bp.get("/map/statements/<statement_id>")
@login_required
def statement(project_id: int, phase: int, statement_id: str) -> ResponseReturnValue:
    """One statement: the answer it was made in, where it stands now, and what became of it."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    page = pages.statement_page(found, membership, statement_id, str(get_locale()))
    return render("statement", found, membership, page or abort(404))


@bp.get("/map/check")
@login_required
def check(project_id: int, phase: int) -> ResponseReturnValue:
    """Where it pays to look: the placements that are least sure, each with a button to move it."""
    found, membership = open_phase(project_id, phase)
    page = pages.check_page(found, membership, just_changed())
    return render("check", found, membership, page or abort(404))


@bp.post("/map/undo")
@login_required
def undo(project_id: int, phase: int) -> ResponseReturnValue:
    """Take back the change with this number, or put back what was taken back."""
    found, _membership = open_phase(project_id, phase)
    form = UndoForm()
    row = maps.edit_numbered(found, form.sequence.data or "") or abort(404)
    try:
        done = maps.arrived(found, form.edit.data)
        edit = done or edits.undo(maps.edits_of(found), changes.name_of(form), row.content["id"])
        remember(operations.change(found, edit, current_user, seen_at(found, form.seen.data)))
    except EditError as error:
        flash(words.refused(error), "warning")
    here = url_for("overview.show", project_id=project_id, phase=phase)
    back = form.back.data or ""
    return redirect(back if back == here or back.startswith(f"{here}/") else here)


@bp.route("/map/confirm", methods=["GET", "POST"])
@login_required
def confirm(project_id: int, phase: int) -> ResponseReturnValue:
    """Record which subjects the group agreed on."""
    found, membership = open_phase(project_id, phase)
    page, form, problem = pages.confirm_page(found, membership), ConfirmForm(formdata=held.typed()), ""
    if page is not None and request.method == "POST":
        try:
            operations.confirm(found, form.clusters.data or (), current_user, seen_at(found, form.seen.data))
            return redirect(url_for("overview.show", project_id=project_id, phase=phase))
        except EditError as error:
            problem = words.refused(error)
    return render("confirm", found, membership, page or abort(404), form=form, problem=problem)


@bp.errorhandler(ChangedMeanwhileError)
def changed_meanwhile(error: ChangedMeanwhileError) -> ResponseReturnValue:
    """Somebody else was first: both are shown, and the second chooses again. What was typed goes along."""
    place = request.view_args or {}
    found, membership = phase_for(place["project_id"], place["phase"], Right.FACILITATE)
    typed = [pair for pair in request.form.items(multi=True) if pair[0] not in {"csrf_token", "seen"}]
    page = pages.meanwhile_page(found, membership, error)
    return render("changed_meanwhile", found, membership, page, typed=typed, code=409)


def open_phase(project_id: int, phase: int) -> tuple[Phase, Membership]:
    """The phase, for a facilitator who changes its map. The map of a finished phase stays as it is."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    if found.ended_on is not None:
        flash(_("Deze fase is afgerond. Je kunt hier alleen nog lezen."), "warning")
        abort(redirect(url_for("overview.show", project_id=project_id, phase=phase), 303))
    return found, membership


def _cluster(
    phase: Phase, membership: Membership, cluster_id: str, form: ChangeForm, problem: str = ""
) -> ResponseReturnValue:
    """The page of a subject. One that was merged or emptied since leads back to the map."""
    page = pages.cluster_page(phase, membership, cluster_id, _asked(), just_changed())
    if page is None and may(membership, Right.FACILITATE) and pages.was_on_map(phase, cluster_id):
        flash(_("Dat onderwerp staat niet meer op de kaart. In de geschiedenis zie je waar het bleef."), "warning")
        return redirect(url_for("overview.show", project_id=phase.project_id, phase=phase.number))
    return render("cluster", phase, membership, page or abort(404), form=form, problem=problem)


def _changed(phase: Phase, form: ChangeForm, cluster_id: str | None) -> Response:
    """Keep the change that the form asks for, and go back to where it was asked. Raises ``EditError``."""
    present = maps.map_of(phase) or abort(404)
    seen = seen_at(phase, form.seen.data)
    edit = maps.arrived(phase, form.edit.data) or changes.edit_from(form, cluster_id, present, phase)
    remember(operations.change(phase, edit, current_user, seen))
    return redirect(changes.after(edit, form, phase, cluster_id))  # type: ignore[return-value]


def remember(row: MapEdit) -> None:
    session[JUST_CHANGED] = row.sequence


def just_changed() -> int | None:
    """The number of the change that this person made a moment ago, told once."""
    found: int | None = session.pop(JUST_CHANGED, None)
    return found


def seen_at(phase: Phase, text: str | None) -> Moment:
    """What the page that posts was made of. A page of ours always says so."""
    moment = Moment.parse(text or "")
    if moment is None or maps.map_at(phase, moment) is None:
        abort(400)
    return moment


def _asked() -> Asked:
    return Asked(*(request.args.get(name, "")[:140] for name in Asked.__slots__))


def render(
    name: str, phase: Phase, membership: Membership, page: object, *, code: int = 200, **more: object
) -> ResponseReturnValue:
    """A page of the map. One with a problem to solve says so in its status too."""
    text = render_template(
        f"overview/{name}.html",
        project=phase.project,
        phase=phase,
        membership=membership,
        here="map",
        page=page,
        words=words,
        editing=may(membership, Right.FACILITATE) and phase.ended_on is None,
        **more,
    )
    return text, 422 if more.get("problem") else code
