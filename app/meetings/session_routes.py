"""A meeting from its beginning to its minutes."""

from __future__ import annotations

from flask import Response, abort, flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app import held
from app.access import Right, may, phase_for
from app.meetings import operations
from app.meetings.forms import NoteForm, OpenForm
from app.meetings.minutes import minutes_of
from app.meetings.minutes_text import as_text
from app.meetings.routes import bp, meeting_of, only_reading, page, url_of
from app.models import Meeting, Membership
from app.overview.words import shots
from app.phones import operations as phones
from app.phones.queries import room_of
from app.projects.queries import people_of
from app.results.forms import ButtonForm
from app.template_helpers import moment
from app.words import step_name


@bp.route("/<int:meeting_id>/open", methods=["GET", "POST"])
@login_required
def begin(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """Say who are there, and begin."""
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    if found.ended_on is not None:
        return only_reading(found)
    meeting = meeting_of(found, meeting_id)
    there = sorted(one.membership_id for one in meeting.attendances) or [membership.id]
    people = [one for one in people_of(found.project) if one.left_at is None or one.id in there]
    form = OpenForm(people, formdata=held.typed(), data={"present": there})
    if form.validate_on_submit():
        try:
            operations.open_meeting(meeting, form.present.data)
        except operations.AnotherOpenError as error:
            flash(_("De groep zit nog in een andere bijeenkomst. Sluit die eerst af."), "warning")
            return redirect(url_of(error.meeting), 303)
        return redirect(url_of(meeting), 303)
    return page("open", found, membership, form=form, meeting=meeting), 422 if form.errors else 200


@bp.post("/<int:meeting_id>/arrive/<int:member_id>")
@login_required
def arrive(project_id: int, phase: int, meeting_id: int, member_id: int) -> ResponseReturnValue:
    """Somebody comes in later."""
    found, _membership = phase_for(project_id, phase, Right.FACILITATE)
    if found.ended_on is not None:
        return only_reading(found)
    meeting = meeting_of(found, meeting_id)
    if ButtonForm().validate_on_submit() and meeting.in_session:
        operations.arrive(meeting, member_id)
    return redirect(url_of(meeting), 303)


@bp.post("/<int:meeting_id>/close")
@login_required
def close(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """The group is done; what came of it stands in the minutes."""
    found, _membership = phase_for(project_id, phase, Right.FACILITATE)
    if found.ended_on is not None:
        return only_reading(found)
    meeting = meeting_of(found, meeting_id)
    if ButtonForm().validate_on_submit():
        operations.close_meeting(meeting)
        room = room_of(meeting)
        if room is not None:
            phones.close_room(room)
    return redirect(url_of(meeting, "minutes"), 303)


@bp.route("/<int:meeting_id>/minutes", methods=["GET", "POST"])
@login_required
def minutes(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """What the meeting brought; the facilitator adds a note."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    meeting = meeting_of(found, meeting_id)
    leads = may(membership, Right.FACILITATE)
    form = NoteForm(formdata=held.typed(), obj=meeting) if leads and found.ended_on is None else None
    if form is not None and form.validate_on_submit():
        operations.note_on(meeting, form.note.data)
        flash(_("Opgeslagen."))
        return redirect(url_of(meeting, "minutes"), 303)
    said = minutes_of(_readable(meeting, membership), membership)
    more = {"minutes": said, "text": as_text(said, _heading(meeting)), "form": form, "shots": shots}
    return page("minutes", found, membership, meeting=meeting, **more), 422 if form and form.errors else 200


@bp.get("/<int:meeting_id>/minutes.txt")
@login_required
def minutes_text(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """The same as plain text."""
    found, membership = phase_for(project_id, phase, Right.SEE)
    meeting = _readable(meeting_of(found, meeting_id), membership)
    return Response(as_text(minutes_of(meeting, membership), _heading(meeting)), mimetype="text/plain")


def _readable(meeting: Meeting, membership: Membership) -> Meeting:
    """The meeting, once it was held; before that its minutes are for the facilitator."""
    if not meeting.held and not may(membership, Right.FACILITATE):
        abort(404)
    return meeting


def _heading(meeting: Meeting) -> list[str]:
    steps = ", ".join(
        _("Stap %(number)s: %(name)s", number=step.number, name=step_name(step)) for step in meeting.steps
    )
    when = f"{moment(meeting.opened_at or meeting.starts_at)}{f', {meeting.place}' if meeting.place else ''}"
    return [
        meeting.phase.project.title,
        meeting.title or _("Verslag van de bijeenkomst"),
        when,
        *([steps] if steps else []),
    ]
