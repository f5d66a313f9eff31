"""Signing in, personal links, passwords: every write of this room."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from enum import Enum, auto

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import current_app
from sqlalchemy import select, update

from app import audit
from app.extensions import db
from app.inserting import insert_once
from app.models import Organisation, Person, SignInLink
from app.models.types import now

_hasher = PasswordHasher()
# Checked when the account does not exist, so that the answer takes as long as for one that does.
_NOBODY = _hasher.hash("nobody")


class LinkState(Enum):
    """What a personal link can still do."""

    FRESH = auto()
    OURS = auto()  # spent by this browser, and still good in it
    SPENT = auto()
    EXPIRED = auto()
    UNKNOWN = auto()


def add_person(
    name: str, email: str, *, password: str = "", may_facilitate: bool = False, locale: str = "nl"
) -> Person:
    """The person with this address, made when there is none. An existing account keeps its own name."""
    address = email.strip().lower()
    with_address = select(Person).where(Person.email == address)
    person = db.session.scalar(with_address)
    if person is None:
        insert_once(Person, {"name": name.strip(), "email": address, "locale": locale})
        person = db.session.scalars(with_address).one()
    if may_facilitate:
        person.may_facilitate = True
    if password:
        person.password_hash = _hasher.hash(password)
    db.session.flush()
    return person


def organisation_named(name: str) -> Organisation:
    """The organisation with this name, whatever its capitals; made when there is none."""
    wanted = " ".join(name.split())
    found = _organisation_called(wanted)
    if found is None:
        insert_once(Organisation, {"name": wanted})
        found = db.session.scalars(select(Organisation).where(Organisation.name == wanted)).one()
    return found


def _organisation_called(wanted: str) -> Organisation | None:
    # Compared here, because SQLite knows small letters for a to z only.
    names = db.session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.id))
    same = next((number for number, name in names if name.casefold() == wanted.casefold()), None)
    return None if same is None else db.session.get_one(Organisation, same)


def check_password(email: str, password: str) -> Person | None:
    """The person with this address and password, or ``None``. A failed try is logged without the address."""
    person = db.session.scalar(select(Person).where(Person.email == email.strip().lower()))
    kept = person.password_hash if person is not None else None
    try:
        _hasher.verify(kept or _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        kept = None
    if person is None or kept is None:
        audit.record("sign_in_failed", "person", person.id if person else "")
        db.session.commit()
        return None
    if _hasher.check_needs_rehash(kept):
        person.password_hash = _hasher.hash(password)
    audit.record("signed_in", "person", person.id)
    db.session.commit()
    return person


def make_link(person: Person, target: str = "/") -> str:
    """A new personal link for ``person``; its token, which is not kept. Earlier requests for one are answered."""
    token = secrets.token_urlsafe(24)
    db.session.execute(update(SignInLink).where(SignInLink.person_id == person.id).values(renewal_asked_at=None))
    days = current_app.config["BUURTBALANS"].link_days
    db.session.add(
        SignInLink(
            person_id=person.id, token_hash=digest(token), target=target, expires_at=now() + timedelta(days=days)
        )
    )
    db.session.commit()
    return token


def find_link(token: str, browser: str | None) -> tuple[LinkState, SignInLink | None]:
    """The link with this token, and what it can do in this browser."""
    link = db.session.scalar(select(SignInLink).where(SignInLink.token_hash == digest(token)))
    if link is None:
        return LinkState.UNKNOWN, None
    if link.expires_at < now():
        return LinkState.EXPIRED, link
    if link.spent_at is None:
        return LinkState.FRESH, link
    ours = browser is not None and link.browser_hash == digest(browser)
    return (LinkState.OURS if ours else LinkState.SPENT), link


def spend(link: SignInLink, browser: str) -> bool:
    """Spend a fresh link for this browser, once: the database decides between two at the same moment."""
    spent = db.session.scalar(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.spent_at.is_(None))
        .values(spent_at=now(), browser_hash=digest(browser))
        .returning(SignInLink.id)
    )
    if spent is not None:
        audit.record("link_spent", "person", link.person_id)
    db.session.commit()
    return spent is not None


def ask_for_renewal(link: SignInLink) -> None:
    """Let the facilitator see that this person needs a new link."""
    link.renewal_asked_at = now()
    db.session.commit()


def set_locale(person: Person, locale: str) -> None:
    """Remember the language that somebody reads."""
    person.locale = locale
    db.session.commit()


def digest(token: str) -> str:
    """SHA-256 of a token: what is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()
