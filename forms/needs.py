"""Which answers are still asked for."""

from __future__ import annotations

from collections.abc import Iterable

from forms.context import Context
from forms.keys import AnswerKey
from forms.layout import Block, Entry, Round, Row
from forms.question_types import type_of


def needed_keys(blocks: Iterable[Block], context: Context) -> frozenset[AnswerKey]:
    """The addresses that need an answer: required, asked now, and in a repeat that counts."""
    return frozenset(
        entry.key
        for block in blocks
        for row in block.rows
        for number in counting_rounds(row, context)
        for entry in number.entries
        if entry.question.required and entry.applies(context)
    )


def counting_rounds(row: Row, context: Context) -> tuple[Round, ...]:
    """The repeats that somebody began, and where those are too few, the first blank ones that are wanted."""
    wanted = row.repeat.min - sum(1 for number in row.rounds if begun(number, context))
    found = []
    for number in row.rounds:
        if begun(number, context):
            found.append(number)
        elif wanted > 0:
            found.append(number)
            wanted -= 1
    return tuple(found)


def begun(number: Round, context: Context) -> bool:
    """Whether anything was answered in a repeat."""
    return any(not blank(entry, context) for entry in number.entries)


def blank(entry: Entry, context: Context) -> bool:
    """Whether nothing was answered at an address."""
    kind = type_of(entry.question)
    return kind.is_blank(context.answers.get(entry.key, kind.blank))


def problem(entry: Entry, context: Context, needed: bool) -> str | None:
    """What is wrong at an address, as a sentence; ``None`` where all is well, or nothing is asked."""
    if not entry.applies(context):
        return None
    if blank(entry, context):
        return context.text(entry.question.if_missing) if needed else None
    return type_of(entry.question).error(entry.question, context.answers[entry.key], context)
