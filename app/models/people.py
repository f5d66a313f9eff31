"""Who works with the service: organisations, people, the links they come in by, and text held for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model
from app.models.types import FreeJson, UtcDateTime, now


class Organisation(Model):
    """An organisation that professionals work for. Counting is by organisation first."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(140), unique=True)


class Person(UserMixin, Model):
    """A professional's account: name, work address and, for facilitators, a password."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(140))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    may_facilitate: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str] = mapped_column(String(5), default="nl")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class SignInLink(Model):
    """A personal link. Opening it shows a button; the button spends it, once, for one browser.

    Only the hash of the token is kept. ``browser_hash`` is the browser that spent it: there the same link
    works again until it expires, elsewhere it does not.
    """

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    target: Mapped[str] = mapped_column(String(255), default="/")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    spent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    browser_hash: Mapped[str | None] = mapped_column(String(64))
    renewal_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()


class HeldInput(Model):
    """What somebody had typed when the session ended, kept for that browser until they are back."""

    __tablename__ = "held_input"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    path: Mapped[str] = mapped_column(String(255))
    fields: Mapped[Any] = mapped_column(FreeJson)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
