"""Every write about phones in a meeting."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import func, select, update

from app import audit
from app.extensions import db
from app.inserting import insert_or_replace
from app.models import Meeting, PhoneAnswer, PhoneDevice, PhoneQuestion, PhoneQuestionKind, PhoneRoom
from app.models.types import now
from app.projects.locking import take_turn

OPEN_FOR = timedelta(hours=12)
MOST_DEVICES = 200
# No letter or figure that can be read as another one.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")


def code_of(room: PhoneRoom) -> str:
    """The code that phones join with. It is not kept: it follows from the room, the moment and the service's key."""
    key = str(current_app.secret_key).encode()
    digest = hmac.new(key, f"phones {room.id} {room.opened_at.isoformat()}".encode(), hashlib.sha256).digest()
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])
    return f"{letters[:4]}-{letters[4:]}"


def hashed(secret: str) -> str:
    """How a code or a key is kept. A code is read without its dash, in capitals."""
    return hashlib.sha256(secret.encode()).hexdigest()


def tidy_code(typed: str) -> str:
    """A code as somebody types it, as it was shown."""
    letters = "".join(letter for letter in typed.upper() if letter in ALPHABET)
    return f"{letters[:4]}-{letters[4:]}"


def open_room(meeting: Meeting) -> PhoneRoom:
    """Let phones in, with a new code; a room that is open stays as it is."""
    take_turn(meeting.phase)
    room = db.session.scalar(select(PhoneRoom).where(PhoneRoom.meeting_id == meeting.id))
    if room is None:
        room = PhoneRoom(meeting_id=meeting.id, opened_at=now())
        db.session.add(room)
        db.session.flush()
    elif is_open(room):
        db.session.commit()
        return room
    else:
        _forget(room)  # who joined before has the old code; what they said stays
    room.opened_at, room.closed_at = now(), None
    room.code_hash = hashed(code_of(room))
    room.version, room.turn = room.version + 1, room.turn + 1
    audit.record("phones_opened", "meeting", meeting.id, meeting.phase.project_id)
    db.session.commit()
    return room


def is_open(room: PhoneRoom) -> bool:
    """Whether phones can join and answer."""
    return room.closed_at is None and room.code_hash is not None and now() - room.opened_at < OPEN_FOR


def close_room(room: PhoneRoom) -> None:
    """Nobody joins or answers any more, and nothing leads back to a phone. What they said stays."""
    take_turn(room.meeting.phase)
    if room.closed_at is None:
        _forget(room)
        room.closed_at = now()
        _changed(room, for_phones=True)
        audit.record("phones_closed", "meeting", room.meeting_id, room.meeting.phase.project_id)
    db.session.commit()


def new_key() -> str:
    """A key for a phone, which only that phone keeps."""
    return secrets.token_urlsafe(24)


def join(room: PhoneRoom, discipline: str, key: str) -> str | None:
    """A phone comes in with the key that its page gave it. That key, or ``None`` where the room is full.

    Pressed twice before the cookie is there it is one phone. A key that is none of ours is replaced.
    """
    take_turn(room.meeting.phase)
    if not _KEY.fullmatch(key):
        key = new_key()
    there = PhoneDevice.room_id == room.id, PhoneDevice.key_hash == hashed(key)
    if db.session.scalar(select(PhoneDevice.id).where(*there)) is not None:
        db.session.commit()
        return key
    with_key = select(func.count(PhoneDevice.id)).where(
        PhoneDevice.room_id == room.id, PhoneDevice.key_hash.is_not(None)
    )
    if (db.session.scalar(with_key) or 0) >= MOST_DEVICES:
        db.session.rollback()
        return None
    db.session.add(PhoneDevice(room_id=room.id, key_hash=hashed(key), discipline=discipline))
    _changed(room)
    db.session.commit()
    return key


def ask(room: PhoneRoom, kind: PhoneQuestionKind, subjects: Sequence[tuple[str, str]], text: str = "") -> PhoneQuestion:
    """Put a question to the phones; the one before it is over. The very same one again is the one that is open."""
    take_turn(room.meeting.phase)
    pairs = [list(pair) for pair in subjects]
    open_ = select(PhoneQuestion).where(PhoneQuestion.room_id == room.id, PhoneQuestion.closed_at.is_(None))
    there = db.session.scalar(open_)
    if there is not None and (there.kind, there.subjects, there.text) == (kind, pairs, text):
        db.session.commit()
        return there
    _end_questions(room)
    question = PhoneQuestion(room_id=room.id, kind=kind, subjects=pairs, text=text)
    db.session.add(question)
    db.session.flush()
    audit.record("phones_asked", "phone_question", question.id, room.meeting.phase.project_id)
    _changed(room, for_phones=True)
    db.session.commit()
    return question


def stop(room: PhoneRoom) -> None:
    """No question is open now; what was answered stays on the screen."""
    take_turn(room.meeting.phase)
    _end_questions(room)
    _changed(room, for_phones=True)
    db.session.commit()


def answer(room: PhoneRoom, question: PhoneQuestion, device: PhoneDevice, value: Any) -> None:
    """Keep what a phone answers, in place of what it answered before."""
    insert_or_replace(PhoneAnswer, {"question_id": question.id, "device_id": device.id}, {"value": value})
    _changed(room)
    db.session.commit()


def _forget(room: PhoneRoom) -> None:
    """End what is asked, and let nothing lead back to a phone."""
    _end_questions(room)
    db.session.execute(update(PhoneDevice).where(PhoneDevice.room_id == room.id).values(key_hash=None))


def _end_questions(room: PhoneRoom) -> None:
    open_ = PhoneQuestion.room_id == room.id, PhoneQuestion.closed_at.is_(None)
    db.session.execute(update(PhoneQuestion).where(*open_).values(closed_at=now()))


def _changed(room: PhoneRoom, *, for_phones: bool = False) -> None:
    """Count the change in the database itself, so that two at once are two."""
    values: dict[str, Any] = {"version": PhoneRoom.version + 1}
    if for_phones:
        values["turn"] = PhoneRoom.turn + 1
    db.session.execute(update(PhoneRoom).where(PhoneRoom.id == room.id).values(values))
