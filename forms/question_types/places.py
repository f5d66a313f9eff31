"""Places in the neighbourhood."""

# ruff: noqa: ARG002 (every type takes what some types need)

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from forms.context import Context
from forms.keys import Value, texts
from forms.messages import say
from forms.question_types.base import QuestionType, one_newline
from forms.questionnaire import Question
from forms.views import Option


class Place(QuestionType):
    """A place in one's own words, with the known places as suggestions; with ``several`` a list to tick, and a line.

    A value holds the value of a known place, or the words that were typed.
    """

    takes = frozenset({"choices", "source", "several"})
    needs_choices = True
    free_text = True
    default_longest: ClassVar[int] = 80

    def widget(self, question: Question, context: Context) -> str:
        return "places" if question.several else "place"

    def longest(self, question: Question) -> int | None:
        return self.default_longest

    def clean(self, sent: Sequence[str], question: Question) -> Value:
        parts = [one_newline(part) for part in sent]
        if question.several:
            return tuple(dict.fromkeys(part for part in parts if part.strip()))
        return parts[0] if parts else ""

    def error(self, question: Question, value: Value, context: Context) -> str | None:
        now = max((len(part) for part in texts(value)), default=0)
        most = self.longest(question) or 0
        return say("too_long", context.locale, now=now, most=most) if now > most else None

    def suggestions(self, question: Question, context: Context) -> tuple[str, ...]:
        return () if question.several else tuple(self.labels(question, context).values())

    def options(self, question: Question, value: Value, context: Context) -> tuple[Option, ...]:
        if not question.several:
            return ()
        *others, _own = ["", *self._unknown(question, value, context)]
        return (*self.listed(question, value, context), *(Option(part, part, "", "", True) for part in others if part))

    def own(self, question: Question, value: Value, context: Context) -> str:
        return ["", *self._unknown(question, value, context)][-1] if question.several else ""

    def _unknown(self, question: Question, value: Value, context: Context) -> list[str]:
        """Words of one's own, and places that were taken off the list since; all but the last can only be unticked."""
        known = self.labels(question, context)
        return [part for part in texts(value) if part not in known]
