"""Minutes that write themselves: what happened between the beginning and the end of a meeting, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from app.extensions import db
from app.meetings.clock import kept, on_the_wall
from app.models import Action, Decision, KnowledgeGap, MapEdit, Meeting, Membership, ParkedItem, Phase
from app.models.results import Outcome, ParkedKind
from app.models.types import now
from app.overview import maps
from app.overview.summaries import Snapshot, Summary, from_plain
from app.results import queries
from synthesis import edits

EARLY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Change:
    """One change on the map: what it was, and the subjects before and after."""

    text: str
    was: tuple[Snapshot, ...]
    now: tuple[Snapshot, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a meeting brought. ``present`` are the names of people under their organisation, both by name."""

    present: tuple[tuple[str, tuple[str, ...]], ...]
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]
    asked: tuple[KnowledgeGap, ...]
    answered: tuple[KnowledgeGap, ...]
    actions: tuple[Action, ...]
    parked: tuple[str, ...]
    draft_hash: str
    note: str


def window(meeting: Meeting) -> tuple[datetime, datetime]:
    """From when until when something belongs to a meeting.

    One that is not closed lasts until now; one that was held without being opened, from an hour before it was planned
    until the end of that day.
    """
    if meeting.opened_at is not None:
        return meeting.opened_at, meeting.closed_at or now()
    day = on_the_wall(meeting.starts_at).date()
    return meeting.starts_at - EARLY, kept(day, time(23, 59, 59))


def minutes_of(meeting: Meeting, membership: Membership) -> Minutes:
    """The minutes as somebody may read them: of subjects that they may not see there is nothing in it."""
    phase, (start, end) = meeting.phase, window(meeting)
    sees = queries.sees_proposals(membership)
    gaps = db.session.scalars(select(KnowledgeGap).where(KnowledgeGap.phase_id == phase.id).order_by(KnowledgeGap.id))
    found = list(gaps)
    draft = maps.newest_draft(phase) and maps.draft_at(phase, end)
    return Minutes(
        present=_present(meeting),
        changes=_changes(phase, membership, start, end) if sees else (),
        decisions=tuple(
            one
            for one in queries.decisions(phase)
            if (one.meeting_id == meeting.id or (one.meeting_id is None and start <= one.recorded_at <= end))
            and (sees or one.outcome is Outcome.DECIDED)
        ),
        asked=tuple(one for one in found if one.created_at and start <= one.created_at <= end),
        answered=tuple(one for one in found if one.answered_at and start <= one.answered_at <= end),
        actions=tuple(one for one in queries.actions(phase) if one.created_at and start <= one.created_at <= end),
        parked=_parked(phase, start, end),
        draft_hash=draft.input_hash[:8] if draft and sees else "",
        note=meeting.note,
    )


def _present(meeting: Meeting) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for one in meeting.attendances:
        found.setdefault(one.membership.organisation.name, []).append(one.membership.person.name)
    return tuple((name, tuple(sorted(found[name], key=str.casefold))) for name in sorted(found, key=str.casefold))


def _parked(phase: Phase, start: datetime, end: datetime) -> tuple[str, ...]:
    wanted = select(ParkedItem).where(ParkedItem.phase_id == phase.id, ParkedItem.kind == ParkedKind.PROBLEM)
    return tuple(
        one.text for one in db.session.scalars(wanted.order_by(ParkedItem.id)) if start <= one.parked_at <= end
    )


def _changes(phase: Phase, membership: Membership, start: datetime, end: datetime) -> tuple[Change, ...]:
    """What was changed on the map and still stood at the end, as far as its subjects can be seen."""
    shown = maps.map_for(phase, membership)
    if shown is None:
        return ()
    seen = None if shown == maps.map_of(phase) else {cluster.id for cluster in shown.clusters}
    rows = [row for row in maps.history(phase) if row.made_at <= end]
    log = [edits.from_json(row.content) for row in rows]
    active = edits.active_ids(log)
    within = {edit.id for row, edit in zip(rows, log, strict=True) if row.made_at >= start}
    lasting = [
        row
        for row, edit in zip(rows, log, strict=True)
        if edit.id in within and edit.id in active and not (edit.kind == "undo" and edit.undoes in within)
    ]
    found = [(row, from_plain(row.summary)) for row in lasting]
    return tuple(_told(row, summary) for row, summary in found if seen is None or _subjects(summary) <= seen)


def _subjects(summary: Summary) -> set[str]:
    return {shot.id for shot in (*summary.was, *summary.now) if shot.id is not None}


def _told(row: MapEdit, summary: Summary) -> Change:
    """The change in words. What somebody said in the room stands on the map, and is not told again here."""
    text = summary.text
    if row.kind == "add":
        homes: Sequence[str] = [shot.title for shot in summary.now if shot.id is not None]
        text = _("Kaart toegevoegd bij %(title)s.", title=homes[0] if homes else _("de losse signalen"))
    return Change(text, summary.was, summary.now)
