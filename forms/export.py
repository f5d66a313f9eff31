"""Answers as flat rows, for tables and for research."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.context import Context
from forms.keys import AnswerKey, Value
from forms.layout import Entry, Row, asked
from forms.question_types import type_of
from forms.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Exported:
    """One row. ``part`` counts the choices of one answer from 1; of a rank it is the place.

    ``value`` is the stable value (numbers as digits, dates as ISO 8601), ``words`` says the same for readers.
    """

    question: str
    item: str
    repeat: int
    part: int
    value: str
    label: str
    item_label: str
    words: str


def export(
    questionnaire: Questionnaire, context: Context, answers: Mapping[AnswerKey, Value] | None = None
) -> list[Exported]:
    """A row for each thing that was answered, in the order of the questionnaire. Blanks give none."""
    context = context if answers is None else context.with_answers(answers)
    return [one for row, _, entry in asked(questionnaire, context) for one in _rows(row, entry, context)]


def _rows(row: Row, entry: Entry, context: Context) -> Iterator[Exported]:
    question, key, kind = entry.question, entry.key, type_of(entry.question)
    given = context.answers.get(key, kind.blank)
    names = kind.labels(question, context)
    raw = (given,) if isinstance(given, str) else given
    for part, value in kind.export(given):
        words = names.get(raw[part - 1]) or kind.display(question, value, context)
        about = context.text(row.item.label) if row.item else ""
        yield Exported(key.question_id, key.item, key.repeat, part, value, context.text(question.label), about, words)
