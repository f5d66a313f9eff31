"""A block of questions as the values that a template draws."""

from __future__ import annotations

from typing import Any

from forms.context import Context
from forms.keys import AnswerKey, Value
from forms.layout import Block, Entry, Round, Row
from forms.messages import say
from forms.question_types import type_of
from forms.questionnaire import Question, Questionnaire
from forms.views import BlockView, FieldView, RoundView, RowView
from forms.wording import each, field_label, has_heading, item_label, round_label


def draw_block(block: Block, questionnaire: Questionnaire, context: Context, form: Any) -> BlockView:
    """The block with what is in the form: values, errors, choices."""
    question = block.question
    heading = has_heading(question)
    return BlockView(
        id=question.id,
        name=f"block-{AnswerKey(question.asked[0].id).name}",
        label=context.text(question.label) if heading else "",
        hint=context.text(question.hint) if heading else "",
        is_group=bool(question.fields),
        optional=not any(one.required for one in question.asked) or bool(question.repeat and not question.repeat.min),
        rows=tuple(_row(row, context, form) for row in block.rows),
        empty="" if block.rows else _why_empty(questionnaire, question, context),
        each=each(question, context) if question.repeat else "",
    )


def _row(row: Row, context: Context, form: Any) -> RowView:
    count = len(row.rounds)
    return RowView(
        name=row.name,
        item=row.item.value if row.item else "",
        label=item_label(row, context),
        hint=context.text(row.item.hint) if row.item else "",
        rounds=tuple(
            RoundView(
                number=number.number,
                label=round_label(row, number, context),
                fields=tuple(_field(entry, row, number, context, form) for entry in number.entries),
                remove=row.key(number.number).name if count > 1 else "",
            )
            for number in row.rounds
        ),
        add=row.key(count).name if count < row.repeat.max else "",
    )


def _field(entry: Entry, row: Row, number: Round, context: Context, form: Any) -> FieldView:
    question, key = entry.question, entry.key
    kind, field = type_of(question), form[key.name]
    value: Value = field.data
    return FieldView(
        key=key,
        name=key.name,
        label=field_label(question, row, number, context),
        hint="" if has_heading(question) else context.text(question.hint),
        privacy=say("privacy", context.locale) if kind.free_text else "",
        widget=kind.widget(question, context),
        value=value,
        errors=tuple(field.errors),
        required=question.required,
        optional=not question.required,
        applies=entry.applies(context),
        depends_on=entry.condition.name if entry.condition else "",
        depends_values=question.show_if.values if question.show_if else (),
        options=kind.options(question, value, context),
        places=kind.places(question, value, context),
        suggestions=kind.suggestions(question, context),
        own=kind.own(question, value, context),
        longest=kind.longest(question),
        least=question.min,
        most=kind.most(question),
    )


def _why_empty(questionnaire: Questionnaire, question: Question, context: Context) -> str:
    """Why there is nothing to be asked about yet."""
    if question.per and question.per.answer and context.possible_items(questionnaire, question):
        first = context.text(questionnaire.question(question.per.answer).label)
        return say("answer_first", context.locale, question=first)
    return say("nothing_yet", context.locale)
