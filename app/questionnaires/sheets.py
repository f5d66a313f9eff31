"""One person's form of one step, as the pages show it: what is asked, what is answered, what is still to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flask_babel import get_locale

from app.models import Answer, Membership, Step, Submission
from app.questionnaires import queries
from app.questionnaires.sources import context_for
from app.questionnaires.standing import details, known_words, unexplained
from app.questionnaires.versions import Stored, key_of
from forms import build
from forms.context import Context
from forms.keys import AnswerKey, Value, is_blank
from forms.questionnaire import Questionnaire

MINUTES_A_PAGE = 1
ROUND_TO = 5


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page in the list of pages."""

    id: str
    title: str
    progress: build.Progress


@dataclass(frozen=True)
class Sheet:
    """A form and everything that belongs to it. Without ``submission`` nothing was typed yet."""

    step: Step
    membership: Membership
    submission: Submission | None
    questionnaire: Questionnaire
    context: Context
    stored: Mapping[AnswerKey, Stored]

    @property
    def purpose(self) -> str:
        """What the step is for, in two sentences."""
        return self.context.text(self.questionnaire.purpose)

    @cached_property
    def rows(self) -> Mapping[AnswerKey, Answer]:
        """The stored answers as rows, blank ones left out."""
        rows = self.submission.answers if self.submission else []
        keyed = ((key_of(row), row) for row in rows)
        return {key: row for key, row in keyed if key in self.stored and not is_blank(self.stored[key].value)}

    @cached_property
    def known(self) -> frozenset[str]:
        """Words that name no resident here."""
        return known_words(self.membership.project)

    @property
    def answers(self) -> dict[AnswerKey, Value]:
        """What was answered, without blanks."""
        return {key: kept.value for key, kept in self.stored.items() if not is_blank(kept.value)}

    @cached_property
    def pages(self) -> tuple[PageLine, ...]:
        """The pages that have something to ask, in order."""
        titles = {page.id: self.context.text(page.title) for page in self.questionnaire.pages}
        found = build.progress(self.questionnaire, self.context)
        return tuple(PageLine(page_id, titles[page_id], progress) for page_id, progress in found.items())

    @property
    def next_page(self) -> PageLine | None:
        """Where somebody left off: the page after the last one with answers, else the first that is not done."""
        begun = [number for number, page in enumerate(self.pages) if page.progress is not build.Progress.EMPTY]
        last = begun[-1] if begun else 0
        ahead = (*self.pages[last:], *self.pages[:last])
        return next((page for page in ahead if page.progress is not build.Progress.DONE), None)

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return -(-len(self.pages) * MINUTES_A_PAGE // ROUND_TO) * ROUND_TO

    @cached_property
    def missing(self) -> list[build.Missing]:
        """What must still change before it can be sent."""
        asked = {entry.key for _, _, entry in build.asked(self.questionnaire, self.context)}
        found = details(self.questionnaire, self.rows, self.known)
        return [
            *build.missing(self.questionnaire, self.context),
            *unexplained(self.questionnaire, found, asked),
        ]

    @property
    def summary(self) -> tuple[build.SummaryPage, ...]:
        """All answers in words."""
        return build.summary(self.questionnaire, self.context)

    def page_after(self, page_id: str) -> PageLine | None:
        """The page after this one; ``None`` after the last."""
        ids = [page.id for page in self.pages]
        place = ids.index(page_id) + 1 if page_id in ids else len(ids)
        return self.pages[place] if place < len(ids) else None


def sheet_for(step: Step, membership: Membership, *, blank: bool = False, language: str = "") -> Sheet:
    """This person's form, in the language of the page; with ``blank`` as somebody sees it who starts now."""
    submission = None if blank else queries.submission_of(step, membership)
    stored = queries.answers_of(submission) if submission else {}
    asked = queries.definition(submission.questionnaire) if submission else queries.definition_of(step)
    values = {key: kept.value for key, kept in stored.items()}
    context = context_for(step, membership, values, language or str(get_locale()), questionnaire=asked)
    return Sheet(step, membership, submission, asked, context, stored)
