"""The small forms of signing in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired

from app.projects.fields import tidy


class SignInForm(FlaskForm):
    """A facilitator signs in."""

    email = EmailField(_l("E-mailadres"), [InputRequired(_l("Vul je e-mailadres in."))], filters=[tidy])
    password = PasswordField(_l("Wachtwoord"), [InputRequired(_l("Vul je wachtwoord in."))])
