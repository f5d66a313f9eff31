"""Phones in a meeting: a room that they join, questions put to them, and what each of them answers. Nobody is named."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model
from app.models.projects import Meeting
from app.models.types import FreeJson, FreeText, UtcDateTime, now, word


class PhoneQuestionKind(StrEnum):
    """What is asked: do you recognise this, divide points, score, do you stand behind this."""

    RECOGNISE = "recognise"
    POINTS = "points"
    SCORES = "scores"
    STANCE = "stance"


class PhoneRoom(Model):
    """The phones of one meeting. ``code_hash`` is what the code on the screen hashes to; without it nobody can join.

    ``version`` counts every change, ``turn`` only what phones have to know: another question, or that it is over.
    """

    __tablename__ = "phone_room"
    __table_args__ = (UniqueConstraint("meeting_id"), UniqueConstraint("code_hash"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    code_hash: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    turn: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()


class PhoneDevice(Model):
    """A phone that joined. ``key_hash`` is forgotten when the meeting closes: then nothing leads back to it."""

    __tablename__ = "phone_device"
    __table_args__ = (UniqueConstraint("room_id", "key_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("phone_room.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str | None] = mapped_column(String(64))
    discipline: Mapped[str] = mapped_column(String(16), default="")
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class PhoneQuestion(Model):
    """A question put to the phones. ``subjects`` are pairs of a subject's id and its name at that moment."""

    __tablename__ = "phone_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("phone_room.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PhoneQuestionKind] = mapped_column(word(PhoneQuestionKind))
    subjects: Mapped[Any] = mapped_column(FreeJson)
    text: Mapped[str] = mapped_column(FreeText, default="")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PhoneAnswer(Model):
    """What one phone answers; it may change while the question is open."""

    __tablename__ = "phone_answer"
    __table_args__ = (UniqueConstraint("question_id", "device_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("phone_question.id", ondelete="CASCADE"), index=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("phone_device.id", ondelete="CASCADE"), index=True)
    value: Mapped[Any] = mapped_column(FreeJson)

    device: Mapped[PhoneDevice] = relationship()
