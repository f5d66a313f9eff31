"""Questions that belong together."""

# ruff: noqa: ARG002 (every type takes what some types need)

from __future__ import annotations

from collections.abc import Iterator

from forms.context import Context
from forms.keys import Value
from forms.question_types.base import QuestionType
from forms.questionnaire import Question


class Group(QuestionType):
    """Several questions about one thing. It has no answer of its own, only its fields have."""

    takes = frozenset({"fields"})

    def problems(self, question: Question) -> Iterator[str]:
        yield from super().problems(question)
        if not question.fields:
            yield "a group needs fields"
        if question.required or question.says or question.tells or question.if_missing:
            yield "a group itself is not answered: say on its fields what is required and what they say"
        for field in question.fields:
            if field.type == "group" or field.per or field.repeat:
                yield f"{field.id}: a field of a group cannot be a group, or repeat, or be asked per item"

    def error(self, question: Question, value: Value, context: Context) -> str | None:
        raise TypeError("a group has no answer")
