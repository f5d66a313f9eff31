"""A questionnaire as a facilitator shaped it: the original, and the changes on it one after another.

``shaped(original, changes).questionnaire`` is what people are asked. It passes the same checks as a file, or the change
that would break it is refused with a :class:`ChangeError`, a sentence for the facilitator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar

from forms.changes import (
    AddQuestion,
    Change,
    ChoiceWords,
    Hide,
    MovePage,
    MoveQuestion,
    Reset,
    RewordPage,
    RewordQuestion,
    Show,
)
from forms.checks import problems_in
from forms.keys import ADDED_ID
from forms.messages import say
from forms.question_types.choosing import UNKNOWN
from forms.questionnaire import Choice, Localised, Page, Question, Questionnaire

KINDS = {
    "short": "short",
    "long": "text",
    "single": "single",
    "multiple": "multi",
    "scale": "scale5",
    "number": "number",
    "date": "date",
}
"""The kinds of questions that can be added, with their types."""

WITH_CHOICES = frozenset({"single", "multiple"})
WITH_TEXT = frozenset({"short", "long"})
ON_EVERY_CARD = frozenset({"place", "evidence"})
"""What the method wants to know of each card on the problem map, besides its text."""

LONGEST = {"label": 280, "hint": 500, "if_missing": 280, "title": 140, "intro": 1000, "choice": 140}
MOST_CHOICES = 40
SCALE = tuple(
    Choice(value, Localised(dutch, english))
    for value, dutch, english in (
        ("1", "1 (laag)", "1 (low)"),
        ("2", "2", "2"),
        ("3", "3", "3"),
        ("4", "4", "4"),
        ("5", "5 (hoog)", "5 (high)"),
        (UNKNOWN, "weet ik niet", "I don't know"),
    )
)
_UNSHOWABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
T = TypeVar("T", Page, Question)


class ChangeError(ValueError):
    """A change is not possible. :meth:`sentence` says why."""

    def __init__(self, name: str, **values: object) -> None:
        super().__init__(name)
        self.name = name
        self.values = values

    def sentence(self, locale: str) -> str:
        """Why not, in a language."""
        values = {
            name: value.text(locale) if isinstance(value, Localised) else value for name, value in self.values.items()
        }
        return say(f"change_{self.name}", locale, **values)


@dataclass(frozen=True, slots=True)
class Shape:
    """``whole`` is every question in order, ``hidden`` the ids that are not asked, ``used`` all ids ever added."""

    original: Questionnaire
    whole: Questionnaire
    hidden: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()

    @property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        pages = (replace(page, questions=tuple(_kept(page.questions, self.hidden))) for page in self.whole.pages)
        return replace(self.whole, pages=tuple(page for page in pages if page.questions))

    @property
    def changed(self) -> bool:
        """Whether it differs from the original."""
        return self.whole != self.original or bool(self.hidden)

    def find(self, question_id: str) -> Question:
        """A question, group or field, hidden or not. Raises :class:`ChangeError`."""
        found = next((one for one in _each(self.whole) if one.id == question_id), None)
        if found is None:
            raise ChangeError("gone")
        return found

    def page(self, page_id: str) -> Page:
        """A page, also one on which everything is hidden. Raises :class:`ChangeError`."""
        found = next((page for page in self.whole.pages if page.id == page_id), None)
        if found is None:
            raise ChangeError("gone")
        return found

    def after(self, change: Change) -> Shape:
        """The same with one change more. Raises :class:`ChangeError`."""
        changed = _STEPS[type(change)](self, change)
        asked = changed.questionnaire
        if not asked.pages:
            raise ChangeError("nothing_left")
        if unmet := _unmet(asked):
            there = any(one.id == unmet[1] for one in asked.questions)
            name = "order" if there else "other_hidden"
            raise ChangeError(name, question=unmet[0].label, other=self.find(unmet[1]).label)
        if any(problems_in(asked, lambda _: 0, added=True)):
            raise ChangeError("not_possible")
        return changed

    def why_not_hide(self, question_id: str) -> ChangeError | None:
        """Why a question stays; ``None`` where it can be hidden."""
        try:
            self.after(Hide(question_id))
        except ChangeError as error:
            return error
        return None


def unchanged(original: Questionnaire) -> Shape:
    """A questionnaire without changes."""
    used = (question.id for question in original.questions if ADDED_ID.fullmatch(question.id))
    return Shape(original, original, used=frozenset(used))


def shaped(original: Questionnaire, changes: Sequence[Change]) -> tuple[Shape, tuple[int, ...]]:
    """The questionnaire after all ``changes``, and the places of those that do not fit it (any more).

    A change can stop fitting when the original gets a new version. It is left out; the others count.
    """
    shapes = shapes_of(original, changes)
    left_out = (number for number, (before, after) in enumerate(pairwise(shapes)) if after is before)
    return shapes[-1], tuple(left_out)


def shapes_of(original: Questionnaire, changes: Iterable[Change]) -> tuple[Shape, ...]:
    """The questionnaire unchanged and after each of the changes; the same object after one that does not fit."""
    shapes = [unchanged(original)]
    for change in changes:
        shape = shapes[-1]
        with suppress(ChangeError):
            shape = shape.after(change)
        shapes.append(shape)
    return tuple(shapes)


def _reword_question(shape: Shape, change: RewordQuestion) -> Shape:
    question = shape.find(change.id)
    parts: dict[str, object] = {}
    if change.label is not None:
        parts["label"] = _needed(change.label, "label")
    if change.hint is not None:
        parts["hint"] = _optional(change.hint, "hint")
    if change.if_missing is not None:
        if not question.required:
            raise ChangeError("not_possible")
        parts["if_missing"] = _needed(change.if_missing, "if_missing")
    if change.choices:
        parts["choices"] = _reworded_choices(question, change.choices)
    return _with_question(shape, change.id, lambda one: replace(one, **parts))  # type: ignore[arg-type]


def _reworded_choices(question: Question, wanted: Iterable[ChoiceWords]) -> tuple[Choice, ...]:
    labels = {one.value: _needed(one.label, "choice") for one in wanted}
    if not labels.keys() <= {choice.value for choice in question.choices}:
        raise ChangeError("gone")
    return tuple(
        replace(choice, label=labels[choice.value]) if choice.value in labels else choice for choice in question.choices
    )


def _reword_page(shape: Shape, change: RewordPage) -> Shape:
    page = shape.page(change.id)
    if change.title is not None:
        page = replace(page, title=_needed(change.title, "title"))
    if change.intro is not None:
        page = replace(page, intro=_optional(change.intro, "intro"))
    return _with_pages(shape, (page if one.id == page.id else one for one in shape.whole.pages))


def _hide(shape: Shape, change: Hide) -> Shape:
    question = shape.find(change.id)
    if question.id in shape.hidden:
        raise ChangeError("hidden_already")
    leaves = {one.id for one in question.asked}
    for other in _each(shape.questionnaire):
        if other.id not in leaves | {question.id} and _waits_for(other) in leaves:
            raise ChangeError("others_depend", other=other.label)
    group = _group_of(shape, question)
    if group is None:
        if _asked_always(question) and any(_makes_cards(one) for one in question.asked):
            raise ChangeError("needed_always")
    elif _makes_cards(question):
        if _asked_always(group):
            raise ChangeError("needed_always")
        if any(one.id not in shape.hidden for one in group.fields if one.id != question.id):
            raise ChangeError("needed_in_group", group=group.label)
    return replace(shape, hidden=shape.hidden | {question.id})


def _group_of(shape: Shape, question: Question) -> Question | None:
    """The group that a question is a field of."""
    groups = (group for page in shape.whole.pages for group in page.questions)
    return next((group for group in groups if any(field.id == question.id for field in group.fields)), None)


def _show(shape: Shape, change: Show) -> Shape:
    if shape.find(change.id).id not in shape.hidden:
        raise ChangeError("shown_already")
    return replace(shape, hidden=shape.hidden - {change.id})


def _move_question(shape: Shape, change: MoveQuestion) -> Shape:
    shape.find(change.id)
    pages = []
    for page in shape.whole.pages:
        if change.id in {one.id for one in page.questions}:
            pages.append(replace(page, questions=_swapped(page.questions, change)))
            continue
        questions = (
            replace(one, fields=_swapped(one.fields, change))
            if change.id in {field.id for field in one.fields}
            else one
            for one in page.questions
        )
        pages.append(replace(page, questions=tuple(questions)))
    return _with_pages(shape, pages)


def _move_page(shape: Shape, change: MovePage) -> Shape:
    shape.page(change.id)
    return _with_pages(shape, _swapped(shape.whole.pages, change))


def _add(shape: Shape, change: AddQuestion) -> Shape:
    page = shape.page(change.page)
    if change.kind not in KINDS or not ADDED_ID.fullmatch(change.id) or change.id in shape.used:
        raise ChangeError("not_possible")
    if change.says and change.kind not in WITH_TEXT:
        raise ChangeError("says_nothing")
    question = Question(
        id=change.id,
        type=KINDS[change.kind],
        label=_needed(change.label, "label"),
        choices=SCALE if change.kind == "scale" else _new_choices(change),
        says=change.says,
    )
    page = replace(page, questions=(*page.questions, question))
    pages = (page if one.id == page.id else one for one in shape.whole.pages)
    return replace(_with_pages(shape, pages), used=shape.used | {change.id})


def _new_choices(change: AddQuestion) -> tuple[Choice, ...]:
    if change.kind not in WITH_CHOICES:
        if change.choices:
            raise ChangeError("choices_unwanted")
        return ()
    labels = [_needed(one, "choice") for one in change.choices]
    dutch = [one.nl for one in labels]
    if len(labels) < 2:
        raise ChangeError("choices_few")
    if len(labels) > MOST_CHOICES:
        raise ChangeError("choices_many", most=MOST_CHOICES)
    if twice := next((one for one in dutch if dutch.count(one) > 1), ""):
        raise ChangeError("choices_twice", choice=twice)
    return tuple(Choice(f"c{number}", label) for number, label in enumerate(labels, 1))


def _reset(shape: Shape, _change: Reset) -> Shape:
    return replace(unchanged(shape.original), used=shape.used)


_STEPS: Mapping[type[Change], Callable[[Shape, Any], Shape]] = {
    RewordQuestion: _reword_question,
    RewordPage: _reword_page,
    Hide: _hide,
    Show: _show,
    MoveQuestion: _move_question,
    MovePage: _move_page,
    AddQuestion: _add,
    Reset: _reset,
}


def _needed(text: Localised, part: str) -> Localised:
    """A text that can stand on a page. Raises :class:`ChangeError`."""
    found = _optional(text, part)
    if found is None:
        raise ChangeError("no_text")
    return found


def _optional(text: Localised, part: str) -> Localised | None:
    """As :func:`_needed`; ``None`` where the text is empty."""
    for one in (text.nl, text.en):
        if one != one.strip() or _UNSHOWABLE.search(one):
            raise ChangeError("not_text")
        if len(one) > LONGEST[part]:
            raise ChangeError("too_long", now=len(one), most=LONGEST[part])
    if bool(text.nl) != bool(text.en):
        raise ChangeError("no_text")
    return text if text.nl else None


def _makes_cards(question: Question) -> bool:
    """Whether a card on the problem map cannot do without the answer."""
    return question.required and bool(question.says or question.tells in ON_EVERY_CARD)


def _asked_always(question: Question) -> bool:
    return question.per is None and (question.repeat is None or question.repeat.min > 0)


def _waits_for(question: Question) -> str | None:
    """The id of the question whose answer decides whether, or about what, this one is asked."""
    if question.show_if:
        return question.show_if.question
    return question.per.answer or None if question.per else None


def _unmet(asked: Questionnaire) -> tuple[Question, str] | None:
    """The first question that comes before the one it waits for, with that one's id."""
    before: set[str] = set()
    for one in _each(asked):
        needed = _waits_for(one)
        if needed is not None and needed not in before:
            return one, needed
        before.add(one.id)
    return None


