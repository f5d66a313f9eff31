"""Meaning vectors of statements, kept so that a draft does not wait for them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Model


class TextVector(Model):
    """The vector of one text by one encoder. ``key`` is the SHA-256 of both: the text itself is not here."""

    __tablename__ = "text_vector"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
