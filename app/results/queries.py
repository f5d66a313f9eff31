"""What a phase agreed and what is still a proposal: the reads that pages and other rooms share."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.access import Right, may
from app.extensions import db
from app.models import (
    Action,
    Decision,
    DecisionPresence,
    Goal,
    GoalSource,
    KnowledgeGap,
    Meeting,
    Membership,
    Organisation,
    ParkedItem,
    Phase,
    ProblemStatement,
    Role,
    StepStatus,
    Vote,
)
from app.models.results import ActionStatus, GoalStatus, ParkedKind

MANY_ACTIONS = 7
UNFINISHED = (ActionStatus.OPEN, ActionStatus.BUSY)
STEP_OF_ACTIONS = 5


def problems(phase: Phase) -> list[ProblemStatement]:
    """The problems of a phase, confirmed ones first."""
    wanted = (
        select(ProblemStatement)
        .where(ProblemStatement.phase_id == phase.id)
        .options(joinedload(ProblemStatement.decision))
        .order_by(ProblemStatement.decision_id.is_(None), ProblemStatement.id)
    )
    return list(db.session.scalars(wanted))


def problem_about(phase: Phase, cluster_id: str) -> ProblemStatement | None:
    """The problem that was made of this subject on the map."""
    if "\0" in cluster_id:  # PostgreSQL cannot even look for it
        return None
    wanted = select(ProblemStatement).where(
        ProblemStatement.phase_id == phase.id, ProblemStatement.cluster_id == cluster_id
    )
    return db.session.scalar(wanted)


def goals(phase: Phase, *statuses: GoalStatus) -> list[Goal]:
    """The goals of a phase, or only those with one of these statuses, with all that a card shows."""
    wanted = _goals(phase)
    if statuses:
        wanted = wanted.where(Goal.status.in_(statuses))
    return list(db.session.scalars(wanted))


def agreed_goals(phase: Phase) -> list[Goal]:
    """The goals that the group agreed on."""
    return goals(phase, GoalStatus.AGREED)


def draft_goals(phase: Phase) -> list[Goal]:
    """The goals that are proposed and not agreed on yet."""
    return goals(phase, GoalStatus.PROPOSED)


def goal_in(phase: Phase, goal_id: int) -> Goal | None:
    """The goal with this id, if it is one of this phase."""
    return db.session.scalar(_goals(phase).where(Goal.id == goal_id))


def goals_using(phase: Phase, statement_id: str) -> list[Goal]:
    """The goals that come from a statement."""
    used = select(GoalSource.goal_id).where(GoalSource.statement_id == statement_id)
    return list(db.session.scalars(_goals(phase).where(Goal.id.in_(used))))


def actions(phase: Phase) -> list[Action]:
    """All actions of a phase: unfinished ones first, soonest first."""
    wanted = (
        select(Action)
        .where(Action.phase_id == phase.id)
        .options(joinedload(Action.goal), *_with_name(Action.owner))
        .order_by(Action.status.not_in(UNFINISHED), Action.due_on.is_(None), Action.due_on, Action.id)
    )
    return list(db.session.scalars(wanted))


def actions_of(membership: Membership, phase: Phase) -> list[Action]:
    """The actions that somebody does, unfinished ones first."""
    return [action for action in actions(phase) if action.owner_id == membership.id]


def action_in(phase: Phase, action_id: int) -> Action | None:
    """The action with this id, if it is one of this phase."""
    return db.session.scalar(select(Action).where(Action.phase_id == phase.id, Action.id == action_id))


def unfinished_actions(phase: Phase) -> int:
    """How many actions are open or busy."""
    wanted = select(func.count(Action.id)).where(Action.phase_id == phase.id, Action.status.in_(UNFINISHED))
    return db.session.scalar(wanted) or 0


def is_overdue(action: Action, today: date) -> bool:
    """Whether an unfinished action should have been done before ``today``."""
    return action.status in UNFINISHED and action.due_on is not None and action.due_on < today


def is_time_for_actions(phase: Phase) -> bool:
    """Whether the group is at its actions: step 5 has begun, or there is a goal already."""
    step = next((step for step in phase.steps if step.number == STEP_OF_ACTIONS), None)
    return (step is not None and step.status is not StepStatus.PREPARATION) or bool(agreed_goals(phase))


def decisions(phase: Phase) -> list[Decision]:
    """The decisions of a phase in order of number, with their votes."""
    wanted = (
        select(Decision)
        .where(Decision.phase_id == phase.id)
        .options(
            selectinload(Decision.votes).joinedload(Vote.organisation),
            selectinload(Decision.presences).joinedload(DecisionPresence.organisation),
            joinedload(Decision.meeting),
        )
        .order_by(Decision.number)
    )
    return list(db.session.scalars(wanted))


def voters(phase: Phase) -> list[Organisation]:
    """The organisations that decide: those with somebody in the core group, facilitators included."""
    deciding = select(Membership.organisation_id).where(
        Membership.project_id == phase.project_id,
        Membership.left_at.is_(None),
        Membership.role.in_((Role.CORE, Role.FACILITATOR)),
    )
    wanted = select(Organisation).where(Organisation.id.in_(deciding)).order_by(Organisation.name)
    return list(db.session.scalars(wanted))


def people(phase: Phase, also: Membership | None = None) -> list[Membership]:
    """Everybody who is in the traject now, by name; and ``also``, who may have left."""
    wanted = (
        select(Membership)
        .where(Membership.project_id == phase.project_id, Membership.left_at.is_(None))
        .options(joinedload(Membership.person), joinedload(Membership.organisation))
    )
    found = {*db.session.scalars(wanted), *([also] if also else [])}
    return sorted(found, key=lambda one: (one.person.name.casefold(), one.id))


def meetings(phase: Phase) -> list[Meeting]:
    """The meetings of a phase, latest first."""
    wanted = select(Meeting).where(Meeting.phase_id == phase.id).order_by(Meeting.starts_at.desc())
    return list(db.session.scalars(wanted))


def parked(phase: Phase, kind: ParkedKind) -> list[ParkedItem]:
    """What is parked in a phase, also what was taken up since."""
    wanted = select(ParkedItem).where(ParkedItem.phase_id == phase.id, ParkedItem.kind == kind)
    return list(db.session.scalars(wanted.order_by(ParkedItem.id)))


def parked_problems(phase: Phase) -> list[ParkedItem]:
    """The problems that wait for a next phase: parked in this phase or an earlier one, and not taken up since."""
    wanted = (
        select(ParkedItem)
        .join(Phase, Phase.id == ParkedItem.phase_id)
        .where(
            Phase.project_id == phase.project_id,
            Phase.number <= phase.number,
            ParkedItem.kind == ParkedKind.PROBLEM,
            ParkedItem.taken_phase_id.is_(None),
        )
        .order_by(Phase.number.desc(), ParkedItem.id)
    )
    return list(db.session.scalars(wanted))


def started_from(phase: Phase) -> list[ParkedItem]:
    """The parked problems that this phase began with."""
    wanted = select(ParkedItem).where(ParkedItem.taken_phase_id == phase.id, ParkedItem.kind == ParkedKind.PROBLEM)
    return list(db.session.scalars(wanted.order_by(ParkedItem.id)))


def gaps(phase: Phase) -> list[KnowledgeGap]:
    """What is not known, from this phase and earlier ones: open questions first, soonest first."""
    wanted = (
        select(KnowledgeGap)
        .join(Phase, Phase.id == KnowledgeGap.phase_id)
        .where(Phase.project_id == phase.project_id, Phase.number <= phase.number)
        .options(*_with_name(KnowledgeGap.owner))
        .order_by(KnowledgeGap.due_on.is_(None), KnowledgeGap.due_on, KnowledgeGap.id)
    )
    found = list(db.session.scalars(wanted))
    return [gap for gap in found if not gap.answer] + [gap for gap in found if gap.answer]


def open_gaps(phase: Phase) -> list[KnowledgeGap]:
    """The questions without an answer, from this phase and earlier ones."""
    return [gap for gap in gaps(phase) if not gap.answer]


def gap_in(phase: Phase, gap_id: int) -> KnowledgeGap | None:
    """The question with this id, if it is listed in this phase."""
    return next((gap for gap in gaps(phase) if gap.id == gap_id), None)


def sees_proposals(membership: Membership) -> bool:
    """Whether somebody sees what is not agreed yet. The wider circle sees what is agreed."""
    return may(membership, Right.SEE_MAP)


def _goals(phase: Phase) -> Select[Goal]:
    return (
        select(Goal)
        .join(ProblemStatement, ProblemStatement.id == Goal.problem_id)
        .where(ProblemStatement.phase_id == phase.id)
        .options(
            joinedload(Goal.problem),
            joinedload(Goal.decision),
            *_with_name(Goal.owner),
            selectinload(Goal.evaluations),
            selectinload(Goal.actions).options(*_with_name(Action.owner)),
            selectinload(Goal.sources),
        )
        .order_by(Goal.id)
    )


def _with_name(owner: Any) -> tuple[Any, Any]:
    """Load an owner with their name and organisation."""
    return (joinedload(owner).joinedload(Membership.person), joinedload(owner).joinedload(Membership.organisation))
