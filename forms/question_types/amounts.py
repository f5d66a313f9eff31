"""Numbers, dates and ticks: kept as typed, read when they go out."""

# ruff: noqa: ARG002 (every type takes what some types need)

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from forms.context import Context
from forms.keys import Value, first_text
from forms.messages import say
from forms.question_types.base import QuestionType
from forms.questionnaire import Question

YES = "yes"
_NUMBER = re.compile(r"\d{1,12}|\d{1,3}(?:[., ]\d{3}){1,3}", re.ASCII)
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})", re.ASCII),
)


class Number(QuestionType):
    """A whole number of at least ``min`` (0 unless said). Thousands may be grouped: 1.200, 1,200 or 1 200."""

    takes = frozenset({"min"})

    def widget(self, question: Question, context: Context) -> str:
        return "number"

    def error(self, question: Question, value: Value, context: Context) -> str | None:
        number, least = read_number(first_text(value)), question.min or 0
        if number is None:
            return say("not_a_number", context.locale)
        return say("too_small", context.locale, least=least) if number < least else None

    def export(self, value: Value) -> tuple[tuple[int, str], ...]:
        number = read_number(first_text(value))
        return super().export(value) if number is None else ((1, str(number)),)


class Date(QuestionType):
    """A day: 2026-12-31 or 31-12-2026."""

    def widget(self, question: Question, context: Context) -> str:
        return "date"

    def error(self, question: Question, value: Value, context: Context) -> str | None:
        return None if read_date(first_text(value)) else say("not_a_date", context.locale)

    def display(self, question: Question, value: Value, context: Context) -> str:
        day = read_date(first_text(value))
        return f"{day.day} {say(f'month_{day.month}', context.locale)} {day.year}" if day else first_text(value)

    def export(self, value: Value) -> tuple[tuple[int, str], ...]:
        day = read_date(first_text(value))
        return ((1, day.isoformat()),) if day else super().export(value)


class Check(QuestionType):
    """One box to tick; the value is "yes" or blank."""

    def problems(self, question: Question) -> Iterator[str]:
        yield from super().problems(question)
        if question.tells or question.says:
            yield "a box to tick says nothing"

    def widget(self, question: Question, context: Context) -> str:
        return "check"

    def error(self, question: Question, value: Value, context: Context) -> str | None:
        return None if value == YES else say("not_listed", context.locale)

    def display(self, question: Question, value: Value, context: Context) -> str:
        return say("yes", context.locale) if value == YES else first_text(value)


def read_number(text: str) -> int | None:
    """A whole number as people type it; ``None`` where it is not one."""
    bare = text.strip().replace("\u00a0", " ")
    return int(re.sub(r"\D", "", bare)) if _NUMBER.fullmatch(bare) else None


def read_date(text: str) -> date | None:
    """A day as people or browsers write it; ``None`` where there is no such day."""
    found = next((match for match in (form.fullmatch(text.strip()) for form in _DATES) if match), None)
    if not found:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
