"""Which language somebody reads: Dutch first, English second."""

from __future__ import annotations

from flask import has_request_context, session
from flask_login import current_user

LANGUAGES = {"nl": "Nederlands", "en": "English"}
DEFAULT = "nl"


def choose() -> str:
    """The language of this request: what was chosen here, else what the account says, else Dutch."""
    if not has_request_context():
        return DEFAULT
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    if current_user.is_authenticated and current_user.locale in LANGUAGES:
        return str(current_user.locale)
    return DEFAULT
