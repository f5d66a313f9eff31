"""What must hold in a questionnaire beyond the shape of its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from forms.keys import ADDED_ID, QUESTION_ID
from forms.question_types import TYPES
from forms.questionnaire import SAYS, SOURCES, TELLS, Page, Question, Questionnaire

Line = Callable[[Question | Page], int]
Problems = Iterator[tuple[int, str]]
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_GROUP_ID = re.compile(rf"{QUESTION_ID.pattern}(?:-{QUESTION_ID.pattern})?", re.ASCII)


def problems_in(questionnaire: Questionnaire, line: Line, *, added: bool = False) -> Problems:
    """Everything that is wrong, as (line, text), in no particular order.

    With ``added`` it may have questions that a facilitator added (``x1``); a file has none.
    """
    if questionnaire.step > 99:
        yield 1, "'step' is a number from 1 to 99"
    yield from _ids(questionnaire, line, added)
    for page in questionnaire.pages:
        if page.id and not _SLUG.fullmatch(page.id):
            yield line(page), f"the id '{page.id}' has other characters than a–z, 0–9 and -"
        for question in page.questions:
            yield from _question(question, line)
            for field in question.fields:
                yield from _question(field, line)
    yield from _references(questionnaire, line)


def _ids(questionnaire: Questionnaire, line: Line, added: bool) -> Problems:
    """No id twice, and each of the right shape: 2.1 or 2.1a, a group also 5.1-5.2."""
    seen: set[str] = set()
    pages: set[str] = set()
    for page in questionnaire.pages:
        if page.id in pages:
            yield line(page), f"the page id '{page.id}' stands here twice"
        pages.add(page.id)
        for question in page.questions:
            for one in (question, *question.fields):
                if one.id in seen:
                    yield line(one), f"the id '{one.id}' stands here twice"
                seen.add(one.id)
                if added and not one.fields and ADDED_ID.fullmatch(one.id):
                    continue
                pattern = _GROUP_ID if one.fields else QUESTION_ID
                if not pattern.fullmatch(one.id) or not one.id.startswith(f"{questionnaire.step}."):
                    wanted = f"{questionnaire.step}.1 or {questionnaire.step}.1a"
                    yield line(one), f"'{one.id}' is not an id for step {questionnaire.step}, such as {wanted}"


def _question(question: Question, line: Line) -> Problems:
    at, name = line(question), question.id
    kind = TYPES.get(question.type)
    if kind is None:
        yield at, f"{name}: there is no type '{question.type}'; there are {', '.join(sorted(TYPES))}"
        return
    for problem in kind.problems(question):
        yield at, f"{name}: {problem}"
    if question.required and question.if_missing is None:
        yield at, f"{name}: a required question needs 'if_missing', the sentence that asks for it"
    values = [choice.value for choice in question.choices]
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield at, f"{name}: the choice '{value}' stands here twice"
    if question.source and question.source not in SOURCES:
        yield at, f"{name}: there is no source '{question.source}'; there are {', '.join(sorted(SOURCES))}"
    if question.says and question.says not in SAYS:
        yield at, f"{name}: 'says' is one of {', '.join(sorted(SAYS))}"
    if question.says and not kind.free_text:
        yield at, f"{name}: only a text can say something"
    if question.tells and question.tells not in TELLS:
        yield at, f"{name}: 'tells' is one of {', '.join(sorted(TELLS))}"
    if question.max == 0:
        yield at, f"{name}: 'max' is at least 1"
    repeat = question.repeat
    if repeat and not (1 <= repeat.max <= 20 and repeat.min <= repeat.max):
        yield at, f"{name}: a repeat has max from 1 to 20, and min no larger than max"


def _references(questionnaire: Questionnaire, line: Line) -> Problems:
    """What points at another question points at one that comes before it."""
    before: dict[str, Question] = {}
    several: set[str] = set()  # what has more than one answer, so that it is no condition for another question
    for page in questionnaire.pages:
        for question in page.questions:
            if question.per:
                yield from _per(question, before, line(question))
            for one in (question, *question.fields):
                if one.show_if:
                    yield from _show_if(one, before, line(one))
                    if one.show_if.question in several - {field.id for field in question.fields}:
                        yield line(one), f"{one.id}: 'show_if' points at a question that is asked more than once"
                if not one.fields:
                    before[one.id] = one
                if question.per or question.repeat:
                    several.add(one.id)


def _per(question: Question, before: dict[str, Question], at: int) -> Problems:
    source, answer = (question.per.source, question.per.answer) if question.per else ("", "")
    if bool(source) == bool(answer):
        yield at, f"{question.id}: 'per' names a source, or {{answer: an earlier question}}"
    elif source and source not in SOURCES:
        yield at, f"{question.id}: there is no source '{source}'; there are {', '.join(sorted(SOURCES))}"
    elif answer and answer not in before:
        yield at, f"{question.id}: 'per' points at '{answer}', which does not come before it"
    elif answer and not (before[answer].choices or before[answer].source):
        yield at, f"{question.id}: 'per' points at '{answer}', in which nothing is chosen"


def _show_if(question: Question, before: dict[str, Question], at: int) -> Problems:
    if question.show_if is None:
        return
    target = before.get(question.show_if.question)
    if target is None:
        yield at, f"{question.id}: 'show_if' points at '{question.show_if.question}', which does not come before it"
    elif not target.source and target.choices:
        known = {choice.value for choice in target.choices}
        for value in question.show_if.values:
            if value not in known:
                yield at, f"{question.id}: 'show_if' waits for '{value}', which is no choice of {target.id}"
