"""What somebody sees when something is not there, not allowed, too large or broken, and what to do then."""

from __future__ import annotations

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from app import held
from app.addresses import is_page, this_page
from app.extensions import db, login


def init_app(app: Flask) -> None:
    """Register the pages for errors on ``app``."""
    app.register_error_handler(CSRFError, session_ended)
    app.register_error_handler(HTTPException, show)
    login.unauthorized_handler(ask_to_sign_in)


def wants_json() -> bool:
    """Whether a script asks, not a person."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def ask_to_sign_in() -> ResponseReturnValue:
    """Nobody is signed in: keep what was typed and show the sign-in page."""
    if wants_json():
        return {"error": "signed_out", "message": _("Je bent niet meer aangemeld.")}, 401
    response = redirect(url_for("accounts.sign_in", next=this_page()))
    if request.method == "POST" and is_page():
        held.keep(response)
    return response


def session_ended(error: CSRFError) -> ResponseReturnValue:
    """The page was older than the session. What was typed comes back on the same page, still to be saved."""
    if not held.from_this_site():
        return show(error)
    if not current_user.is_authenticated and request.blueprint != "accounts":
        return ask_to_sign_in()
    if wants_json():
        return {"error": "stale_page", "message": _("Deze pagina is verouderd. Laad de pagina opnieuw.")}, 400
    response = redirect(this_page())
    if is_page() and request.blueprint != "accounts":
        held.keep(response)
    else:
        flash(_("Deze pagina was verouderd. Er is nog niets veranderd. Probeer het opnieuw."), "warning")
    return response


def show(error: HTTPException) -> ResponseReturnValue:
    """A page for any HTTP error, in plain words."""
    if isinstance(error, InternalServerError):
        db.session.rollback()
        current_app.logger.error("request failed", exc_info=error.original_exception)
    if error.response is not None:
        return error.response
    code = error.code or 500
    title, text = _words(code)
    if wants_json():
        return {"error": str(code), "message": text}, code
    return render_template("error.html", title=title, text=text), code


def _words(code: int) -> tuple[str, str]:
    known = {
        400: (_("Dit lukte niet"), _("Ga terug, laad de pagina opnieuw en probeer het nog eens.")),
        403: (_("Deze pagina is niet voor jou"), _("Je rol in dit traject geeft hier geen toegang toe.")),
        404: (_("Deze pagina is er niet"), _("Controleer de link, of ga naar je trajecten.")),
        405: (_("Dit lukte niet"), _("Ga terug, laad de pagina opnieuw en probeer het nog eens.")),
        413: (
            _("Dit is te veel tekst ineens"),
            _("Er is niets opgeslagen. Ga terug: je tekst staat er nog. Maak hem korter en probeer het opnieuw."),
        ),
        429: (_("Even wachten"), _("Er kwamen te veel pogingen kort na elkaar. Probeer het over een minuut opnieuw.")),
    }
    return known.get(
        code,
        (
            _("Er ging iets mis"),
            _("Dat ligt aan ons. Wat je eerder opsloeg, is er nog. Probeer het over een paar minuten opnieuw."),
        ),
    )
