"""Choosing one or several from a list."""

# ruff: noqa: ARG002 (every type takes what some types need)

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.context import Context
from forms.keys import Value, texts
from forms.messages import say
from forms.question_types.base import QuestionType, one_newline
from forms.questionnaire import Question
from forms.views import Option, RankPlace

MOST_RADIOS = 8
UNKNOWN = "unknown"


class Single(QuestionType):
    """One of a list. Short lists of our own are radio buttons; long ones and the application's are a select."""

    takes = frozenset({"choices", "source"})
    needs_choices = True

    def widget(self, question: Question, context: Context) -> str:
        short = not question.source and len(self.choices(question, context)) <= MOST_RADIOS
        return "radio" if short else "select"

    def error(self, question: Question, value: Value, context: Context) -> str | None:
        known = self.labels(question, context)
        return None if all(part in known for part in texts(value)) else say("not_listed", context.locale)


class Matrix(Single):
    """One of a list, for each of several things: one question per row, never a table of buttons."""

    takes = frozenset({"choices"})

    def problems(self, question: Question) -> Iterator[str]:
        yield from super().problems(question)
        if question.per is None:
            yield "a matrix needs 'per'"


class Multi(QuestionType):
    """Several of a list, at most ``max``."""

    takes = frozenset({"choices", "source", "max"})
    needs_choices = True
    blank = ()

    def widget(self, question: Question, context: Context) -> str:
        return "checkboxes"

    def most(self, question: Question) -> int | None:
        return question.max

    def clean(self, sent: Sequence[str], question: Question) -> Value:
        return tuple(dict.fromkeys(one_newline(part) for part in sent if part.strip()))

    def error(self, question: Question, value: Value, context: Context) -> str | None:
        chosen, known = texts(value), self.labels(question, context)
        if any(part not in known for part in chosen):
            return say("not_listed", context.locale)
        if question.max is not None and len(chosen) > question.max:
            return say("too_many", context.locale, most=question.max, now=len(chosen))
        return None


class Scale(Single):
    """A score from 1 up, always with "I don't know" as the last choice. The definition has the words."""

    takes = frozenset({"choices"})

    def __init__(self, scores: int) -> None:
        self.scores = scores

    def problems(self, question: Question) -> Iterator[str]:
        yield from super().problems(question)
        wanted = [*(str(score) for score in range(1, self.scores + 1)), UNKNOWN]
        if [choice.value for choice in question.choices] != wanted:
            yield f"the choices must be {', '.join(wanted)}"

    def widget(self, question: Question, context: Context) -> str:
        return "radio"


class Rank(QuestionType):
    """The first ``max`` of a list in order, each chosen once: a select for each place, so nothing needs dragging.

    A value keeps its empty places: ``("a", "", "c")``.
    """

    takes = frozenset({"choices", "source", "max"})
    needs_choices = True
    blank = ()

    def problems(self, question: Question) -> Iterator[str]:
        yield from super().problems(question)
        if question.max is None:
            yield "a rank needs 'max'"

    def widget(self, question: Question, context: Context) -> str:
        return "ranks"

    def most(self, question: Question) -> int | None:
        return question.max

    def options(self, question: Question, value: Value, context: Context) -> tuple[Option, ...]:
        return ()

    def places(self, question: Question, value: Value, context: Context) -> tuple[RankPlace, ...]:
        chosen = (value,) if isinstance(value, str) else value
        count = max(min(question.max or 1, len(self.choices(question, context))), len(chosen))
        return tuple(
            RankPlace(place_name(number + 1, context.locale), super(Rank, self).options(question, part, context))
            for number, part in enumerate((*chosen, *[""] * count)[:count])
        )

    def clean(self, sent: Sequence[str], question: Question) -> Value:
        parts = [one_newline(part) if part.strip() else "" for part in sent]
        while parts and not parts[-1]:
            parts.pop()
        return tuple(parts)

    def error(self, question: Question, value: Value, context: Context) -> str | None:
        known, chosen = self.labels(question, context), texts(value)
        places = (value,) if isinstance(value, str) else value
        if any(part not in known for part in chosen):
            return say("not_listed", context.locale)
        if twice := [known[part] for part in dict.fromkeys(chosen) if chosen.count(part) > 1]:
            return say("twice", context.locale, what=", ".join(twice))
        if len(chosen) > (question.max or 1):
            return say("too_many", context.locale, most=question.max, now=len(chosen))
        if "" in places:
            return say("rank_skipped", context.locale, place=place_name(places.index("") + 1, context.locale))
        return None

    def display(self, question: Question, value: Value, context: Context) -> str:
        known = self.labels(question, context)
        return ", ".join(f"{number}. {known.get(part, part)}" for number, part in self.export(value))


def place_name(number: int, locale: str) -> str:
    """ "Eerste", "Tweede", …"""
    return say(f"place_{number}", locale) if number <= 3 else say("place_n", locale, number=number)
