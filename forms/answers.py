"""What a respondent's answers come to: what is missing, how far each page is, and all of it in words to check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from forms.context import Context
from forms.keys import AnswerKey, Value
from forms.layout import Round, Row, blocks, entries, pages_to_ask
from forms.needs import begun, counting_rounds, needed_keys, problem
from forms.question_types import type_of
from forms.questionnaire import Page, Questionnaire
from forms.wording import field_label, located, where


class Progress(StrEnum):
    """How far a page is."""

    EMPTY = "empty"
    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that stops sending: where it is, and a sentence that says what to do."""

    page_id: str
    key: AnswerKey
    message: str


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """An answer in words, "" where there is none. ``under``: the repeat, item or question it stands under."""

    key: AnswerKey
    label: str
    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """The answers of a page, in order."""

    id: str
    title: str
    lines: tuple[SummaryLine, ...]


def missing(
    questionnaire: Questionnaire, context: Context, answers: Mapping[AnswerKey, Value] | None = None
) -> list[Missing]:
    """Everything that stops sending, in order: required and blank, or not valid."""
    context = _with(context, answers)
    return [one for page in pages_to_ask(questionnaire, context) for one in _missing_on(questionnaire, page, context)]


def progress(
    questionnaire: Questionnaire, context: Context, answers: Mapping[AnswerKey, Value] | None = None
) -> dict[str, Progress]:
    """How far each page that has something to ask is, by page id, in order.

    A page is done when something was answered and nothing on it stops sending.
    """
    context = _with(context, answers)
    return {page.id: _progress(questionnaire, page, context) for page in pages_to_ask(questionnaire, context)}


def summary(
    questionnaire: Questionnaire, context: Context, answers: Mapping[AnswerKey, Value] | None = None
) -> tuple[SummaryPage, ...]:
    """All answers in words, page by page, with the questions that were left open.

    A question or group in which nothing was answered, and nothing has to be, is one line.
    """
    context = _with(context, answers)
    return tuple(
        SummaryPage(page.id, context.text(page.title), tuple(_lines(questionnaire, page, context)))
        for page in pages_to_ask(questionnaire, context)
    )


def _with(context: Context, answers: Mapping[AnswerKey, Value] | None) -> Context:
    return context if answers is None else context.with_answers(answers)


def _missing_on(questionnaire: Questionnaire, page: Page, context: Context) -> Iterator[Missing]:
    laid_out = tuple(blocks(questionnaire, page, context))
    needed = needed_keys(laid_out, context)
    for row, number, entry in entries(laid_out, context):
        sentence = problem(entry, context, entry.key in needed)
        if sentence:
            yield Missing(page.id, entry.key, located(row, number, entry, sentence, context))


def _progress(questionnaire: Questionnaire, page: Page, context: Context) -> Progress:
    rounds = (number for block in blocks(questionnaire, page, context) for row in block.rows for number in row.rounds)
    if not any(begun(number, context) for number in rounds):
        return Progress.EMPTY
    stopped = next(_missing_on(questionnaire, page, context), None)
    return Progress.STARTED if stopped else Progress.DONE


def _lines(questionnaire: Questionnaire, page: Page, context: Context) -> Iterator[SummaryLine]:
    for block in blocks(questionnaire, page, context):
        counting = [(row, number) for row in block.rows for number in counting_rounds(row, context)]
        if any(begun(number, context) or _needed(number) for _, number in counting):
            for row, number in counting:
                yield from _round_lines(row, number, context)
        else:
            yield from (SummaryLine(row.key(0), context.text(block.question.label), "") for row in block.rows[:1])


def _needed(number: Round) -> bool:
    return any(entry.question.required for entry in number.entries)


def _round_lines(row: Row, number: Round, context: Context) -> Iterator[SummaryLine]:
    heading, place = context.text(row.question.label), where(row, number, context)
    under = (place or heading) if row.question.fields else heading if place else ""
    for entry in number.entries:
        if entry.applies(context):
            kind = type_of(entry.question)
            text = kind.display(entry.question, context.answers.get(entry.key, kind.blank), context)
            yield SummaryLine(entry.key, field_label(entry.question, row, number, context), text, under)
