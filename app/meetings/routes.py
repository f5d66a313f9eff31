"""Pages about the meetings of a phase: the timeline, one meeting, and a plan for the ones to come."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import login_required
from werkzeug.wrappers import Response

from app import held
from app.access import Right, phase_for
from app.meetings import operations, planning, queries
from app.meetings.clock import on_the_wall, today
from app.meetings.forms import MeetingForm, ReportForm
from app.models import Meeting, Membership, Phase
from app.projects.queries import is_ahead, people_of

bp = Blueprint("meetings", __name__, url_prefix="/projects/<int:project_id>/phases/<int:phase>/meetings")


@bp.get("")
@login_required
def index(project_id: int, phase: int) -> ResponseReturnValue:
    """The meetings, held and planned, in order of time."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    entries = queries.timeline(found)
    silence = 0 if found.ended_on else queries.silence(entries)
    return page("index", found, membership, entries=entries, silence=silence)


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new(project_id: int, phase: int) -> ResponseReturnValue:
    """The facilitator plans one meeting."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    if found.ended_on is not None:
        return only_reading(found)
    last = queries.latest_meeting(found)
    form = MeetingForm(found.steps, formdata=held.typed(), data={"place": last.place} if last else None)
    if form.validate_on_submit():
        try:
            meeting = operations.add_meeting(found, form.details())
        except operations.SameMomentError:
            form.at.errors = [_same_moment()]
        else:
            flash(_("De bijeenkomst staat erin."))
            return redirect(url_of(meeting), 303)
    return page("new", found, membership, form=form), 422 if form.errors else 200


@bp.route("/plan", methods=["GET", "POST"])
@login_required
def plan(project_id: int, phase: int) -> ResponseReturnValue:
    """A proposal for the meetings to come, to adjust and save."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    if found.ended_on is not None:
        return only_reading(found)
    draft = planning.draft(found, held.typed())
    if draft.validate_on_submit():
        added = operations.plan_meetings(found, draft.details())
        flash(ngettext("%(num)s bijeenkomst gepland.", "%(num)s bijeenkomsten gepland.", len(added)))
        return redirect(url_for(".index", project_id=project_id, phase=phase), 303)
    return page("plan", found, membership, draft=draft), 422 if draft.errors else 200


@bp.get("/<int:meeting_id>")
@login_required
def show(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """One meeting, for everybody."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    meeting = meeting_of(found, meeting_id)
    return page("show", found, membership, meeting=meeting, start=queries.at_start(meeting), today=today())


@bp.route("/<int:meeting_id>/edit", methods=["GET", "POST"])
@login_required
def edit(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """The facilitator changes when, where or what for."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    if found.ended_on is not None:
        return only_reading(found)
    meeting = meeting_of(found, meeting_id)
    form = MeetingForm(found.steps, formdata=held.typed(), data=_values(meeting))
    if form.validate_on_submit():
        try:
            operations.change_meeting(meeting, form.details())
        except operations.SameMomentError:
            form.at.errors = [_same_moment()]
        else:
            flash(_("Opgeslagen."))
            return redirect(url_of(meeting), 303)
    return page("edit", found, membership, form=form, meeting=meeting), 422 if form.errors else 200


@bp.route("/<int:meeting_id>/report", methods=["GET", "POST"])
@login_required
def report(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """The facilitator keeps who were there and a note."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    if found.ended_on is not None:
        return only_reading(found)
    meeting = meeting_of(found, meeting_id)
    there = {attendance.membership_id for attendance in meeting.attendances}
    people = [one for one in people_of(found.project) if one.left_at is None or one.id in there]
    over = meeting.held or not is_ahead(meeting)
    values = {"held": over, "present": sorted(there), "note": meeting.note}
    form = ReportForm(people, formdata=held.typed(), data=values)
    if form.validate_on_submit():
        operations.report_on(meeting, held=form.held.data, present=form.present.data, note=form.note.data)
        flash(_("Opgeslagen."))
        return redirect(url_of(meeting), 303)
    return page("report", found, membership, form=form, meeting=meeting), 422 if form.errors else 200


@bp.post("/<int:meeting_id>/remove")
@login_required
def remove(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """The facilitator takes a planned meeting off the list."""
    found, _membership = phase_for(project_id, phase, Right.FACILITATE)
    if found.ended_on is not None:
        return only_reading(found)
    meeting = queries.meeting_in(found, meeting_id)
    if meeting is None or operations.remove_meeting(meeting):  # pressed twice: it is gone, as was meant
        flash(_("De bijeenkomst staat er niet meer in."))
        return redirect(url_for(".index", project_id=project_id, phase=phase), 303)
    flash(_("Deze bijeenkomst is geweest en blijft daarom staan."), "warning")
    return redirect(url_of(meeting), 303)


def page(name: str, phase: Phase, membership: Membership, **more: object) -> str:
    """A page about the meetings of a phase."""
    return render_template(
        f"meetings/{name}.html", project=phase.project, membership=membership, phase=phase, here="meetings", **more
    )


def meeting_of(phase: Phase, meeting_id: int) -> Meeting:
    """The meeting with this id. Ends the request with 404 where the phase has none."""
    meeting = queries.meeting_in(phase, meeting_id)
    if meeting is None:
        abort(404)
    return meeting


def _values(meeting: Meeting) -> dict[str, object]:
    starts_at = on_the_wall(meeting.starts_at)
    return {
        "on": starts_at.date(),
        "at": starts_at.time(),
        "minutes": meeting.minutes,
        "place": meeting.place,
        "title": meeting.title,
        "steps": [step.number for step in meeting.steps],
    }


def url_of(meeting: Meeting, name: str = "show") -> str:
    """A page of this meeting."""
    phase = meeting.phase
    return url_for(f"meetings.{name}", project_id=phase.project_id, phase=phase.number, meeting_id=meeting.id)


def _same_moment() -> str:
    return _("Op dit moment is er al een bijeenkomst. Kies een ander moment, of pas die bijeenkomst aan.")


def only_reading(phase: Phase) -> Response:
    """Back to the list: nothing is changed in a phase that has ended."""
    flash(_("Deze fase is afgerond. Je kunt hier alleen nog lezen."), "warning")
    return redirect(url_for(".index", project_id=phase.project_id, phase=phase.number), 303)
