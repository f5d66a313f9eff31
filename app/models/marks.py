"""What an author says of an answer with one tap: what it is about, that it is a solution, why a detail stays in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model
from app.models.answers import Answer
from app.models.types import FreeText, UtcDateTime, now


class MarkKind(StrEnum):
    """What a mark says."""

    SUBJECT = "subject"  # what the text is about, one of the engine's subjects; "" for none of those offered
    PARKED = "parked"  # a solution: for the parking list, not for the map
    KEPT = "kept"  # why something that looks like personal data stays


class AnswerMark(Model):
    """A mark on an answer. It holds while the text, or what was found in it, has this ``digest``."""

    __tablename__ = "answer_mark"
    __table_args__ = (UniqueConstraint("answer_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    value: Mapped[str] = mapped_column(FreeText, default="")
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    answer: Mapped[Answer] = relationship(back_populates="marks")
