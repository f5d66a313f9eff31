"""What every question type can do."""

# ruff: noqa: ARG002 (every type takes what some types need)

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from forms.context import Context
from forms.keys import Value, is_blank, texts
from forms.questionnaire import Choice, Question
from forms.views import Option, RankPlace


class QuestionType:
    """One way of asking. A type owns what it takes from the definition, how an answer is read, checked, said and
    exported, and which statement it holds.

    ``takes`` names the attributes of a :class:`~forms.questionnaire.Question` that mean something to it.
    ``needs_choices`` asks for a list or a source. ``free_text``: somebody could write about a resident in it.
    """

    takes: ClassVar[frozenset[str]] = frozenset()
    needs_choices: ClassVar[bool] = False
    free_text: ClassVar[bool] = False
    blank: ClassVar[Value] = ""

    def problems(self, question: Question) -> Iterator[str]:
        """What is wrong in the definition of a question of this type."""
        if self.needs_choices and not question.choices and not question.source:
            yield "needs choices, or a source of choices"
        for name in ("choices", "source", "min", "max", "several", "fields"):
            if getattr(question, name) not in (None, "", (), False) and name not in self.takes:
                yield f"'{name}' means nothing to the type '{question.type}'"

    def widget(self, question: Question, context: Context) -> str:
        """How a page draws it; see :class:`forms.views.FieldView`."""
        return "text"

    def choices(self, question: Question, context: Context) -> tuple[Choice, ...]:
        """What can be chosen."""
        return context.choices(question)

    def options(self, question: Question, value: Value, context: Context) -> tuple[Option, ...]:
        """The choices as a page shows them. What was chosen and is not on the list stays on the page as well."""
        listed = self.listed(question, value, context)
        known = {option.value for option in listed}
        return (*listed, *(Option(part, part, "", "", True) for part in texts(value) if part not in known))

    def listed(self, question: Question, value: Value, context: Context) -> tuple[Option, ...]:
        """The choices on the list, as a page shows them."""
        chosen = set(texts(value))
        return tuple(
            Option(
                value=choice.value,
                label=context.text(choice.label),
                hint=context.text(choice.hint),
                heading=context.text(choice.heading),
                chosen=choice.value in chosen,
            )
            for choice in self.choices(question, context)
        )

    def places(self, question: Question, value: Value, context: Context) -> tuple[RankPlace, ...]:
        """The places to fill, for a type that has an order."""
        return ()

    def suggestions(self, question: Question, context: Context) -> tuple[str, ...]:
        """What a line of text proposes."""
        return ()

    def own(self, question: Question, value: Value, context: Context) -> str:
        """What was typed besides the choices."""
        return ""

    def most(self, question: Question) -> int | None:
        """Most choices that an answer may have."""
        return None

    def longest(self, question: Question) -> int | None:
        """Most characters that an answer may have."""
        return None

    def clean(self, sent: Sequence[str], question: Question) -> Value:
        """What a browser sent as a value: as typed, with only line endings made equal."""
        return one_newline(sent[0]) if sent else ""

    def is_blank(self, value: Value) -> bool:
        """Whether nothing was answered."""
        return is_blank(value)

    def error(self, question: Question, value: Value, context: Context) -> str | None:
        """What is wrong with an answer that is not blank, as a sentence; ``None`` where all is well."""
        raise NotImplementedError

    def display(self, question: Question, value: Value, context: Context) -> str:
        """The answer in words; "" where blank."""
        names = self.labels(question, context)
        return ", ".join(names.get(part, part) for part in texts(value))

    def export(self, value: Value) -> tuple[tuple[int, str], ...]:
        """The answer as flat texts, each with its 1-based place in the answer."""
        parts = (value,) if isinstance(value, str) else value
        return tuple((number, part) for number, part in enumerate(parts, 1) if part.strip())

    def statement(self, value: Value) -> str:
        """The text that counts as somebody's statement; "" where there is none."""
        return ""

    def labels(self, question: Question, context: Context) -> dict[str, str]:
        """Label by value, in the language."""
        return {choice.value: context.text(choice.label) for choice in self.choices(question, context)}


def one_newline(text: str) -> str:
    """``text`` with every line ending as one newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
