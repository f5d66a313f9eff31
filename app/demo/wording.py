"""From the demo's files, which name choices by their Dutch label, to answers as the forms keep them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms.context import Context
from forms.keys import AnswerKey, Value
from forms.question_types import type_of
from forms.questionnaire import Choice, Question, Questionnaire


class WordingError(ValueError):
    """The demo names something that the questionnaire does not have."""


def answers_of(entry: Mapping[str, Any], questionnaire: Questionnaire, context: Context) -> dict[AnswerKey, Value]:
    """What one person of the demo answered. ``entry`` goes by question id; lists are repeats, mappings are per item."""
    found: dict[AnswerKey, Value] = {}
    known = {question.id: question for question in questionnaire.questions}
    for key, question, said in _spread(entry, questionnaire, context, known):
        value = _value(question, said, context)
        if value:
            found[key] = value
    return found


def _spread(
    entry: Mapping[str, Any], questionnaire: Questionnaire, context: Context, known: Mapping[str, Question]
) -> Iterator[tuple[AnswerKey, Question, Any]]:
    for name, said in entry.items():
        if not name[0].isdigit():
            continue
        question = known.get(name)
        if isinstance(said, Mapping):
            yield from _per_item(name, said, questionnaire, context, known)
        elif isinstance(said, list) and said and isinstance(said[0], Mapping):
            for repeat, fields in enumerate(said):
                yield from ((AnswerKey(leaf, "", repeat), known[leaf], text) for leaf, text in _fields(fields))
        elif question is not None and isinstance(said, list) and _repeats(questionnaire, name):
            yield from ((AnswerKey(name, "", repeat), question, text) for repeat, text in enumerate(said))
        elif question is not None:
            yield AnswerKey(name), question, said
        elif said:
            raise WordingError(f"there is no question {name}")


def _per_item(
    name: str,
    said: Mapping[Any, Any],
    questionnaire: Questionnaire,
    context: Context,
    known: Mapping[str, Question],
) -> Iterator[tuple[AnswerKey, Question, Any]]:
    """Answers per organisation, figure, goal or action; a mapping of plain questions (6.7) is none of these."""
    for thing, told in said.items():
        if str(thing) in known and not isinstance(told, Mapping):
            yield AnswerKey(str(thing)), known[str(thing)], told
        elif str(thing) in known:
            yield from _per_item(str(thing), told, questionnaire, context, known)
        else:
            fields = told if isinstance(told, Mapping) else {name: told}
            for leaf, text in _fields(fields):
                yield AnswerKey(leaf, _chosen(_items(questionnaire, context, leaf), str(thing))), known[leaf], text


def _fields(fields: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    return ((str(name), text) for name, text in fields.items() if str(name)[0].isdigit())


def _repeats(questionnaire: Questionnaire, name: str) -> bool:
    return any(question.id == name and question.repeat for page in questionnaire.pages for question in page.questions)


def _items(questionnaire: Questionnaire, context: Context, leaf: str) -> tuple[Choice, ...]:
    """What a question that is asked per thing can be asked about."""
    for page in questionnaire.pages:
        for question in page.questions:
            if any(one.id == leaf for one in question.asked):
                return context.possible_items(questionnaire, question)
    raise WordingError(f"there is no question {leaf}")


def _value(question: Question, said: Any, context: Context) -> Value:
    choices = context.choices(question)
    if question.type == "check":
        return (choices[0].value if choices else "yes") if said else ""
    if isinstance(said, list):
        return tuple(_chosen(choices, str(one)) for one in said)
    text = "" if said is None else str(said)
    if not choices or not text or type_of(question).free_text:
        return text
    return _chosen(choices, text)


def _chosen(choices: Sequence[Choice], label: str) -> str:
    """The value of the choice with this value or label, or with a label that goes on after it ("…: 38 %", "… (1)")."""
    wanted = label.strip().lower()
    for choice in choices:
        known = choice.label.nl.lower()
        if wanted in {choice.value.lower(), known} or known.startswith((f"{wanted}:", f"{wanted} (")):
            return choice.value
    raise WordingError(f"{label!r} is not among {[choice.label.nl for choice in choices]}")
