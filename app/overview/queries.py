"""What other rooms and pages ask of the map, and the walk from a statement back to its answer and forward."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access import Right, may
from app.extensions import db
from app.models import (
    Answer,
    Goal,
    GoalSource,
    KnowledgeGap,
    Membership,
    Organisation,
    ParkedItem,
    Person,
    Phase,
    ProblemStatement,
    Role,
    Step,
    Submission,
)
from app.models.projects import Visibility
from app.models.results import ParkedKind
from app.overview.maps import map_of
from synthesis import counting
from synthesis.model import Kind, MapCluster, Standing, Statement

__all__ = [
    "Aftermath",
    "Source",
    "aftermath",
    "confirmed_clusters",
    "map_of",
    "names_organisations",
    "question_of",
    "sources",
    "strengths",
]

_OF_ANSWER = re.compile(r"a(\d{1,18})\.\d+")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from. Without ``statement`` the newest draft no longer has it."""

    statement_id: str
    text: str
    statement: Statement | None
    answer: Answer
    submission: Submission
    person: Person
    organisation: Organisation
    step: Step
    question_id: str


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What became of a statement: goals that use it, the question it became, the idea it was parked as."""

    goals: tuple[Goal, ...]
    gaps: tuple[KnowledgeGap, ...]
    ideas: tuple[ParkedItem, ...]

    def __bool__(self) -> bool:
        return bool(self.goals or self.gaps or self.ideas)


def confirmed_clusters(phase: Phase) -> tuple[MapCluster, ...]:
    """The subjects that the group confirmed, most organisations first."""
    whole = map_of(phase)
    if whole is None:
        return ()
    return tuple(cluster for cluster in counting.ranked(whole) if cluster.standing is Standing.CONFIRMED)


def strengths(phase: Phase) -> tuple[Statement, ...]:
    """What goes well and who gives the area strength, as people said it."""
    whole = map_of(phase)
    return () if whole is None else tuple(said for said in whole.statements if said.kind is Kind.STRENGTH)


def sources(phase: Phase, statement_ids: Collection[str]) -> tuple[Source, ...]:
    """Where statements come from, in the order asked. One whose answer was erased is left out."""
    whole = map_of(phase)
    by_id = {} if whole is None else {statement.id: statement for statement in whole.statements}
    rows = _answers(phase, {number for key in statement_ids if (number := _answer_id(key)) is not None})
    found = []
    for key in statement_ids:
        row = rows.get(_answer_id(key) or 0)
        if row is not None:
            found.append(_source(key, by_id.get(key), row))
    return tuple(found)


def question_of(source: Source, locale: str) -> str:
    """What was asked, in the words of the version that this person answered."""
    from app.questionnaires.queries import definition  # noqa: PLC0415  (that room asks this one for the map)

    for page in definition(source.submission.questionnaire).pages:
        for question in page.questions:
            if any(leaf.id == source.question_id for leaf in question.asked):
                return question.label.text(locale)
    return ""


def aftermath(phase: Phase, statement_id: str) -> Aftermath:
    """What became of a statement in the phase it was made in."""
    goals = (
        select(Goal)
        .join(GoalSource, GoalSource.goal_id == Goal.id)
        .join(ProblemStatement, ProblemStatement.id == Goal.problem_id)
        .where(ProblemStatement.phase_id == phase.id, GoalSource.statement_id == statement_id)
        .order_by(Goal.id)
    )
    gaps = select(KnowledgeGap).where(KnowledgeGap.phase_id == phase.id, KnowledgeGap.statement_id == statement_id)
    ideas = select(ParkedItem).where(
        ParkedItem.phase_id == phase.id, ParkedItem.kind == ParkedKind.IDEA, ParkedItem.source == statement_id
    )
    return Aftermath(
        tuple(db.session.scalars(goals)), tuple(db.session.scalars(gaps)), tuple(db.session.scalars(ideas))
    )


def names_organisations(membership: Membership) -> bool:
    """Whether somebody may see which organisation said what. Nobody sees people's names."""
    if may(membership, Right.FACILITATE):
        return True
    return membership.role is Role.CORE and membership.project.visibility is Visibility.CORE


def _answer_id(statement_id: str) -> int | None:
    found = _OF_ANSWER.fullmatch(statement_id)
    return int(found[1]) if found else None


def _answers(phase: Phase, ids: Collection[int]) -> dict[int, Answer]:
    of_form = joinedload(Answer.submission)
    wanted = (
        select(Answer)
        .join(Submission, Submission.id == Answer.submission_id)
        .join(Step, Step.id == Submission.step_id)
        .where(Step.phase_id == phase.id, Answer.id.in_(ids))
        .options(
            of_form.joinedload(Submission.step),
            of_form.joinedload(Submission.questionnaire),
            of_form.joinedload(Submission.membership).joinedload(Membership.organisation),
            of_form.joinedload(Submission.membership).joinedload(Membership.person),
        )
    )
    return {answer.id: answer for answer in db.session.scalars(wanted)} if ids else {}


def _source(key: str, statement: Statement | None, answer: Answer) -> Source:
    form = answer.submission
    value = answer.value if isinstance(answer.value, str) else ", ".join(answer.value)
    return Source(
        key,
        statement.text if statement else value,
        statement,
        answer,
        form,
        form.membership.person,
        form.membership.organisation,
        form.step,
        answer.question_id,
    )
