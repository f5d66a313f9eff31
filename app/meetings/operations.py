"""Every write about meetings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app import audit
from app.extensions import db
from app.models import Attendance, Meeting, Membership, Phase
from app.models.types import now
from app.projects.locking import take_turn


@dataclass(frozen=True, slots=True)
class Details:
    """A meeting as it is planned. ``starts_at`` is in UTC, ``steps`` are numbers."""

    starts_at: datetime
    minutes: int
    place: str
    title: str
    steps: tuple[int, ...]


class AnotherOpenError(Exception):
    """The group is in another meeting of the same phase."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__("another meeting is open")
        self.meeting = meeting


class SameMomentError(Exception):
    """The group meets at this moment already, for something else."""


def add_meeting(phase: Phase, details: Details) -> Meeting:
    """Plan a meeting. The very same one again is the one that is there. Raises :class:`SameMomentError`."""
    take_turn(phase)
    there = _at(phase, details.starts_at)
    if there is not None and details_of(there) != details:
        raise SameMomentError
    meeting = there or _add(phase, details)
    db.session.commit()
    return meeting


def plan_meetings(phase: Phase, plan: Sequence[Details]) -> list[Meeting]:
    """Plan several meetings; where one is planned at that moment already, that one stays. The new ones."""
    take_turn(phase)
    added = [_add(phase, details) for details in plan if _at(phase, details.starts_at) is None]
    db.session.commit()
    return added


def change_meeting(meeting: Meeting, details: Details) -> None:
    """Another moment, place or purpose. Raises :class:`SameMomentError`."""
    take_turn(meeting.phase)
    other = _at(meeting.phase, details.starts_at)
    if other is not None and other is not meeting:
        raise SameMomentError
    _fill(meeting, meeting.phase, details)
    audit.record("changed", "meeting", meeting.id, meeting.phase.project_id)
    db.session.commit()


def open_meeting(meeting: Meeting, present: Collection[int]) -> None:
    """The group begins, with these people (membership ids). Begun once more it goes on, and who was there stays.

    Raises :class:`AnotherOpenError` where the group is in another meeting of the phase.
    """
    take_turn(meeting.phase)
    for other in meeting.phase.meetings:
        if other.in_session and other.id != meeting.id:
            db.session.rollback()
            raise AnotherOpenError(other)
    _attend(meeting, {one.membership_id for one in meeting.attendances} | set(present))
    if not meeting.in_session:
        meeting.opened_at, meeting.closed_at = meeting.opened_at or now(), None
        audit.record("opened", "meeting", meeting.id, meeting.phase.project_id)
    db.session.commit()


def arrive(meeting: Meeting, membership_id: int) -> None:
    """Somebody comes in later."""
    take_turn(meeting.phase)
    _attend(meeting, {one.membership_id for one in meeting.attendances} | {membership_id})
    db.session.commit()


def close_meeting(meeting: Meeting) -> None:
    """The group is done: the meeting was held, and its minutes are there for everybody."""
    take_turn(meeting.phase)
    if meeting.in_session:
        meeting.closed_at, meeting.held = now(), True
        audit.record("closed", "meeting", meeting.id, meeting.phase.project_id)
    db.session.commit()


def report_on(meeting: Meeting, *, held: bool, present: Collection[int], note: str) -> None:
    """Keep whether a meeting was held, who (membership ids) were there, and a note."""
    take_turn(meeting.phase)
    _attend(meeting, present)
    if meeting.held != held:
        audit.record("held" if held else "not_held", "meeting", meeting.id, meeting.phase.project_id)
    meeting.held, meeting.note = held, note
    db.session.commit()


def note_on(meeting: Meeting, note: str) -> None:
    """The facilitator's own words under the minutes."""
    meeting.note = note
    db.session.commit()


def remove_meeting(meeting: Meeting) -> bool:
    """Take a meeting off the plan; one that was held stays. Whether it is gone."""
    if meeting.held or meeting.in_session:
        return False
    audit.record("removed", "meeting", meeting.id, meeting.phase.project_id)
    db.session.delete(meeting)
    db.session.commit()
    return True


def details_of(meeting: Meeting) -> Details:
    """A meeting as it is planned."""
    steps = tuple(sorted(step.number for step in meeting.steps))
    return Details(meeting.starts_at, meeting.minutes, meeting.place, meeting.title, steps)


def _attend(meeting: Meeting, present: Collection[int]) -> None:
    there = {attendance.membership_id: attendance for attendance in meeting.attendances}
    in_project = set(db.session.scalars(select(Membership.id).where(Membership.project_id == meeting.phase.project_id)))
    meeting.attendances = [
        there.get(number) or Attendance(membership_id=number) for number in sorted(in_project & set(present))
    ]


def _at(phase: Phase, moment: datetime) -> Meeting | None:
    return db.session.scalar(
        select(Meeting).where(Meeting.phase_id == phase.id, Meeting.starts_at == moment).order_by(Meeting.id).limit(1)
    )


def _add(phase: Phase, details: Details) -> Meeting:
    meeting = Meeting(phase_id=phase.id)
    _fill(meeting, phase, details)
    db.session.add(meeting)
    db.session.flush()
    audit.record("planned", "meeting", meeting.id, phase.project_id)
    return meeting


def _fill(meeting: Meeting, phase: Phase, details: Details) -> None:
    meeting.starts_at, meeting.minutes = details.starts_at, details.minutes
    meeting.place, meeting.title = details.place, details.title
    meeting.steps = [step for step in phase.steps if step.number in details.steps]
