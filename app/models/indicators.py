"""Figures about the area that the group holds beside its own signals."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Model
from app.models.types import FreeText


class Indicator(Model):
    """One figure of the area, in plain words, beside the same figure for the city."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("project_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(140))
    explanation: Mapped[str] = mapped_column(FreeText, default="")
    value: Mapped[str] = mapped_column(String(64))
    comparison: Mapped[str] = mapped_column(String(140), default="")
    period: Mapped[str] = mapped_column(String(64), default="")
    source: Mapped[str] = mapped_column(String(140), default="")
