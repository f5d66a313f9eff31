"""A cell of a file → an answer to a question, or a sentence that says what is wrong with it."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from forms.context import Context
from forms.keys import Value, is_blank
from forms.question_types import type_of
from forms.question_types.base import one_newline
from forms.questionnaire import LOCALES, Question
from synthesis.reading.problems import quoted
from synthesis.reading.tables import folded

_TICKED = {"ja", "yes", "x", "waar", "true", "1"}


def value_of(question: Question, cell: str, context: Context) -> Value:
    """What a cell says as an answer: labels, in either language, become what they stand for."""
    kind = type_of(question)
    if question.type == "check":
        return "yes" if folded(cell) in _TICKED else cell.strip()
    if not kind.needs_choices:
        return kind.clean([one_newline(cell).strip()], question)
    known = _known(question, context)
    several = kind.blank == () or question.several
    parts = _parts(cell, known) if several else [cell.strip()]
    return kind.clean([known.get(folded(part), part) for part in parts], question)


def problem_with(question: Question, value: Value, context: Context) -> str:
    """What is wrong with an answer; "" where all is well."""
    kind = type_of(question)
    if is_blank(value):
        return ""
    if kind.needs_choices and not kind.free_text:
        there = kind.labels(question, context)
        parts = (value,) if isinstance(value, str) else value
        strange = next((part for part in parts if part and part not in there), None)
        if strange is not None:
            return _("%(text)s staat niet in de lijst met antwoorden.", text=quoted(strange))
    return kind.error(question, value, context) or ""


def _known(question: Question, context: Context) -> dict[str, str]:
    found = {}
    for choice in type_of(question).choices(question, context):
        for locale in LOCALES:
            found[folded(choice.label.text(locale))] = choice.value
    for choice in type_of(question).choices(question, context):
        found.setdefault(folded(choice.value), choice.value)
    return found


def _parts(cell: str, known: dict[str, str]) -> list[str]:
    """The answers in a cell with several: Microsoft Forms puts a semicolon after each, people a comma."""
    if folded(cell) in known:
        return [cell]
    for delimiter in (r"[;\n]", r"[;,\n]"):
        parts = [part.strip() for part in re.split(delimiter, cell) if part.strip()]
        if all(folded(part) in known for part in parts):
            return parts
    return [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]
