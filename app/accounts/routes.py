"""Pages for signing in and out, personal links and language."""

from __future__ import annotations

import secrets

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user, login_required, login_user, logout_user

from app import held
from app.accounts import operations
from app.accounts.forms import SignInForm
from app.accounts.operations import LinkState
from app.addresses import own_path
from app.extensions import db, limiter, login
from app.language import LANGUAGES
from app.models import Person

bp = Blueprint("accounts", __name__)
BROWSER_COOKIE = "browser"
A_YEAR = 365 * 24 * 3600


@login.user_loader
def load(person_id: str) -> Person | None:
    """Who a session belongs to."""
    return db.session.get(Person, int(person_id))


@bp.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("20 per minute", methods=["POST"])
def sign_in() -> ResponseReturnValue:
    """A facilitator signs in; others read here how they get in."""
    target = own_path(request.args.get("next", "/"))
    if current_user.is_authenticated and request.method == "GET":
        return redirect(target)
    session["next"] = target
    form = SignInForm(formdata=request.form if request.method == "POST" else None)
    if form.validate_on_submit():
        person = operations.check_password(form.email.data, form.password.data)
        if person is not None:
            _start_session(person)
            return redirect(target)
        form.email.errors = [_("Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw.")]
    page = render_template("accounts/sign_in.html", form=form, target=target, waiting=held.waiting_at() is not None)
    return page, 422 if form.errors else 200


@bp.get("/alive")
@login_required
def alive() -> ResponseReturnValue:
    """Somebody is still there: answering this starts the time of the session anew."""
    session.modified = True
    return "", 204


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Leave, also on a shared laptop: the browser forgets its links."""
    logout_user()
    session.clear()
    response = redirect(url_for("accounts.sign_in"))
    for name in (BROWSER_COOKIE, held.COOKIE):
        response.delete_cookie(name)
    response.headers["Clear-Site-Data"] = '"storage"'
    flash(_("Je bent afgemeld."))
    return response


@bp.route("/link/<token>", methods=["GET", "POST"])
@limiter.limit("60 per minute")
def link(token: str) -> ResponseReturnValue:
    """A personal link: looking at it does nothing, the button spends it (mail scanners follow links)."""
    browser = request.cookies.get(BROWSER_COOKIE)
    state, found = operations.find_link(token, browser)
    if found is None:
        return render_template("accounts/link_closed.html", state=state.name, token=token, asked=False), 404
    if request.method == "GET" and state in {LinkState.FRESH, LinkState.OURS}:
        return render_template("accounts/link.html", link=found, token=token)
    if request.method == "POST" and state in {LinkState.FRESH, LinkState.OURS}:
        browser = browser or secrets.token_urlsafe(24)
        if state is LinkState.OURS or operations.spend(found, browser):
            target = own_path(held.waiting_at() or _where_one_was(found.target))
            _start_session(found.person)
            response = redirect(target)
            response.set_cookie(
                BROWSER_COOKIE,
                browser,
                max_age=A_YEAR,
                httponly=True,
                secure=current_app.config["SESSION_COOKIE_SECURE"],
                samesite="Lax",
            )
            return response
        state = LinkState.SPENT
    asked = found.renewal_asked_at is not None
    return render_template("accounts/link_closed.html", state=state.name, token=token, asked=asked), 410


@bp.post("/link/<token>/renewal")
@limiter.limit("10 per minute")
def ask_for_link(token: str) -> ResponseReturnValue:
    """Somebody's link no longer works; the facilitator sees that and sends a new one."""
    _state, found = operations.find_link(token, request.cookies.get(BROWSER_COOKIE))
    if found is not None:
        operations.ask_for_renewal(found)
    flash(_("De gespreksleider ziet nu dat je een nieuwe link nodig hebt."))
    return redirect(url_for("accounts.link", token=token))


@bp.post("/language")
def set_language() -> ResponseReturnValue:
    """Read the pages in another language from now on."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
        if current_user.is_authenticated:
            operations.set_locale(current_user, chosen)
        refresh()
    return redirect(own_path(request.form.get("next", "/")))


def _where_one_was(target: str) -> str:
    """The page that asked this browser to sign in, where it belongs to ``target``; else ``target`` itself."""
    wanted = str(session.get("next", ""))
    return wanted if wanted.startswith(target.rstrip("/") + "/") else target


def _start_session(person: Person) -> None:
    """A new session for ``person``: nothing of an earlier one stays but the language."""
    language = session.get("language")
    session.clear()
    if language is not None:
        session["language"] = language
    session.permanent = True
    login_user(person)
