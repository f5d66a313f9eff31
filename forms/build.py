"""A page of a questionnaire as a WTForms form that is ready to draw; and what the answers come to.

The front door of this room for the application::

    page = build_page(questionnaire, "observations", context, answers)                  # to show
    page = build_page(questionnaire, "observations", context, answers, request.form)    # to read
    read(page)      # {AnswerKey: Value} of everything typed, valid or not
    errors(page)    # [(AnswerKey, sentence)] for the summary of errors

Draw inside the form, besides the fields: ``page.hidden`` as hidden inputs (what the page showed), and the buttons with
the names ``ADD`` and ``REMOVE``. :func:`pressed` says which of them was used, so that repeats work without script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from wtforms import Field, ValidationError
from wtforms.form import BaseForm

from forms.answers import Missing, Progress, SummaryLine, SummaryPage, missing, progress, summary
from forms.context import Context
from forms.drawing import draw_block
from forms.export import Exported, export
from forms.keys import AnswerKey, Value
from forms.layout import Block, Entry, asked, blocks, entries, pages_to_ask
from forms.needs import needed_keys, problem
from forms.question_types import type_of
from forms.questionnaire import Page, Question, Questionnaire
from forms.said import Said, said
from forms.views import BlockView
from forms.wording import located

__all__ = [
    "ADD",
    "REMOVE",
    "SHOWN",
    "Exported",
    "Missing",
    "PageForm",
    "Pressed",
    "Progress",
    "Said",
    "SummaryLine",
    "SummaryPage",
    "asked",
    "build_page",
    "errors",
    "export",
    "missing",
    "pages_to_ask",
    "pressed",
    "progress",
    "read",
    "said",
    "summary",
]

ADD, REMOVE, SHOWN = "add", "remove", "shown"
"""Names of the buttons for repeats, and of the hidden inputs that tell which fields a page showed."""


class AnswerField(Field):
    """One answer in a form. Its ``data`` is the value as typed; ``judge`` says what is wrong with it."""

    judge: Callable[[], str | None]

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question = question

    def process_data(self, value: Value | None) -> None:
        """Stored value → data."""
        self.data = type_of(self.question).blank if value is None else value

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """What a browser sent → data."""
        self.data = type_of(self.question).clean(valuelist, self.question)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002  (WTForms' signature)
        """Raises :class:`ValidationError` with one sentence."""
        if sentence := self.judge():
            raise ValidationError(sentence)


@dataclass(frozen=True, slots=True)
class PageForm:
    """A page: its WTForms ``form``, its ``blocks`` to draw, and its ``hidden`` inputs as (name, value).

    Made by :func:`build_page`. ``showed`` are the addresses that the page showed when it was sent.
    """

    questionnaire: Questionnaire
    page: Page
    context: Context
    laid_out: tuple[Block, ...]
    form: BaseForm
    showed: frozenset[AnswerKey]

    @property
    def id(self) -> str:
        """Id of the page."""
        return self.page.id

    @property
    def title(self) -> str:
        """Title of the page, in the language."""
        return self.context.text(self.page.title)

    @property
    def intro(self) -> str:
        """What stands above the questions, or ""."""
        return self.context.text(self.page.intro)

    @property
    def blocks(self) -> tuple[BlockView, ...]:
        """Everything to draw, with values and errors."""
        return tuple(draw_block(block, self.questionnaire, self.context, self.form) for block in self.laid_out)

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """Hidden inputs that tell :func:`read` which fields the page showed."""
        return tuple((SHOWN, entry.key.name) for entry in _every(self.laid_out))

    @property
    def shown_repeats(self) -> dict[str, int]:
        """How many repeats each row shows, by row name."""
        return {row.name: len(row.rounds) for block in self.laid_out for row in block.rows}

    def keys_of(self, key: AnswerKey) -> tuple[AnswerKey, ...]:
        """The addresses of all fields that stand in one repeat with ``key``: what goes when that repeat is removed."""
        rounds = ((row, number) for block in self.laid_out for row in block.rows for number in row.rounds)
        together = ((row.key(number.number), tuple(entry.key for entry in number.entries)) for row, number in rounds)
        return next((keys for first, keys in together if key == first or key in keys), ())

    def read(self) -> dict[AnswerKey, Value]:
        """See :func:`read`."""
        return {
            entry.key: self.form[entry.key.name].data for entry in _every(self.laid_out) if entry.key in self.showed
        }

    def errors(self) -> list[tuple[AnswerKey, str]]:
        """See :func:`errors`."""
        return [
            (entry.key, located(row, number, entry, self.form[entry.key.name].errors[0], self.context))
            for row, number, entry in entries(self.laid_out, self.context)
            if self.form[entry.key.name].errors
        ]


def build_page(  # noqa: PLR0917 (callers give these in this order)
    questionnaire: Questionnaire,
    page: Page | str,
    context: Context,
    answers: Mapping[AnswerKey, Value] | None = None,
    formdata: Any = None,
    shown_repeats: Mapping[str, int] | None = None,
    *,
    complete: bool = False,
) -> PageForm:
    """A page (or page id) with the stored ``answers`` in it, or with what was sent in ``formdata`` (a MultiDict).

    What was typed is always checked; with ``complete`` also what is still needed. ``shown_repeats`` asks for at least
    so many repeats, by row name (:attr:`Pressed.shown_repeats`). Without ``answers`` the context's own count. Raises
    :class:`KeyError` for a page that is not there.
    """
    page = questionnaire.page(page) if isinstance(page, str) else page
    stored = dict(context.answers if answers is None else answers)
    sent = _sent_keys(formdata)
    laid_out = tuple(blocks(questionnaire, page, context.with_answers(stored), shown_repeats, sent))
    every = tuple(_every(laid_out))
    showed = frozenset(entry.key for entry in every if not sent or entry.key in sent)
    form = BaseForm({entry.key.name: AnswerField(entry.question) for entry in every})
    for entry in every:
        form[entry.key.name].process(formdata if entry.key in showed else None, stored.get(entry.key))
    now = context.with_answers({**stored, **{entry.key: form[entry.key.name].data for entry in every}})
    needed = needed_keys(laid_out, now) if complete else frozenset()
    for entry in every:
        form[entry.key.name].judge = partial(problem, entry, now, entry.key in needed)
    form.validate()
    return PageForm(questionnaire, page, now, laid_out, form, showed)


def read(page: PageForm) -> dict[AnswerKey, Value]:
    """Everything on the page as typed, valid or not; blanks too. Of a sent page only what that page had showed."""
    return page.read()


def errors(page: PageForm) -> list[tuple[AnswerKey, str]]:
    """What is wrong on the page, in order: the address to link to, and a sentence that says where."""
    return page.errors()


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button for repeats. ``key`` is the first field of the repeat that is to come, or to go."""

    adds: bool
    key: AnswerKey

    @property
    def shown_repeats(self) -> dict[str, int]:
        """For :func:`build_page`, to show the repeat that was asked for."""
        return {AnswerKey(self.key.question_id, self.key.item).name: self.key.repeat + 1} if self.adds else {}


def pressed(formdata: Any) -> Pressed | None:
    """Which button for repeats a page was sent with (or a link asks for); ``None`` for any other."""
    for name in (ADD, REMOVE):
        try:
            return Pressed(name == ADD, AnswerKey.parse(formdata.get(name, "")))
        except ValueError:
            continue
    return None


def _every(laid_out: Iterable[Block]) -> Iterator[Entry]:
    return (entry for block in laid_out for row in block.rows for number in row.rounds for entry in number.entries)


def _sent_keys(formdata: Any) -> frozenset[AnswerKey]:
    """The addresses that the sent page showed; none when the page does not say so."""
    found = set()
    for name in formdata.getlist(SHOWN) if formdata is not None else ():
        try:
            found.add(AnswerKey.parse(name))
        except ValueError:
            continue  # not from our page, so nothing of ours is lost
    return frozenset(found)
