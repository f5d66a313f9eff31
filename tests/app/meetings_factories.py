"""Meetings, at a date as the clock on the wall shows it."""

from __future__ import annotations

from datetime import date, time

from app.extensions import db
from app.meetings.clock import kept
from app.meetings.operations import Details, add_meeting
from app.models import Meeting, Project


def meet(project: Project, on: date, *steps: int, held: bool = False, at: time = time(13, 30)) -> Meeting:
    """A meeting of the newest phase."""
    meeting = add_meeting(project.phases[-1], Details(kept(on, at), 90, "Buurtkamer", "", steps))
    meeting.held = held
    db.session.commit()
    return meeting
