"""What every template can call: dates in words, the words of the method, rights, and text for fields."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_datetime, get_locale
from wtforms import Field

from app.access import Right, may
from app.addresses import this_page
from app.language import LANGUAGES
from app.opinions.switch import reader_of
from app.words import STEP_NAMES, goal_question, instead, step_name, word


def init_app(app: Flask) -> None:
    """Give the templates of ``app`` their helpers."""
    app.jinja_env.filters.update(day=day, moment=moment, word=word, goal_question=goal_question, instead=instead)
    app.jinja_env.globals.update(
        may=may,
        Right=Right,
        STEP_NAMES=STEP_NAMES,
        step_name=step_name,
        languages=LANGUAGES,
        language=lambda: str(get_locale()),
        describers=describers,
        reader_of=reader_of,
        this_page=this_page,
    )


def day(value: date | datetime) -> str:
    """A date as people write it: 24 november 2026."""
    return str(format_date(value, "d MMMM yyyy"))


def moment(value: datetime) -> str:
    """A moment as people write it: di 24 november 2026, 14.03 (in Amsterdam)."""
    return str(format_datetime(value, "EEE d MMMM yyyy, HH:mm"))


def describers(field: Field) -> str:
    """The ids that explain a field to a screen reader: its hint and its errors."""
    ids = []
    if field.description:
        ids.append(f"{field.id}-hint")
    if field.errors:
        ids.append(f"{field.id}-error")
    return " ".join(ids)