def _each(questionnaire: Questionnaire) -> Iterator[Question]:
    """Every question, group and field, in order."""
    return (one for page in questionnaire.pages for top in page.questions for one in (top, *top.fields))


def _kept(questions: Iterable[Question], hidden: frozenset[str]) -> Iterator[Question]:
    for question in questions:
        fields = tuple(field for field in question.fields if field.id not in hidden)
        if question.id not in hidden and (fields or not question.fields):
            yield replace(question, fields=fields)


def _swapped(things: tuple[T, ...], change: MoveQuestion | MovePage) -> tuple[T, ...]:
    here = next(number for number, one in enumerate(things) if one.id == change.id)
    there = here - 1 if change.up else here + 1
    if not 0 <= there < len(things):
        raise ChangeError("at_the_end")
    moved = list(things)
    moved[here], moved[there] = moved[there], moved[here]
    return tuple(moved)


def _with_pages(shape: Shape, pages: Iterable[Page]) -> Shape:
    return replace(shape, whole=replace(shape.whole, pages=tuple(pages)))


def _with_question(shape: Shape, question_id: str, change: Callable[[Question], Question]) -> Shape:
    def new(question: Question) -> Question:
        if question.id == question_id:
            return change(question)
        return replace(question, fields=tuple(new(field) for field in question.fields))

    pages = (replace(page, questions=tuple(new(one) for one in page.questions)) for page in shape.whole.pages)
    return _with_pages(shape, pages)
