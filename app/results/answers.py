"""What people answered on the questions that lead to results: read from sent forms, and counted by organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import get_locale
from sqlalchemy import select

from app.extensions import db
from app.models import Answer, Membership, Organisation, Phase, QuestionnaireVersion, Step, Submission
from app.projects.fields import tidy_lines
from synthesis.counting import FEWEST_ORGANISATIONS


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of one person, not blank. A single text is one value; a choice of several has each of them."""

    answer_id: int
    question_id: str
    item: str
    repeat: int
    values: tuple[str, ...]
    membership_id: int
    organisation: str

    @property
    def text(self) -> str:
        """The answer as one text."""
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class Count:
    """How many people, of which organisations, gave the same answer."""

    value: str
    label: str
    organisations: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Tally:
    """All answers to one question. With ``few`` organisations no count is shown: it would point at a person."""

    counts: tuple[Count, ...]
    organisations: int
    people: int

    @property
    def few(self) -> bool:
        """Whether too few organisations answered to show counts."""
        return self.organisations < FEWEST_ORGANISATIONS

    def __bool__(self) -> bool:
        return self.people > 0


def given(phase: Phase, *question_ids: str) -> list[Given]:
    """The answers to these questions in the sent forms of a phase, in order of person, item and repeat."""
    wanted = (
        select(Answer, Submission.membership_id, Organisation.name)
        .join(Submission, Submission.id == Answer.submission_id)
        .join(Step, Step.id == Submission.step_id)
        .join(Membership, Membership.id == Submission.membership_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Step.phase_id == phase.id, Submission.submitted_at.is_not(None), Answer.question_id.in_(question_ids))
        .order_by(Submission.membership_id, Answer.question_id, Answer.item, Answer.repeat)
    )
    found = []
    for row, membership_id, organisation in db.session.execute(wanted):
        values = [row.value] if isinstance(row.value, str) else row.value
        kept = tuple(filter(None, map(tidy_lines, values)))
        if kept:
            found.append(Given(row.id, row.question_id, row.item, row.repeat, kept, membership_id, organisation))
    return found


class Beside:
    """What the same person said to another question, in the same repeat of a group: what stands on one line."""

    def __init__(self, answers: Iterable[Given]) -> None:
        self._found = {(one.question_id, one.membership_id, one.repeat): one for one in answers}

    def values(self, one: Given, question_id: str) -> tuple[str, ...]:
        """The chosen values beside an answer; none where that question was left blank."""
        other = self._found.get((question_id, one.membership_id, one.repeat))
        return other.values if other else ()

    def text(self, one: Given, question_id: str) -> str:
        """The answer beside an answer as one text; "" where it was left blank."""
        return ", ".join(self.values(one, question_id))


def tally(answers: Iterable[Given], labels: Mapping[str, str]) -> Tally:
    """Count answers per value: those of ``labels`` in that order, also when nobody chose them, then any other."""
    found = list(answers)
    seen = dict.fromkeys([*labels, *sorted({value for one in found for value in one.values})])
    counts = []
    for value in seen:
        same = [one for one in found if value in one.values]
        names = tuple(sorted({one.organisation for one in same}))
        counts.append(Count(value, labels.get(value, value), names, len({one.membership_id for one in same})))
    return Tally(tuple(counts), len({one.organisation for one in found}), len({one.membership_id for one in found}))


def labels(phase: Phase, question_id: str) -> dict[str, str]:
    """The choices of a question as the phase asked it, value → words in the reader's language, in order.

    Empty where the phase has not asked it.
    """
    from app.questionnaires.queries import definition  # noqa: PLC0415  (that room asks this one about goals)

    step = next((step for step in phase.steps if step.number == int(question_id.partition(".")[0])), None)
    if step is None or step.questionnaire_id is None:
        return {}
    version = db.session.get_one(QuestionnaireVersion, step.questionnaire_id)
    asked = next((question for question in definition(version).questions if question.id == question_id), None)
    return {choice.value: choice.label.text(str(get_locale())) for choice in asked.choices} if asked else {}


def counted(phase: Phase, question_id: str, item: str = "") -> Tally:
    """The answers of a phase to one question, about one item where it is asked per item."""
    same = (one for one in given(phase, question_id) if not item or one.item == item)
    return tally(same, labels(phase, question_id))
