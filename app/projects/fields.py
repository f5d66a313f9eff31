"""The kinds of fields that the management forms are made of, with their checks in plain words."""

from __future__ import annotations

import datetime
import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, Field, Form, SelectMultipleField, StringField, TextAreaField, TimeField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

# Line ends as programs write them; presentations paste a vertical tab.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What no page can show, and spaces without width that come along with a pasted address; NUL cannot be kept at all.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def tidy(text: str | None) -> str:
    """One line: no spaces around it or double inside, and nothing that a page cannot show."""
    return " ".join(tidy_lines(text).split())


def tidy_lines(text: str | None) -> str:
    """Several lines, with their breaks as one character and nothing that a page cannot show."""
    return _NOT_TEXT.sub("", _LINE_END.sub("\n", text or "")).strip()


def line(label: Any, most: int, required: Any = None, **more: Any) -> StringField:
    """One line of at most ``most`` characters. ``required`` is the sentence for who leaves it empty."""
    return StringField(label, _checks(most, required), filters=[tidy], **more)


def lines(label: Any, most: int, required: Any = None, rows: int = 4, **more: Any) -> TextAreaField:
    """Several lines of at most ``most`` characters together."""
    kept = {"rows": rows}
    return TextAreaField(label, _checks(most, required), filters=[tidy_lines], render_kw=kept, **more)


def address(label: Any, required: Any, **more: Any) -> EmailField:
    """An e-mail address, kept in small letters."""
    checks = [*_checks(254, required), looks_like_email]
    return EmailField(label, checks, filters=[tidy, str.lower], **more)


class DayField(DateField):
    """A date, and a clear sentence where it is none."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
            _ensure_sane(self.data)
        except ValueError:
            self.data = None
            raise ValueError(_("Vul een datum in, zoals 24-11-2026.")) from None


class ClockField(TimeField):
    """A time of the day, and a clear sentence where it is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Vul een tijd in, zoals 13:30.")) from None


class CheckboxGroupField(SelectMultipleField):
    """Several of a few, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def is_email(text: str) -> bool:
    """Whether ``text`` has the shape of an e-mail address."""
    name, at, host = text.partition("@")
    return bool(name and at and "." in host.strip(".") and "@" not in host) and " " not in text


def looks_like_email(_form: Form, field: Field) -> None:
    """Check the shape of an e-mail address."""
    if not is_email(field.data):
        raise ValidationError(_("Vul een e-mailadres in, zoals naam@organisatie.nl."))


def _checks(most: int, required: Any) -> list[Any]:
    too_long = Length(max=most, message=_l("Maak dit korter: hoogstens %(most)s tekens.", most=most))
    return [DataRequired(required), too_long] if required else [too_long]


def _ensure_sane(day: datetime.date | None) -> None:
    """A slip of the finger in the year is no date either."""
    if day is not None and not 2000 <= day.year <= 2100:
        raise ValueError
