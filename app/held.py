"""Typed text outlives the session, or what comes first: it is held for the browser that sent it, and shown again there.

Threat: another site could plant text here by posting to us. Only posts from our own pages are held, the text is never
saved by itself, and only the browser that holds the cookie gets it back, for a day.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from flask import current_app, flash, request
from flask_babel import gettext as _
from sqlalchemy import delete, select
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.extensions import db
from app.models import HeldInput
from app.models.types import now

COOKIE = "held"
KEPT = timedelta(days=1)
NEVER_HELD = {"csrf_token", "password"}


def from_this_site() -> bool:
    """Whether the browser says that this request came from one of our own pages."""
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return origin is not None and urlsplit(origin).netloc == request.host


def keep(response: Response) -> None:
    """Hold the fields of this request for the browser that gets ``response``."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_HELD]
    if not fields or not from_this_site():
        return
    token = secrets.token_urlsafe(32)
    db.session.execute(delete(HeldInput).where(HeldInput.created_at < now() - KEPT))
    db.session.add(HeldInput(token_hash=_hash(token), path=request.path, fields=fields))
    db.session.commit()
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(KEPT.total_seconds()),
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Lax",
    )


def typed() -> MultiDict[str, str] | None:
    """What a form on this page must show: this request's fields, else those held for it, else ``None``.

    They are held until the page is sent, so that looking twice loses nothing.
    """
    if request.method == "POST":
        forget(request.path)
        return request.form
    kept = _kept()
    if kept is None or kept.path != request.path:
        return None
    fields = MultiDict((str(name), str(value)) for name, value in kept.fields)
    flash(_("Wat je had getypt staat er nog, maar is nog niet opgeslagen."), "warning")
    return fields


def forget(path: str) -> None:
    """Hold nothing any more for the page at ``path``: something newer was sent."""
    kept = _kept()
    if kept is not None and kept.path == path:
        db.session.delete(kept)
        db.session.commit()


def waiting_at() -> str | None:
    """The path of the page for which this browser has text waiting."""
    kept = _kept()
    return None if kept is None else kept.path


def _kept() -> HeldInput | None:
    token = request.cookies.get(COOKIE)
    if token is None:
        return None
    return db.session.scalar(
        select(HeldInput).where(HeldInput.token_hash == _hash(token), HeldInput.created_at >= now() - KEPT)
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
