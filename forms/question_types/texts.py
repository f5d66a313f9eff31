"""Texts: a line, or a few."""

# ruff: noqa: ARG002 (every type takes what some types need)

from __future__ import annotations

from typing import ClassVar

from forms.context import Context
from forms.keys import Value, first_text, texts
from forms.messages import say
from forms.question_types.base import QuestionType
from forms.questionnaire import Question


class Short(QuestionType):
    """One line of text; ``max`` is the number of characters, 140 unless said. A ``source`` gives suggestions."""

    takes = frozenset({"max", "source"})
    free_text = True
    default_longest: ClassVar[int] = 140

    def longest(self, question: Question) -> int | None:
        return question.max or self.default_longest

    def suggestions(self, question: Question, context: Context) -> tuple[str, ...]:
        return tuple(self.labels(question, context).values())

    def display(self, question: Question, value: Value, context: Context) -> str:
        return first_text(value)

    def error(self, question: Question, value: Value, context: Context) -> str | None:
        now, most = sum(len(part) for part in texts(value)), self.longest(question) or 0
        return say("too_long", context.locale, now=now, most=most) if now > most else None

    def statement(self, value: Value) -> str:
        return first_text(value)


class Text(Short):
    """A few lines of text; ``max`` is the number of characters, 280 unless said."""

    takes = frozenset({"max"})
    default_longest = 280

    def widget(self, question: Question, context: Context) -> str:
        return "textarea"
