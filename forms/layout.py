"""Which questions are asked, at which addresses: a page unrolled over its items and repeats."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from forms.context import Context
from forms.keys import AnswerKey, is_blank, texts
from forms.question_types import type_of
from forms.questionnaire import Choice, Page, Question, Questionnaire, Repeat

ONCE = Repeat(max=1, min=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A question at its address. ``condition`` is the address of the answer that its ``show_if`` looks at."""

    question: Question
    key: AnswerKey
    condition: AnswerKey | None = None

    def applies(self, context: Context) -> bool:
        """Whether the question is asked now."""
        wanted = self.question.show_if
        if wanted is None or self.condition is None:
            return True
        given = texts(context.answers.get(self.condition, ""))
        return bool(set(given) & set(wanted.values)) if wanted.values else bool(given)


@dataclass(frozen=True, slots=True)
class Round:
    """One repeat of a question or group. ``number`` counts from 0."""

    number: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A question or group for one item (``None`` where it is not asked per item), with its repeats."""

    question: Question
    item: Choice | None
    rounds: tuple[Round, ...]

    @property
    def name(self) -> str:
        """A name for the row on a page, such as ``q2-1a_0``: that of its first field."""
        return self.key(0).name

    @property
    def repeat(self) -> Repeat:
        """How often it may and must be answered; a question that does not repeat: once."""
        return self.question.repeat or ONCE

    def key(self, repeat: int) -> AnswerKey:
        """Address of the first field of a repeat, also of one that is not there yet."""
        return AnswerKey(self.question.asked[0].id, self.item.value if self.item else "", repeat)


@dataclass(frozen=True, slots=True)
class Block:
    """A question or group of the page, with a row for each item."""

    question: Question
    rows: tuple[Row, ...]


def blocks(
    questionnaire: Questionnaire,
    page: Page,
    context: Context,
    shown: Mapping[str, int] | None = None,
    also: Collection[AnswerKey] = (),
) -> Iterator[Block]:
    """The blocks of a page. Where there is nothing to choose from yet, a field is left out, or a block has no rows.

    A row has as many repeats as were answered, and at least its minimum. ``shown`` asks for more by row name, up to
    the question's limit. ``also`` are addresses that must be there if the questionnaire has them at all: what an
    older page sent is not lost when the respondent's topics changed meanwhile.
    """
    for question in page.questions:
        rows = (
            Row(question, item, tuple(_rounds(question, item, context, shown, also)))
            for item in _items(questionnaire, question, context, also)
        )
        yield Block(question, tuple(rows))


def entries(laid_out: Iterable[Block], context: Context) -> Iterator[tuple[Row, Round, Entry]]:
    """Every address in some blocks that is asked now: conditional questions only where their condition holds."""
    for block in laid_out:
        for row in block.rows:
            for number in row.rounds:
                for entry in number.entries:
                    if entry.applies(context):
                        yield row, number, entry


def asked(questionnaire: Questionnaire, context: Context) -> Iterator[tuple[Row, Round, Entry]]:
    """Every address that the questionnaire asks now, in order."""
    for page in pages_to_ask(questionnaire, context):
        yield from entries(blocks(questionnaire, page, context), context)


def pages_to_ask(questionnaire: Questionnaire, context: Context) -> tuple[Page, ...]:
    """The pages on which there is anything to answer now; a page about goals has nothing while there are no goals.

    A page that only waits for an answer on an earlier page stays.
    """
    return tuple(
        page for page in questionnaire.pages if any(_askable(questionnaire, one, context) for one in page.questions)
    )


def _askable(questionnaire: Questionnaire, question: Question, context: Context) -> bool:
    if question.per and not context.possible_items(questionnaire, question):
        return False
    there = {one.id: _offered(one, context) for one in question.asked}
    return any(there.values()) and all(there[one.id] for one in question.asked if one.required)


def _offered(question: Question, context: Context) -> bool:
    """Whether there is anything to choose, or it needs no choosing."""
    kind = type_of(question)
    return kind.free_text or not kind.needs_choices or bool(kind.choices(question, context))


def _items(
    questionnaire: Questionnaire, question: Question, context: Context, also: Collection[AnswerKey]
) -> tuple[Choice | None, ...]:
    if not _askable(questionnaire, question, context):
        return ()
    if question.per is None:
        return (None,)
    now = context.items(questionnaire, question)
    present = {choice.value for choice in now}
    ids = {one.id for one in question.asked}
    sent = {key.item for key in also if key.question_id in ids} - present
    return (*now, *(choice for choice in context.possible_items(questionnaire, question) if choice.value in sent))


def _rounds(
    question: Question,
    item: Choice | None,
    context: Context,
    shown: Mapping[str, int] | None,
    also: Collection[AnswerKey],
) -> Iterator[Round]:
    repeat = question.repeat or ONCE
    about = item.value if item else ""
    ids = {one.id for one in question.asked}
    answered = (key for key, value in context.answers.items() if not is_blank(value))
    asked_for = (shown or {}).get(AnswerKey(question.asked[0].id, about).name, 0)
    wished = min(max(asked_for, _repeats(also, ids, about)), repeat.max)
    for number in range(max(1, repeat.min, _repeats(answered, ids, about), wished)):
        asked = (one for one in question.asked if _offered(one, context))
        yield Round(number, tuple(_entry(one, ids, about, number) for one in asked))


def _repeats(keys: Iterable[AnswerKey], ids: Collection[str], about: str) -> int:
    """How many repeats it takes to hold these addresses."""
    return max((key.repeat + 1 for key in keys if key.question_id in ids and key.item == about), default=0)


def _entry(question: Question, ids: Collection[str], about: str, number: int) -> Entry:
    key = AnswerKey(question.id, about, number)
    if question.show_if is None:
        return Entry(question, key)
    target = question.show_if.question
    return Entry(question, key, AnswerKey(target, about, number) if target in ids else AnswerKey(target))
