"""The big screen of a meeting, and beside it the facilitator's own view."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from app.access import Right, phase_for
from app.conditional import if_changed
from app.meetings.clock import on_the_wall, today
from app.models import Meeting, Phase
from app.overview import words as of_map
from app.overview.fields import headings
from app.phones import words as of_phones
from app.presenting import operations, words
from app.presenting.agenda import agenda_for
from app.presenting.quoting import quotes_page
from app.presenting.slides import show as slides_of
from app.results.forms import ButtonForm

bp = Blueprint("presenting", __name__, url_prefix="/projects/<int:project_id>/phases/<int:phase>/map/show")


@bp.get("")
@login_required
def show(project_id: int, phase: int) -> ResponseReturnValue:
    """All slides on one page, which goes on without a network. Asked again, it says only whether something changed."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    page = render_template(
        "presenting/show.html",
        project=found.project,
        phase=found,
        show=slides_of(found, membership),
        words=words,
        of_map=of_map,
        of_phones=of_phones,
        headings=headings(),
        today=today(),
    )
    return if_changed(make_response(page))


@bp.get("/notes")
@login_required
def notes(project_id: int, phase: int) -> ResponseReturnValue:
    """For the facilitator's own screen: where the show is, what to ask, the agenda with its time boxes."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    meeting = _meeting(found, request.args.get("meeting", ""))
    steps = [step.number for step in meeting.steps] if meeting else [2]
    return render_template(
        "presenting/notes.html",
        project=found.project,
        phase=found,
        meeting=meeting,
        show=slides_of(found, membership),
        agenda=agenda_for(steps, meeting.minutes if meeting else 90),
        words=words,
    )


@bp.get("/quotes")
@login_required
def quotes(project_id: int, phase: int) -> ResponseReturnValue:
    """Whose words stand on the big screen, and whose do not."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    return render_template(
        "presenting/quotes.html",
        project=found.project,
        phase=found,
        membership=membership,
        here="map",
        page=quotes_page(found, membership),
    )


@bp.post("/quotes")
@login_required
def review(project_id: int, phase: int) -> ResponseReturnValue:
    """Let a quote through, or keep it away."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    statement = request.form.get("statement", "")
    listed = {quote.statement.id for part in quotes_page(found, membership) for quote in part.quotes}
    if statement not in listed:
        flash(_("Deze kaart staat niet meer op de kaart. Er is niets veranderd."), "warning")
    elif ButtonForm().validate_on_submit():
        operations.review(found, statement, request.form.get("shown") == "yes", current_user)
    anchor = f"quote-{statement}" if statement in listed else None
    return redirect(url_for("presenting.quotes", project_id=project_id, phase=phase, _anchor=anchor), 303)


def _meeting(phase: Phase, asked: str) -> Meeting | None:
    """The meeting that was asked for, else the one that is open, that of today, the next one, or the last."""
    meetings = phase.meetings
    by_id = {str(meeting.id): meeting for meeting in meetings}
    if asked in by_id:
        return by_id[asked]
    now = [meeting for meeting in meetings if meeting.in_session]
    here = [meeting for meeting in meetings if on_the_wall(meeting.starts_at).date() == today()]
    ahead = [meeting for meeting in meetings if on_the_wall(meeting.starts_at).date() > today()]
    return next(iter([*now, *here, *ahead, *meetings[-1:]]), None)
