"""What the pages about meetings read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.extensions import db
from app.meetings import planner
from app.meetings.clock import on_the_wall, today
from app.meetings.planner import Gap, Proposal
from app.models import Action, Attendance, KnowledgeGap, Meeting, Membership, Phase, StepStatus
from app.projects.queries import is_ahead
from app.results import queries as results

BEHIND = {StepStatus.DISCUSSED, StepStatus.CONFIRMED, StepStatus.SKIPPED}


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting on the timeline, with the gap before it where that is over four weeks."""

    meeting: Meeting
    ahead: bool
    gap: Gap | None


def timeline(phase: Phase) -> list[Entry]:
    """The meetings of a phase in order of time."""
    meetings = _meetings(phase)
    gaps: list[Gap | None] = [None, *(_gap(before, after) for before, after in pairwise(meetings))]
    return [Entry(meeting, is_ahead(meeting), gap) for meeting, gap in zip(meetings, gaps, strict=False)]


def silence(entries: Sequence[Entry]) -> int:
    """How many days ago the last meeting was, where that is over four weeks and none is planned; else 0."""
    if not entries or entries[-1].ahead:
        return 0
    days = (today() - on_the_wall(entries[-1].meeting.starts_at).date()).days
    return days if days > planner.LONGEST.days else 0


def meeting_in(phase: Phase, meeting_id: int) -> Meeting | None:
    """A meeting of this phase, with who was there."""
    return db.session.scalar(
        select(Meeting)
        .where(Meeting.id == meeting_id, Meeting.phase_id == phase.id)
        .options(
            selectinload(Meeting.steps),
            selectinload(Meeting.attendances)
            .joinedload(Attendance.membership)
            .options(joinedload(Membership.person), joinedload(Membership.organisation)),
        )
    )


@dataclass(frozen=True, slots=True)
class AtStart:
    """What a group looks at first: questions that are still open, actions that are over time, and who is not in yet."""

    gaps: tuple[KnowledgeGap, ...]
    late: tuple[Action, ...]
    missing: tuple[Membership, ...]


def at_start(meeting: Meeting) -> AtStart:
    """What was left from before."""
    phase, there = meeting.phase, {one.membership_id for one in meeting.attendances}
    return AtStart(
        gaps=tuple(results.open_gaps(phase)),
        late=tuple(one for one in results.actions(phase) if results.is_overdue(one, today())),
        missing=tuple(one for one in results.people(phase) if one.id not in there) if meeting.in_session else (),
    )


def latest_meeting(phase: Phase) -> Meeting | None:
    """The last meeting of the traject, held or planned, in whatever phase."""
    return db.session.scalar(
        select(Meeting)
        .join(Phase, Phase.id == Meeting.phase_id)
        .where(Phase.project_id == phase.project_id)
        .order_by(Meeting.starts_at.desc())
        .limit(1)
    )


def proposed(phase: Phase) -> tuple[Proposal, ...]:
    """A meeting for each step still to come that no planned meeting is about."""
    planned = {step.id for meeting in _meetings(phase) if is_ahead(meeting) for step in meeting.steps}
    to_come = [step.number for step in phase.steps if step.status not in BEHIND and step.id not in planned]
    last = latest_meeting(phase)
    return planner.propose(to_come, _wall(last) if last else None, today())


def _meetings(phase: Phase) -> list[Meeting]:
    return list(
        db.session.scalars(
            select(Meeting)
            .where(Meeting.phase_id == phase.id)
            .options(selectinload(Meeting.steps), selectinload(Meeting.attendances))
            .order_by(Meeting.starts_at, Meeting.id)
        )
    )


def _gap(before: Meeting, after: Meeting) -> Gap | None:
    found = planner.long_gaps([_wall(before).date(), _wall(after).date()])
    return found[0] if found else None


def _wall(meeting: Meeting) -> datetime:
    return on_the_wall(meeting.starts_at)
