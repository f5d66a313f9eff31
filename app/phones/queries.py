"""What phones and screens read: the room of a code, the question that is open, and what all phones say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.models import Meeting, Phase, PhoneAnswer, PhoneDevice, PhoneQuestion, PhoneQuestionKind, PhoneRoom
from app.overview import maps
from app.phones import answers
from app.phones.answers import Bar, Zone
from app.phones.operations import hashed, is_open, tidy_code
from synthesis.model import Standing


@dataclass(frozen=True, slots=True)
class Results:
    """What the phones say of one question. Below three answers nothing but how many there are."""

    question: PhoneQuestion
    answered: int
    devices: int
    bars: tuple[Bar, ...] = ()
    disciplines: tuple[tuple[str, tuple[Bar, ...]], ...] = ()
    zone: Zone | None = None

    @property
    def few(self) -> bool:
        """Whether so few answered that a picture would point at somebody."""
        return self.answered < answers.FEWEST_ANSWERS


def room_with(code: str) -> PhoneRoom | None:
    """The room that a code opens: one query on an index."""
    return db.session.scalar(select(PhoneRoom).where(PhoneRoom.code_hash == hashed(tidy_code(code))))


def room_of(meeting: Meeting) -> PhoneRoom | None:
    """The room of a meeting, if phones were ever let in."""
    return db.session.scalar(select(PhoneRoom).where(PhoneRoom.meeting_id == meeting.id))


def open_room_in(phase: Phase) -> PhoneRoom | None:
    """The room of a meeting of this phase that phones can join now."""
    rooms = db.session.scalars(select(PhoneRoom).join(Meeting).where(Meeting.phase_id == phase.id))
    return next((room for room in rooms if is_open(room)), None)


def device_with(room: PhoneRoom, key: str) -> PhoneDevice | None:
    """The phone that holds a key."""
    wanted = select(PhoneDevice).where(PhoneDevice.room_id == room.id, PhoneDevice.key_hash == hashed(key))
    return db.session.scalar(wanted) if key else None


def latest_question(room: PhoneRoom) -> PhoneQuestion | None:
    """The question that is open, or the one that was last."""
    wanted = select(PhoneQuestion).where(PhoneQuestion.room_id == room.id).order_by(PhoneQuestion.id.desc()).limit(1)
    return db.session.scalar(wanted)


def open_question(room: PhoneRoom) -> PhoneQuestion | None:
    """The question that phones can answer now."""
    found = latest_question(room)
    return found if found is not None and found.closed_at is None else None


def own_answer(question: PhoneQuestion, device: PhoneDevice) -> Any:
    """What this phone answered; ``None`` where it did not."""
    wanted = select(PhoneAnswer.value)
    return db.session.scalar(wanted.where(PhoneAnswer.question_id == question.id, PhoneAnswer.device_id == device.id))


def subjects_of(question: PhoneQuestion) -> list[tuple[str, str]]:
    """The subjects that a question is about, by id and name."""
    return [(key, label) for key, label in question.subjects]


def results(room: PhoneRoom, devices: int) -> Results | None:
    """What the phones say of the latest question; ``None`` before the first one. ``devices`` is how many joined."""
    question = latest_question(room)
    if question is None:
        return None
    wanted = select(PhoneAnswer).where(PhoneAnswer.question_id == question.id).options(joinedload(PhoneAnswer.device))
    rows = list(db.session.scalars(wanted.order_by(PhoneAnswer.id)))
    values, subjects = [row.value for row in rows], subjects_of(question)
    if len(rows) < answers.FEWEST_ANSWERS:
        return Results(question, len(rows), devices)
    if question.kind is PhoneQuestionKind.SCORES:
        return Results(question, len(rows), devices, zone=answers.zone(subjects, values))
    split: dict[str, tuple[Bar, ...]] = {}
    if question.kind is PhoneQuestionKind.STANCE:
        split = answers.by_discipline([(row.device.discipline, row.value) for row in rows])
    bars = answers.bars(question.kind, subjects, values)
    return Results(question, len(rows), devices, bars, tuple(split.items()))


def device_count(room: PhoneRoom) -> int:
    """How many phones joined since the room was opened last."""
    joined = PhoneDevice.room_id == room.id, PhoneDevice.joined_at >= room.opened_at
    return db.session.scalar(select(func.count(PhoneDevice.id)).where(*joined)) or 0


def candidates(phase: Phase) -> list[tuple[str, str]]:
    """The subjects that can be put to the phones: those on the map that are not parked, by id and name, in line."""
    whole = maps.map_of(phase)
    if whole is None:
        return []
    line = maps.in_line(phase, whole)
    return [(cluster.id, cluster.title) for cluster in line if cluster.standing is not Standing.PARKED]
