"""The page of hard figures beside what people recognise of them."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.access import Right, phase_for
from app.overview import queries
from app.overview.recognising import recognised
from app.overview.routes import bp, render


@bp.get("/map/figures")
@login_required
def figures(project_id: int, phase: int) -> ResponseReturnValue:
    """Each figure of the area, with how many organisations recognise it."""
    found, membership = phase_for(project_id, phase, Right.SEE_MAP)
    return render("figures", found, membership, recognised(found), names=queries.names_organisations(membership))
