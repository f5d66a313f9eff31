"""What a questionnaire can refer to while it is filled in: places, organisations, confirmed subjects, goals and more.

A choice that somebody once made stays a choice for that person, also when the group has since merged a subject or
dropped a goal: no answer loses what it was about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access import Right, may
from app.addresses import row_number
from app.extensions import db
from app.models import (
    Action,
    Goal,
    Indicator,
    KnowledgeGap,
    Membership,
    ParkedItem,
    Phase,
    Step,
)
from forms.context import Context
from forms.keys import AnswerKey, Value, texts
from forms.questionnaire import Choice, Localised, Questionnaire
from synthesis.themes import labels

MOST_CANDIDATES = 5
MOST_STRENGTHS = 12
MOST_INDICATORS = 8
FIRST_ABOUT_SUBJECTS = 3
FIRST_ABOUT_GOALS = 5

# What others said or proposed. The wider circle sees only what the group confirmed.
NOT_YET_AGREED = ("strengths", "draft_goals")

NAMED_BY_THE_MAP = ("clusters", "candidates", "strengths")
# The map names what is on it so; somebody may send any other text.
_NAME = re.compile(r"[\w.-]{1,64}", re.ASCII)

Choices = tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What is the same for everybody who fills in a step. Read it once for many people."""

    sources: Mapping[str, Choices]
    organisations: Mapping[int, str]


def shared(step: Step) -> Shared:
    """The choices of a step that do not depend on who fills it in. A step asks only for what it can use."""
    phase = step.phase
    project = phase.project
    sources: dict[str, Choices] = {
        "places": tuple(_choice(place.name, place.name) for place in project.places),
        "themes": _themes(),
        "indicators": _indicators(project.id),
    }
    if step.number >= FIRST_ABOUT_SUBJECTS:
        sources |= _subjects(phase)
    if step.number >= FIRST_ABOUT_GOALS:
        sources |= _goals(phase)
    members = db.session.scalars(
        select(Membership).where(Membership.project_id == project.id).options(joinedload(Membership.organisation))
    )
    present = {one.organisation_id: one.organisation.name for one in members if may(one, Right.FILL_IN)}
    return Shared(sources, dict(sorted(present.items(), key=lambda pair: pair[1].casefold())))


def context_for(
    step: Step,
    membership: Membership,
    answers: Mapping[AnswerKey, Value],
    locale: str,
    *,
    questionnaire: Questionnaire | None = None,
    known: Shared | None = None,
) -> Context:
    """What this person's questionnaire of this step refers to.

    ``questionnaire`` is the version that the answers belong to; ``known`` saves reading what everybody shares.
    """
    from app.questionnaires.queries import definition_of  # noqa: PLC0415  (the queries use this module)

    known = known or shared(step)
    sources = dict(known.sources)
    sources["organisations"] = tuple(
        _choice(number, name) for number, name in known.organisations.items() if number != membership.organisation_id
    )
    if step.number >= FIRST_ABOUT_GOALS:
        sources["my_actions"] = _my_actions(membership, step.phase)
    if not may(membership, Right.SEE_MAP):
        sources |= dict.fromkeys(NOT_YET_AGREED, ())
    asked = questionnaire or definition_of(step)
    for name, chosen in _chosen(asked, answers).items():
        there = {choice.value for choice in sources.get(name, ())}
        gone = (_gone(name, value, step.phase) for value in chosen if value not in there)
        sources[name] = (*sources.get(name, ()), *(choice for choice in gone if choice))
    return Context(locale, sources, answers)


def context_for_everybody(step: Step, locale: str) -> Context:
    """What the questionnaire refers to for anybody: without what only some may read, and what is about one person."""
    known = shared(step)
    sources = {name: found for name, found in known.sources.items() if name not in NOT_YET_AGREED}
    sources["organisations"] = tuple(_choice(number, name) for number, name in known.organisations.items())
    return Context(locale, sources)


def _choice(value: object, label: str, english: str | None = None, hint: str = "") -> Choice:
    return Choice(str(value), Localised(label, english or label), Localised(hint, hint) if hint else None)


def _themes() -> Choices:
    english = labels("en")
    return tuple(_choice(code, label, english[code]) for code, label in labels().items())


def _indicators(project_id: int) -> Choices:
    rows = db.session.scalars(
        select(Indicator).where(Indicator.project_id == project_id).order_by(Indicator.id).limit(MOST_INDICATORS)
    )
    return tuple(
        _choice(row.id, f"{row.label}: {row.value}", hint=" · ".join(filter(None, (row.explanation, row.comparison))))
        for row in rows
    )


