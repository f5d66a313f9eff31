"""What the pages show on which a facilitator shapes a questionnaire: its questions, what can be done, its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from flask_babel import get_locale

from app.models import Membership, QuestionnaireChange, Step
from app.questionnaires import change_words, queries, shaping
from app.questionnaires.originals import original
from forms.keys import ADDED_ID
from forms.questionnaire import Page, Question
from forms.shaping import Shape, shapes_of, unchanged


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question, group or field in the overview. ``stays`` says why it cannot be hidden, "" where it can."""

    question: Question
    hidden: bool
    stays: str
    first: bool
    last: bool
    fields: tuple[QuestionLine, ...] = ()

    @property
    def added(self) -> bool:
        """Whether a facilitator added it."""
        return ADDED_ID.fullmatch(self.question.id) is not None


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page in the overview."""

    page: Page
    hidden: bool
    first: bool
    last: bool
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """What somebody changed. ``fits`` is false where it no longer fits the questionnaire, so that it does not count."""

    row: QuestionnaireChange
    told: change_words.Told
    fits: bool


@dataclass(frozen=True)
class Editor:
    """The questionnaire of a step as its facilitator edits it. Once ``started`` only words can change."""

    step: Step
    membership: Membership
    rows: tuple[QuestionnaireChange, ...]
    shapes: tuple[Shape, ...]
    started: bool

    @property
    def seen(self) -> int:
        """The last change that this page knows."""
        return shaping.last(self.rows)

    @cached_property
    def shape(self) -> Shape:
        """The questions to edit: what people answer, or what they will be asked."""
        return unchanged(queries.definition_of(self.step)) if self.started else self.shapes[-1]

    @property
    def version(self) -> str:
        """The version that is in use."""
        return self.shape.questionnaire.version

    @property
    def pages(self) -> tuple[PageLine, ...]:
        """All pages with all questions, hidden ones too."""
        asked = {page.id for page in self.shape.questionnaire.pages}
        pages = self.shape.whole.pages
        return tuple(
            PageLine(
                page, page.id not in asked, page is pages[0], page is pages[-1], tuple(self._lines(page.questions))
            )
            for page in pages
        )

    @property
    def history(self) -> list[HistoryLine]:
        """What was changed, newest first."""
        lines = []
        steps = zip(self.rows, shaping.changes_in(self.rows), pairwise(self.shapes), strict=True)
        for row, change, (before, after) in steps:
            told = change_words.told(change, before, str(get_locale()))
            lines.append(HistoryLine(row, told, after is not before))
        return lines[::-1]

    def since(self, seen: int) -> list[HistoryLine]:
        """What was changed after a page that knew the changes up to ``seen``, newest first."""
        return [line for line in self.history if line.row.sequence > seen]

    def shape_at(self, seen: int) -> Shape:
        """The questionnaire as it was then."""
        return self.shapes[sum(1 for row in self.rows if row.sequence <= seen)]

    def _lines(self, questions: tuple[Question, ...]) -> Iterator[QuestionLine]:
        for number, question in enumerate(questions):
            hidden = question.id in self.shape.hidden
            yield QuestionLine(
                question,
                hidden,
                "" if hidden or self.started else self._why_it_stays(question),
                first=number == 0,
                last=number == len(questions) - 1,
                fields=tuple(self._lines(question.fields)),
            )

    def _why_it_stays(self, question: Question) -> str:
        error = self.shape.why_not_hide(question.id)
        return error.sentence(str(get_locale())) if error else ""


def editor_of(step: Step, membership: Membership) -> Editor:
    """The editor of a step."""
    rows = tuple(shaping.rows_of(step))
    shapes = shapes_of(original(step.number), shaping.changes_in(rows))
    return Editor(step, membership, rows, shapes, shaping.started(step))
