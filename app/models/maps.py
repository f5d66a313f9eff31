"""The draft problem map and everything people changed on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model
from app.models.people import Person
from app.models.projects import Phase
from app.models.types import FreeJson, UtcDateTime, now


class DraftRecord(Model):
    """A draft as the engine made it. Never changed; the newest one of a phase counts.

    ``input_hash`` names what it was made of: the answers, and for a draft that continues another also that one.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("phase_id", "input_hash", "engine"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    engine: Mapped[str] = mapped_column(String(140))
    input_hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[Any] = mapped_column(FreeJson)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    phase: Mapped[Phase] = relationship()


class MapEdit(Model):
    """One change that somebody made on the map of a phase: append-only, in order of ``sequence``."""

    __tablename__ = "map_edit"
    __table_args__ = (UniqueConstraint("phase_id", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    sequence: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(16))
    content: Mapped[Any] = mapped_column(FreeJson)
    summary: Mapped[Any] = mapped_column(FreeJson)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    author: Mapped[Person] = relationship()


class MapTap(Model):
    """What a facilitator said with one tap: two statements are about the same problem, or are not."""

    __tablename__ = "map_tap"
    __table_args__ = (UniqueConstraint("phase_id", "one", "other", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    one: Mapped[str] = mapped_column(String(64))
    other: Mapped[str] = mapped_column(String(64))
    same: Mapped[bool] = mapped_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class ScreenQuote(Model):
    """What a facilitator said of a statement on the big screen: it may stand there, or it may not."""

    __tablename__ = "screen_quote"

    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), primary_key=True)
    statement_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    shown: Mapped[bool] = mapped_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
