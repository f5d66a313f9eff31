"""Pages beside the map: hard figures, how subjects hang together, and how fine the draft is."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.access import Right, phase_for
from app.overview import graining, linking, maps, queries
from app.overview.recognising import recognised
from app.overview.routes import bp, open_phase, render
from app.results.forms import ButtonForm


@bp.get("/map/figures")
@login_required
def figures(project_id: int, phase: int) -> ResponseReturnValue:
    """Each figure of the area, with how many organisations recognise it."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    return render("figures", found, membership, recognised(found), names=queries.names_organisations(membership))


@bp.get("/map/links")
@login_required
def show_links(project_id: int, phase: int) -> ResponseReturnValue:
    """How subjects hang together, what the area can carry, and which fields of work name what."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    return render("links", found, membership, linking.page_for(found, membership))


@bp.route("/map/grain", methods=["GET", "POST"])
@login_required
def grain(project_id: int, phase: int) -> ResponseReturnValue:
    """Turn the draft finer or coarser before the group talks about it, and choose a position."""
    found, membership = open_phase(project_id, phase)
    if request.method == "POST" and ButtonForm().validate_on_submit():
        try:
            if graining.choose_grain(found, _steps(request.form.get("steps")) or 0) is not None:
                flash(_("Deze indeling telt nu. Nieuwe antwoorden komen erbij zonder dat die verandert."))
        except graining.HeldError:
            flash(_("Er is al aan de kaart gewerkt. De indeling ligt nu vast."), "warning")
        return redirect(url_for("overview.show", project_id=project_id, phase=phase), 303)
    page = graining.grain_of(found, _steps(request.args.get("steps")))
    return render("grain", found, membership, page, drafted=maps.newest_draft(found) is not None)


def _steps(text: str | None) -> int | None:
    """A position in an address or a form; ``None`` for anything else."""
    try:
        return int(text or "") if len(text or "") < 6 else None
    except ValueError:
        return None
