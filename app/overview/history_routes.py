"""The pages of the map's history: every change, the map as it was after one of them, and putting it back to that."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from app.access import Right, phase_for
from app.conditional import if_changed
from app.overview import maps, operations, pages, replaying, words
from app.overview.forms import UndoForm
from app.overview.routes import bp, just_changed, open_phase, remember, render, seen_at
from synthesis import edits
from synthesis.edits import EditError


@bp.get("/map/history")
@login_required
def history(project_id: int, phase: int) -> ResponseReturnValue:
    """Every change on the map: who, when, what, before and after."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    return render("history", found, membership, pages.history_page(found, membership, just_changed()))


@bp.get("/map/history/<int:sequence>")
@login_required
def replay(project_id: int, phase: int, sequence: int) -> ResponseReturnValue:
    """The map as it was after the change with this number; 0 is before the first one."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    page = replaying.replay_page(found, membership, sequence, just_changed())
    return render("replay", found, membership, page or abort(404))


@bp.post("/map/restore")
@login_required
def restore(project_id: int, phase: int) -> ResponseReturnValue:
    """Put the map back to how it was then, as a new change that can be taken back."""
    found, _membership = open_phase(project_id, phase)
    form = UndoForm()
    try:
        last = replaying.last_edit(found, form.sequence.data or "")
    except LookupError:
        abort(404)
    try:
        edit = edits.restore(maps.edits_of(found), operations.new_id(), last)
        remember(operations.change(found, edit, current_user, seen_at(found, form.seen.data)))
    except EditError as error:
        flash(words.refused(error), "warning")
    return redirect(url_for("overview.show", project_id=project_id, phase=phase))


@bp.get("/map/now")
@login_required
def at_present(project_id: int, phase: int) -> ResponseReturnValue:
    """What the map is made of at this moment, for a page that stays open: nothing is sent while it is the same."""
    found, _membership = phase_for(project_id, phase, Right.FACILITATE)
    return if_changed(Response(str(maps.moment_of(found) or ""), mimetype="text/plain"))
