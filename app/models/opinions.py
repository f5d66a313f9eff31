"""What the optional reader answered, kept so that a draft can be made again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Model
from app.models.types import FreeText, UtcDateTime, now


class ReaderReply(Model):
    """A reply that passed the check. ``request_hash`` is the SHA-256 of the model and all that it was asked."""

    __tablename__ = "reader_reply"
    __table_args__ = (UniqueConstraint("project_id", "request_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    request_hash: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(FreeText)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