def _subjects(phase: Phase) -> dict[str, Choices]:
    from app.overview import queries as overview  # noqa: PLC0415  (that room asks this one for the answers)
    from app.results import queries as results  # noqa: PLC0415  (as above)

    clusters = tuple(_choice(cluster.id, cluster.title) for cluster in overview.confirmed_clusters(phase))
    said = {statement.text: statement for statement in reversed(overview.strengths(phase))} if clusters else {}
    strengths = list(reversed(said.values()))[:MOST_STRENGTHS]
    return {
        "clusters": clusters,
        "candidates": clusters[:MOST_CANDIDATES],
        "strengths": tuple(_choice(statement.id, statement.text) for statement in strengths),
        "gaps": tuple(_choice(gap.id, gap.question, hint=gap.why) for gap in results.open_gaps(phase)),
    }


def _goals(phase: Phase) -> dict[str, Choices]:
    from app.results import queries as results  # noqa: PLC0415  (that room asks this one for the answers)

    return {
        "draft_goals": tuple(_choice(goal.id, goal.text) for goal in results.draft_goals(phase)),
        "goals": tuple(_choice(goal.id, goal.text, hint=_measure(goal)) for goal in results.agreed_goals(phase)),
        "parked": tuple(_choice(item.id, item.text) for item in results.parked_problems(phase)),
    }


def _measure(goal: Goal) -> str:
    """How the group said it would measure the goal: indicator, from, to."""
    numbers = " → ".join(filter(None, (goal.baseline, goal.target)))
    return ": ".join(filter(None, (goal.indicator, numbers)))


def _my_actions(membership: Membership, phase: Phase) -> Choices:
    from app.results import queries as results  # noqa: PLC0415  (that room asks this one for the answers)

    return tuple(_choice(action.id, action.what) for action in results.actions_of(membership, phase))


def _chosen(questionnaire: Questionnaire, answers: Mapping[AnswerKey, Value]) -> dict[str, list[str]]:
    """What this person chose or answered about, by the source that it came from, each thing once."""
    found: dict[str, dict[str, None]] = {}
    by_id = {question.id: question for question in questionnaire.questions}
    groups = {field.id: group for page in questionnaire.pages for group in page.questions for field in group.asked}
    for key, value in answers.items():
        question = by_id.get(key.question_id)
        if question is None or not texts(value):
            continue
        if question.source and question.source != "places":
            found.setdefault(question.source, {}).update(dict.fromkeys(texts(value)))
        per = groups[question.id].per
        if per is not None and per.source and key.item:
            found.setdefault(per.source, {})[key.item] = None
    return {name: list(values) for name, values in found.items()}


def _gone(source: str, value: str, phase: Phase) -> Choice | None:
    """What is no longer offered, in the words it had; ``None`` for what never was a choice in this traject."""
    if source in NAMED_BY_THE_MAP and not _NAME.fullmatch(value):
        return None
    if source in {"clusters", "candidates"}:
        from app.overview.queries import map_of  # noqa: PLC0415  (that room asks this one for the answers)

        whole = map_of(phase)
        title = next((cluster.title for cluster in whole.clusters if cluster.id == value), "") if whole else ""
        return _choice(value, title or "Een onderwerp dat is samengevoegd", title or "A subject that was merged")
    if source == "strengths":
        return _choice(value, "Een kracht die hier niet meer staat", "A strength that is no longer listed")
    try:
        words = _words_of(source, row_number(value), phase)
    except ValueError:
        return None
    return None if words is None else _choice(value, words)


def _words_of(source: str, number: int, phase: Phase) -> str | None:
    """The text of a row of this traject. Somebody may send any number: rows of other trajects stay unseen."""
    project = phase.project
    if source == "organisations":
        members = {member.organisation_id: member.organisation.name for member in project.memberships}
        return members.get(number)
    if source == "indicators":
        figure = db.session.get(Indicator, number)
        return figure.label if figure is not None and figure.project_id == project.id else None
    own = {one.id for one in project.phases}
    if source in {"goals", "draft_goals"}:
        goal = db.session.get(Goal, number)
        return goal.text if goal is not None and goal.problem.phase_id in own else None
    if source == "gaps":
        gap = db.session.get(KnowledgeGap, number)
        return gap.question if gap is not None and gap.phase_id in own else None
    if source == "my_actions":
        action = db.session.get(Action, number)
        return action.what if action is not None and action.phase_id in own else None
    item = db.session.get(ParkedItem, number) if source == "parked" else None
    return item.text if item is not None and item.phase_id in own else None
