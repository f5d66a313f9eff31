"""What questions, items and repeats are called on a page."""

from __future__ import annotations

from forms.context import Context
from forms.layout import Entry, Round, Row
from forms.messages import say
from forms.questionnaire import Question


def each(question: Question, context: Context) -> str:
    """What one repeat is called: "Punt", "Actie"."""
    return context.text(question.each) or say("each", context.locale)


def round_label(row: Row, number: Round, context: Context) -> str:
    """ "Punt 2"; "" where nothing repeats."""
    if row.repeat.max == 1:
        return ""
    return say("each_numbered", context.locale, what=each(row.question, context), number=number.number + 1)


def item_label(row: Row, context: Context) -> str:
    """The thing that is asked about; "" where there is none."""
    return context.text(row.item.label) if row.item else ""


def where(row: Row, number: Round, context: Context) -> str:
    """Item and repeat together: "Grofvuil, Punt 2"."""
    return ", ".join(filter(None, (item_label(row, context), round_label(row, number, context))))


def located(row: Row, number: Round, entry: Entry, sentence: str, context: Context) -> str:
    """A sentence about an answer as it stands away from its field: "Punt 2: Vul in waar dit gebeurt."

    A sentence that does not name the question itself gets its words: "Punt 1: Wat zie je? Maak dit korter: …".
    """
    label = context.text(entry.question.label)
    if sentence != context.text(entry.question.if_missing):
        sentence = f"{label if label[-1:] in '.?…' else f'{label}.'} {sentence}"
    return ": ".join(filter(None, (where(row, number, context), sentence)))


def field_label(question: Question, row: Row, number: Round, context: Context) -> str:
    """The label of a field. A question on its own that is asked per item or repeats has its own words above it all."""
    if row.question.fields:
        return context.text(question.label)
    return where(row, number, context) or context.text(question.label)


def has_heading(question: Question) -> bool:
    """Whether the words of a question stand above its fields, and not in the label of its one field."""
    return bool(question.fields or question.per or question.repeat)
